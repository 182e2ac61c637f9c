/** A half-open span of time in milliseconds. Everything here is pure. */
export interface Span { from: number; to: number }

export const length = (s: Span): number => s.to - s.from;

/** The least span a chart shows: ten milliseconds. */
export const leastLength = 10;
const mostLength = 100 * 366 * 86_400_000;

/** Zooms by a factor (below 1 nearer) so that the instant at `at` (0 to 1) stays where it is. */
export function zoom(s: Span, factor: number, at = 0.5): Span {
  const wide = Math.min(Math.max(length(s) * factor, leastLength), mostLength);
  const fixed = s.from + length(s) * at;
  return { from: fixed - wide * at, to: fixed + wide * (1 - at) };
}

/** Moves by a share of the width; positive is later. */
export const pan = (s: Span, share: number): Span => ({ from: s.from + length(s) * share, to: s.to + length(s) * share });

export const covers = (outer: Span, inner: Span): boolean => outer.from <= inner.from && outer.to >= inner.to;

/** The span to load around what is seen, so that a small move needs no wait. */
export const withMargin = (s: Span, share = 0.5): Span => ({ from: s.from - length(s) * share, to: s.to + length(s) * share });

/** Spans of the buttons; "all" has none. */
export const named: Record<string, number> = {
  "1h": 3_600_000, "1d": 86_400_000, "1w": 7 * 86_400_000, "1m": 30 * 86_400_000, "1y": 365 * 86_400_000,
};

/** What a key does: a new span, "back", "start", "end", or nothing. */
export function keyed(key: string, s: Span): Span | "back" | "start" | "end" | undefined {
  switch (key) {
    case "ArrowLeft": return pan(s, -0.2);
    case "ArrowRight": return pan(s, 0.2);
    case "PageUp": return pan(s, -0.9);
    case "PageDown": return pan(s, 0.9);
    case "+": case "=": case "ArrowUp": return zoom(s, 0.5);
    case "-": case "_": case "ArrowDown": return zoom(s, 2);
    case "Home": return "start";
    case "End": return "end";
    case "Backspace": case "Escape": return "back";
    default: return undefined;
  }
}

/** Where the page's address says to look: fixed by from and to, following by last, else undefined. */
export function fromAddress(query: URLSearchParams): { fixed: Span } | { last: number } | undefined {
  const from = Date.parse(query.get("from") ?? ""), to = Date.parse(query.get("to") ?? "");
  if (Number.isFinite(from) && Number.isFinite(to) && to > from) return { fixed: { from, to } };
  const last = query.get("last") ?? "";
  if (last in named) return { last: named[last] };
  const seconds = /^(\d{1,10})s$/.exec(last);
  return seconds && Number(seconds[1]) > 0 ? { last: Number(seconds[1]) * 1000 } : undefined;
}

/** The address for a span; the rest of the query stays. */
export function toAddress(query: URLSearchParams, s: Span, following: boolean): URLSearchParams {
  const q = new URLSearchParams(query);
  for (const name of ["from", "to", "last"]) q.delete(name);
  if (following) {
    const name = Object.keys(named).find((n) => Math.abs(named[n] - length(s)) < 1);
    q.set("last", name ?? `${Math.max(1, Math.round(length(s) / 1000))}s`);
  } else {
    q.set("from", iso(s.from));
    q.set("to", iso(s.to));
  }
  return q;
}

export const iso = (at: number): string => new Date(Math.round(at)).toISOString().replace(/\.000Z$/, "Z");
