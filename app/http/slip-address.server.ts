/** What people type to come in: the public name, or the one this page was opened by. */
export function slipAddress(publicUrl: string | null, request: Request): URL {
  return new URL(publicUrl ?? request.url);
}
