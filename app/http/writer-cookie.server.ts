/** Which attempt and epoch this browser writes (docs/decisions/004-one-writer-per-attempt.md). A hint, not a secret. */
const pattern = /(?:^|;\s*)__Host-writer=([0-9a-f-]{36})\.(\d{1,9})(?:;|$)/;

export function isWriter(request: Request, attemptId: string, epoch: number): boolean {
  const match = pattern.exec(request.headers.get("Cookie") ?? "");
  return match?.[1] === attemptId && Number(match[2]) === epoch;
}

/** `Set-Cookie` value; it lasts as long as the longest sitting could. */
export function writerCookie(attemptId: string, epoch: number): string {
  return `__Host-writer=${attemptId}.${epoch}; Path=/; Max-Age=86400; HttpOnly; Secure; SameSite=Lax`;
}
