// One stream for all tabs of the browser: the union of what they watch. A browser allows six connections a host over HTTP/1.1.
import { stream, type FromPage, type Live, type ToPage } from "./client";

interface Page { port: MessagePort; signals: Set<number>; lock?: string }

const pages = new Set<Page>();
const last = new Map<number, Live>();
let isOpen: boolean | undefined;

const wish = stream((message: ToPage) => {
  if ("open" in message) {
    isOpen = message.open;
    for (const page of pages) page.port.postMessage(message);
    return;
  }
  for (const value of message.values) last.set(value.signal, value);
  for (const page of pages) give(page, message.values);
});

function give(page: Page, values: Live[]): void {
  const mine = values.filter((v) => page.signals.has(v.signal));
  if (mine.length) page.port.postMessage({ values: mine } satisfies ToPage);
}

function renew(): void {
  const union = new Set<number>();
  for (const page of pages) for (const signal of page.signals) union.add(signal);
  for (const signal of last.keys()) if (!union.has(signal)) last.delete(signal);
  wish([...union]);
}

function leave(page: Page): void {
  pages.delete(page);
  renew();
}

(self as unknown as { onconnect: (e: MessageEvent) => void }).onconnect = (e) => {
  const page: Page = { port: e.ports[0], signals: new Set() };
  page.port.onmessage = ({ data }: MessageEvent<FromPage>) => {
    if (data === "bye") return leave(page);
    const known = page.signals;
    page.signals = new Set(data.watch);
    pages.add(page);
    if (data.lock && !page.lock) {
      page.lock = data.lock;
      void navigator.locks.request(data.lock, () => leave(page));
    }
    renew();
    give(page, [...last.values()].filter((v) => !known.has(v.signal)));
    if (isOpen === false) page.port.postMessage({ open: false } satisfies ToPage);
  };
};
