// Keeps the built page in the browser, so that it opens without a network. scripts/lib/offline.mjs puts in what the build consists of.
const { version, core, rest } = __BUILD__;
const { scope } = self.registration;
/** Pages of one origin share their caches: the name says whose it is. */
const PREFIX = `whystall ${scope} `;
const CACHE = PREFIX + version;
const addressOf = (path) => new URL(path, scope).href;
const files = new Set([...core, ...rest].map(addressOf));
const ASSETS = addressOf('./assets/');

// Names under assets/ change with what is in them; others may lie about in the browser from before.
const fresh = (path) => new Request(path, path.startsWith('./assets/') ? {} : { cache: 'no-cache' });

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(core.map(fresh))));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(takeOver());
});

/** The version before stays, for pages that are still open with it. */
async function takeOver() {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  await self.clients.claim();
}

self.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const address = plainAddress(request);
  // Traces are the reader's own business: what is not of this build is neither kept nor looked at.
  if (request.method !== 'GET' || !(files.has(address) || address.startsWith(ASSETS))) return;
  event.respondWith(answer(request, address));
});

function plainAddress({ url, mode }) {
  if (mode !== 'navigate') return url;
  const [page] = url.split(/[?#]/, 1);
  return page === addressOf('./index.html') ? scope : page;
}

async function answer(request, address) {
  const cache = await caches.open(CACHE);
  const kept = (await cache.match(address)) ?? (await caches.match(address));
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  // A browser without room keeps nothing: the page has its answer all the same.
  if (response.ok && !response.redirected && files.has(address))
    await cache.put(address, response.clone()).catch(() => undefined);
  return response;
}
