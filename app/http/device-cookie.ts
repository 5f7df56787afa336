/** The cookie of `use-cases/accounts/device.server.ts`: a year, only for this origin, not readable by scripts. */
const name = "__Host-device";
const lifetimeSeconds = 365 * 24 * 3600;

export function readDeviceCookie(request: Request): string | null {
  return /(?:^|;\s*)__Host-device=([A-Za-z0-9_.-]{20,120})(?:;|$)/.exec(request.headers.get("Cookie") ?? "")?.[1] ?? null;
}

export function serialiseDeviceCookie(token: string): string {
  return `${name}=${token}; Path=/; Max-Age=${lifetimeSeconds}; HttpOnly; Secure; SameSite=Lax`;
}
