/** A browser without a screen: keeps cookies, sends forms as a page of the app would, follows nothing by itself. */
export type HttpBrowser = {
  get(address: string, headers?: Record<string, string>): Promise<Response>;
  post(address: string, fields?: Record<string, string>, headers?: Record<string, string>): Promise<Response>;
  /** Value of a cookie, or null. */
  cookie(name: string): string | null;
  setCookie(name: string, value: string): void;
};

export function createHttpBrowser(origin: string): HttpBrowser {
  const cookies = new Map<string, string>();

  async function send(address: string, init: RequestInit, headers: Record<string, string>): Promise<Response> {
    const jar = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(new URL(address, origin), { ...init, redirect: "manual", headers: { ...(jar ? { Cookie: jar } : {}), ...headers } });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      if (/max-age=0/i.test(line) || at === pair.length - 1) cookies.delete(pair.slice(0, at));
      else cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  }

  return {
    get: (address, headers = {}) => send(address, {}, headers),
    post: (address, fields = {}, headers = { Origin: origin, "Sec-Fetch-Site": "same-origin" }) =>
      send(address, { method: "POST", body: new URLSearchParams(fields) }, headers),
    cookie: (name) => cookies.get(name) ?? null,
    setCookie: (name, value) => void cookies.set(name, value),
  };
}

/** Path and query of a redirect. */
export function locationOf(response: Response): string | null {
  return response.headers.get("Location");
}
