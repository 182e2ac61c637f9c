/** One live value, as `/api/live` sends it. */
export interface Live { signal: number; t: number; v: number; q: number }

export interface Watcher { values(values: Live[]): void; state?(open: boolean): void }

export type FromPage = { watch: number[]; lock?: string } | "bye";
export type ToPage = { values: Live[] } | { open: boolean };

/** The address of the stream. */
export const liveAddress = (signals: Iterable<number>): string => `/api/live?signals=${[...signals].sort((a, b) => a - b).join(",")}`;

const watchers = new Map<Watcher, number[]>();
let send: ((signals: number[]) => void) | undefined;
let isOpen = true;

/** Follows signals. All tabs of the browser share one stream where it has shared workers. Returns what ends it. */
export function watch(signals: number[], watcher: Watcher): () => void {
  watchers.set(watcher, signals);
  send ??= connect();
  tell();
  if (!isOpen) watcher.state?.(false);
  return () => {
    watchers.delete(watcher);
    tell();
  };
}

let telling = false;
function tell(): void {
  if (telling) return;
  telling = true;
  queueMicrotask(() => {
    telling = false;
    send?.([...new Set([...watchers.values()].flat())]);
  });
}

function receive(message: ToPage): void {
  if ("open" in message) {
    isOpen = message.open;
    for (const watcher of watchers.keys()) watcher.state?.(isOpen);
    return;
  }
  for (const [watcher, signals] of watchers) {
    const mine = message.values.filter((v) => signals.includes(v.signal));
    if (mine.length) watcher.values(mine);
  }
}

function connect(): (signals: number[]) => void {
  if (typeof SharedWorker === "undefined") return ownStream();
  const port = new SharedWorker("/ui/live-worker.js", { name: "ws-live" }).port;
  port.onmessage = (e: MessageEvent<ToPage>) => receive(e.data);
  let last: number[] = [];
  const post = (signals: number[]): void => port.postMessage({ watch: last = signals, lock } satisfies FromPage);
  // the worker waits for this lock: it gets it when the page is gone, however it went
  const lock = "locks" in navigator ? `ws-live-${crypto.randomUUID()}` : undefined;
  if (lock) void navigator.locks.request(lock, () => new Promise(() => undefined));
  addEventListener("pagehide", () => port.postMessage("bye" satisfies FromPage));
  addEventListener("pageshow", (e) => { if (e.persisted) post(last); });
  return post;
}

/** A stream of this page alone. */
function ownStream(): (signals: number[]) => void {
  return stream(receive);
}

/** Keeps an EventSource open for a set of signals, and opens it again when the server refused it. */
export function stream(to: (message: ToPage) => void): (signals: number[]) => void {
  let source: EventSource | undefined, address = "", retry = 0;
  const open = (): void => {
    source?.close();
    source = new EventSource(address);
    source.addEventListener("values", (e) => to({ values: (JSON.parse(e.data as string) as { values: Live[] }).values }));
    source.onopen = () => to({ open: true });
    source.onerror = () => {
      to({ open: false });
      if (source?.readyState !== EventSource.CLOSED) return; // it tries again by itself
      clearTimeout(retry);
      retry = setTimeout(open, 10_000) as unknown as number;
    };
  };
  return (signals) => {
    const next = signals.length ? liveAddress(signals) : "";
    if (next === address) return;
    address = next;
    clearTimeout(retry);
    source?.close();
    source = undefined;
    if (address) retry = setTimeout(open, 50) as unknown as number; // several islands of a page wish at once
  };
}
