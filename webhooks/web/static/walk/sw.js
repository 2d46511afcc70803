// Answers for walks that were downloaded (download.js put them into caches "walk/STORY/VERSION"; one that holds the
// list of its files is whole). It keeps nothing by itself, and lets pass whatever is not a GET for a part of a walk.

const PATIENCE_MS = 4000;
const FIXED = /^\/(media|assets)\/|^\/w\/[^/]+\/(map\.svg|pocket\.json)$/;
const PAGE = /^\/w\/([^/]+)(\/list)?\/?$/;
// What a proxy says whose server is away. 503 is the server's own, and has kind words.
const AWAY = [502, 504];

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  const [, story, list] = (request.mode === "navigate" && PAGE.exec(pathname)) || [];
  if (story) event.respondWith(page(request, decodeURIComponent(story), list ? ["offline"] : ["shell", "offline"]));
  else if (FIXED.test(pathname)) event.respondWith(file(request));
});

// What these addresses give never changes.
async function file(request) {
  const kept = await caches.match(request.url).catch(() => undefined);
  if (!kept) return fetch(request);
  const range = request.headers.get("Range");
  const fits = request.headers.get("If-Range") ?? kept.headers.get("ETag");
  return range && fits === kept.headers.get("ETag") ? partOf(kept, range) : kept;
}

// The part that a player asks for (RFC 9110, 14), as the server gives it: the whole where what is asked cannot be
// read, or is several parts.
async function partOf(kept, range) {
  const all = await kept.blob();
  const headers = new Headers(kept.headers);
  const part = asked(range, all.size);
  if (!part) return new Response(all, { headers });
  const [first, end] = part;
  if (first >= all.size) {
    headers.set("Content-Range", `bytes */${all.size}`);
    headers.set("Cache-Control", "no-store");
    return new Response(null, { status: 416, headers });
  }
  headers.set("Content-Range", `bytes ${first}-${end - 1}/${all.size}`);
  headers.set("Content-Length", end - first);
  return new Response(all.slice(first, end, all.type), { status: 206, headers });
}

// Gives the first byte and the one after the last; null for the whole.
function asked(range, size) {
  const found = /^bytes=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(range);
  if (!found) return null;
  const [first, last] = [found[1], found[2]].map((each) => (each === "" ? null : Number(each)));
  if (first === null) return last ? [Math.max(size - last, 0), size] : null;
  if (last === null) return [first, size];
  return last < first ? null : [first, Math.min(last + 1, size)];
}

// The server's page, unless that does not come, or not soon: then the first of those that stand for it.
async function page(request, story, those) {
  const kept = await offline(story, those).catch(() => undefined);
  if (!kept) return fetch(request);
  try {
    const found = await Promise.race([fetch(request), late()]);
    return AWAY.includes(found.status) ? kept : found;
  } catch {
    return kept;
  }
}

const late = () => new Promise((_, fail) => setTimeout(() => fail(new Error("It is late.")), PATIENCE_MS));

// Of the newest walk that is whole; else of one that came in part, which can be read and heard, but not played.
async function offline(story, those) {
  const names = (await caches.keys()).filter((name) => name.startsWith(`walk/${story}/`)).reverse();
  const whole = [];
  for (const cacheName of names)
    if (await caches.match(`/api/walks/${story}/download`, { cacheName })) whole.push(cacheName);
  const among = [...whole.flatMap((cacheName) => those.map((name) => [cacheName, name])), ...names.map((name) => [name, "offline"])];
  for (const [cacheName, name] of among) {
    const found = await caches.match(`/w/${story}/${name}`, { cacheName, ignoreSearch: true });
    if (found) return found;
  }
  return undefined;
}
