/**
 * Keeps the one open exam page on the device: its HTML as the server sent it, and the files it uses. `public/sw.js`
 * shows it when a reload finds no network, and forgets it at the result page; signing out forgets it too.
 */
const cacheName = "exam-page";
/** No script and no style but the own files: what is kept needs no nonce. */
const policy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

export const isKeptPage = () => document.documentElement.hasAttribute("data-kept");

/** The page as rendered; take it before anything is changed. What a person chose is not in it: that is in kept-responses.ts. */
export function takePage(): string {
  const copy = document.documentElement.cloneNode(true) as HTMLElement;
  copy.setAttribute("data-kept", "");
  for (const script of copy.querySelectorAll("script")) script.removeAttribute("nonce");
  return `<!doctype html>${copy.outerHTML}`;
}

/** Replaces whatever page was kept before. Without secure context or storage the page just cannot be reloaded offline. */
export async function keepPage(html: string): Promise<void> {
  if (!("serviceWorker" in navigator) || !("caches" in globalThis)) return;
  try {
    await navigator.serviceWorker.register("/sw.js", { scope: "/attempts/" });
    await document.fonts.ready;
    await caches.delete(cacheName);
    const cache = await caches.open(cacheName);
    await cache.addAll(usedFiles());
    await cache.put(location.pathname, new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy } }));
  } catch {
    // why: a full disk or a lost network; the page itself works on.
  }
}

export async function forgetPage(): Promise<void> {
  if ("caches" in globalThis) await caches.delete(cacheName).catch(() => false);
}

/** Everything from `/assets` that this page has loaded: styles, module, fonts. All come out of the browser's cache. */
function usedFiles(): string[] {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const named = [...document.querySelectorAll<HTMLScriptElement | HTMLLinkElement>("script[src], link[href]")].map((element) => ("src" in element ? element.src : element.href));
  return [...new Set([...loaded, ...named])].filter((address) => address.startsWith(`${location.origin}/assets/`));
}
