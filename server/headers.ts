import type { RequestHandler } from "express";

/** On every response, errors and `.data` included. `no-store` is the default; assets loosen it themselves. */
export function securityHeaders(publicUrl: string | null): RequestHandler {
  const shared = sharedHeaders(publicUrl);
  return (_request, response, next) => {
    const nonce = String(response.locals["nonce"]);
    const policy = [
      "default-src 'self'",
      `script-src 'self' 'nonce-${nonce}'`,
      `style-src 'self' 'nonce-${nonce}'`,
      "img-src 'self' data:",
      "connect-src 'self'",
      "worker-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ];
    response.setHeader("Content-Security-Policy", policy.join("; "));
    for (const [name, value] of shared) response.setHeader(name, value);
    next();
  };
}

/** The same for responses that are no page: nothing in them may be loaded or run. */
export function plainHeaders(publicUrl: string | null): [string, string][] {
  return [["Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"], ...sharedHeaders(publicUrl)];
}

function sharedHeaders(publicUrl: string | null): [string, string][] {
  const headers: [string, string][] = [
    ["X-Content-Type-Options", "nosniff"],
    ["Referrer-Policy", "same-origin"],
    ["Cross-Origin-Opener-Policy", "same-origin"],
    ["Permissions-Policy", "camera=(), microphone=(), geolocation=()"],
    ["Cache-Control", "no-store"],
  ];
  if (publicUrl?.startsWith("https:")) headers.push(["Strict-Transport-Security", "max-age=31536000; includeSubDomains"]);
  return headers;
}
