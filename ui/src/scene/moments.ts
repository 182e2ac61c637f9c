export const minute = 60_000, hour = 60 * minute;

const parts = 240, finest = hour / parts;

/** Evenly spaced instants of the past: `first`, and `count - 1` more, `step` milliseconds apart. */
export interface Moments { first: number; step: number; count: number }

/**
 * The instants of a span from `from` on that are past: 240 steps fill it, so an hour has one every 15 seconds. They go by whole steps from `from`, or through `at`, a moment that
 * must be among them; only how many there are depends on `now`. Null when less than a minute of it is past.
 */
export function momentsOf(from: number, span: number, now: number, at: number | null = null): Moments | null {
  const to = Math.min(from + span, Math.max(now, at ?? now));
  if (to - from < minute) return null;
  const step = to - from < span / parts ? finest : span / parts, first = at === null ? from : at - Math.floor((at - from) / step) * step;
  return { first, step, count: Math.floor((to - first) / step) + 1 };
}

/** Where the hour begins in which a moment is looked at: its own, or when that has only begun, the one that ends with its minute. */
export function hourOf(at: number, now: number): number {
  const begin = Math.floor(at / hour) * hour;
  return now - begin < 2 * minute ? Math.floor(at / minute) * minute - 59 * minute : begin;
}

/** A moment as an address says it, exactly. */
export const momentText = (at: number): string => new Date(at).toISOString().replace(".000Z", "Z");
