// Shows the last known state when the network is gone. Never keeps log-in pages, answers of the API, or anything that was sent.
import { rule, stamp } from "./rules";

const pages = "ws-pages", files = "ws-files-1", most = 40;

interface Fetching extends Event { request: Request; respondWith(answer: Promise<Response>): void; waitUntil(work: Promise<unknown>): void }
const worker = self as unknown as { addEventListener(name: string, act: (e: Fetching) => void): void; skipWaiting(): Promise<void>; clients: { claim(): Promise<void> }; location: Location };

worker.addEventListener("install", (e) => e.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (e) => e.waitUntil(tidy().then(() => worker.clients.claim())));
worker.addEventListener("fetch", (e) => {
  const what = rule(e.request.method, new URL(e.request.url), e.request.mode, worker.location.origin);
  if (what === "page") e.respondWith(page(e));
  else if (what === "fixed") e.respondWith(fixed(e.request));
  else if (what === "file") e.respondWith(file(e.request));
});

async function tidy(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith("ws-") && name !== pages && name !== files) await caches.delete(name);
}

async function page(e: Fetching): Promise<Response> {
  try {
    const answer = await fetch(e.request);
    const keeps = answer.status === 200 && !answer.redirected && (answer.headers.get("content-type") ?? "").startsWith("text/html");
    if (keeps) e.waitUntil(keep(e.request.url, answer.clone()));
    return answer;
  } catch (gone) {
    const cache = await caches.open(pages);
    const kept = (await cache.match(e.request.url)) ?? (await cache.match(e.request.url, { ignoreSearch: true })) ?? (await cache.match(new URL(e.request.url).pathname.startsWith("/my") ? "/my" : "/"));
    if (!kept) throw gone;
    const at = Date.parse(kept.headers.get("x-kept-at") ?? "") || Date.now();
    return new Response(stamp(await kept.text(), at), { headers: kept.headers });
  }
}

/** Keeps a page of a signed-in person; the oldest go beyond forty. */
async function keep(url: string, answer: Response): Promise<void> {
  const html = await answer.text();
  if (!/<html[^>]* data-user=/.test(html)) return;
  const headers = new Headers({ "content-type": "text/html; charset=utf-8", "x-kept-at": new Date().toISOString() });
  const policy = answer.headers.get("content-security-policy");
  if (policy) headers.set("content-security-policy", policy);
  const cache = await caches.open(pages);
  await cache.delete(url);
  await cache.put(url, new Response(html, { headers }));
  const all = await cache.keys();
  for (const old of all.slice(0, Math.max(0, all.length - most))) await cache.delete(old);
}

async function fixed(request: Request): Promise<Response> {
  const cache = await caches.open(files), kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

async function file(request: Request): Promise<Response> {
  const cache = await caches.open(files);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request, answer.clone());
    return answer;
  } catch (gone) {
    const kept = await cache.match(request);
    if (!kept) throw gone;
    return kept;
  }
}
