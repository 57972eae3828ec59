// SPDX-License-Identifier: EUPL-1.2
// The service worker of /mine: the page opens without network. It keeps the page's own files and
// nothing else: the day itself, with its age, is the page's (mine/kept.ts).
declare const SHELL: string[]; // put in by build.mjs: every file that the page is made of
declare const USED: string[]; // likewise: what is large and not for everyone; kept once it was used
declare const VERSION: string; // changes when one of them does

interface Waitable extends Event {
  waitUntil(promise: Promise<unknown>): void;
}
interface Fetch extends Waitable {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
const worker = self as unknown as {
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
} & EventTarget;

const prefix = 'parvis-mine-';
const name = prefix + VERSION;
/** A captive network answers late or never. */
const wait_ms = 3000;

worker.addEventListener('install', (event) => {
  (event as Waitable).waitUntil(
    caches
      .open(name)
      .then((cache) => cache.addAll(SHELL))
      .then(() => worker.skipWaiting()),
  );
});

worker.addEventListener('activate', (event) => {
  (event as Waitable).waitUntil(
    caches
      .keys()
      .then((all) =>
        Promise.all(
          all
            .filter((key) => key.startsWith(prefix) && key !== name)
            .map((key) => caches.delete(key)),
        ),
      )
      .then(() => worker.clients.claim()),
  );
});

async function page(request: Request): Promise<Response> {
  const kept = await caches.match('/mine');
  const fresh = fetch(request);
  if (!kept) return fresh;
  const late = new Promise<Response>((done) => setTimeout(() => done(kept.clone()), wait_ms));
  return Promise.race([
    fresh.then(
      (answer) => (answer.ok ? answer : kept),
      () => kept,
    ),
    late,
  ]);
}

async function keepUsed(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(name)).put(request, answer.clone());
  return answer;
}

worker.addEventListener('fetch', (event) => {
  const { request } = event as Fetch;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate' && pathname === '/mine')
    (event as Fetch).respondWith(page(request));
  else if (SHELL.includes(pathname) && pathname !== '/mine')
    // named by their content: never old
    (event as Fetch).respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  else if (USED.includes(pathname)) (event as Fetch).respondWith(keepUsed(request));
});
export {};
