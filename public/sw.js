/**
 * Scope /attempts/. Shows the one exam page that app/enhance/exam/kept-page.ts has kept, when the network has no page to
 * give: network first, the kept page after a failure, a server error or a long wait. Keeps nothing by itself; the
 * result page means that the attempt is over, so the kept page goes.
 */
const cacheName = "exam-page";
const longestWaitMs = 5_000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(openPage(request, pathname));
  else if (pathname.startsWith("/assets/")) event.respondWith(openFile(request));
});

async function openFile(request) {
  return (await findIn(request.url)) ?? fetch(request);
}

async function openPage(request, pathname) {
  const kept = await findKept(pathname);
  if (!kept) return fetch(request);
  const patience = new Promise((resolve) => setTimeout(resolve, longestWaitMs, null));
  const answer = await Promise.race([fetch(request).catch(() => null), patience]);
  if (!answer || answer.status >= 500) return kept;
  if (answer.ok && pathname.endsWith("/result")) await caches.delete(cacheName);
  return answer;
}

/** The kept page for its own address; for review and result of the same attempt, the way to it. */
async function findKept(pathname) {
  const attempt = /^\/attempts\/[^/]+/.exec(pathname)?.[0];
  const kept = attempt && (await findIn(attempt));
  if (!kept) return null;
  return pathname === attempt ? kept : Response.redirect(attempt);
}

/** Never fails: where storage is gone there is just nothing kept. */
async function findIn(address) {
  try {
    return await (await caches.open(cacheName)).match(address);
  } catch {
    return undefined;
  }
}
