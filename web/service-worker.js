// Keeps the console's page and the files it loads, so that it opens while no server answers. Nothing of the API passes through here: no
// answer about a patient is ever kept. The build writes its version and its files in.
const VERSION = 'VERSION';
const FILES = 'FILES';

const KEPT = `console ${VERSION}`;
const SHELL = '/app/';
/** A server that has not answered by then, in ms, is taken for one that is away: the page opens, and says so. */
const PATIENCE = 6_000;

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches.open(KEPT).then(async (cache) => {
      await cache.addAll(FILES);
      await cache.put(SHELL, await fetch(SHELL, { cache: 'reload' }));
    }),
  );
});

/** The files of the version before stay: a page that is open still loads its screens from there. */
self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches.keys().then(async (names) => {
      const older = names.filter((name) => name.startsWith('console ') && name !== KEPT);
      await Promise.all(older.slice(0, -1).map((name) => caches.delete(name)));
      await self.clients.claim();
    }),
  );
});

/** A new version waits until somebody asks for it: what is typed in a page is not lost to a reload. */
self.addEventListener('message', ({ data }) => {
  if (data === 'take over') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin || request.method !== 'GET') return;
  if (pathname.startsWith('/assets/')) event.respondWith(fileOf(request));
  else if (request.mode === 'navigate' && /^\/(?:app(?:\/.*)?)?$/.test(pathname)) event.respondWith(pageOf(request));
});

async function fileOf(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

async function pageOf(request) {
  const cache = await caches.open(KEPT);
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    if (answer.status < 500) return answer;
  } catch {
    // No server: the page of the last visit opens.
  }
  return (await cache.match(SHELL, { ignoreVary: true })) ?? Response.error();
}
