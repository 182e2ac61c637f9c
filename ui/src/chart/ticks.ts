import { clockText, dayText, local, monthText, zoneOffset, type Reader } from "../format";
import type { Span } from "./span";

/** Marks of a time axis on round instants of the reader's clock, also across the change of summer time. */
export interface Tick { at: number; text: string }

const second = 1000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;
const even = [1, 2, 5, 10, 20, 50, 100, 200, 500].concat(
  [1, 2, 5, 10, 15, 30].map((n) => n * second), [1, 2, 5, 10, 15, 30].map((n) => n * minute), [1, 2, 3, 6, 12].map((n) => n * hour));

export function ticks(s: Span, most: number, r: Reader): Tick[] {
  const wanted = (s.to - s.from) / Math.max(1, most);
  const step = even.find((e) => e >= wanted);
  if (step !== undefined) return evenTicks(s, step, r);
  return wanted <= 14 * day ? dayTicks(s, wanted <= day ? 1 : wanted <= 2 * day ? 2 : wanted <= 7 * day ? 7 : 14, r) : monthTicks(s, wanted, r);
}

function evenTicks(s: Span, step: number, r: Reader): Tick[] {
  const found: Tick[] = [], first = Math.floor((s.from + zoneOffset(s.from, r)) / step) * step;
  // below an hour the offset does not matter; from an hour on each step is taken on the wall clock
  for (let i = 0; i < 1000; i++) {
    const at = step < hour ? first - zoneOffset(s.from, r) + i * step : instant(first + i * step, r);
    if (at >= s.to) break;
    if (at >= s.from && at > (found.at(-1)?.at ?? -Infinity)) found.push({ at, text: evenText(at, step, r) });
  }
  return found;
}

function evenText(at: number, step: number, r: Reader): string {
  const l = local(at, r);
  if (step >= minute && l.hour === 0 && l.minute === 0) return dayText(at, r, false);
  return clockText(at, r, step < second ? "ms" : step < minute ? "second" : "minute");
}

function dayTicks(s: Span, days: number, r: Reader): Tick[] {
  const found: Tick[] = [], start = local(s.from, r);
  for (let i = 0; i < 1000; i++) {
    const utc = Date.UTC(start.year, start.month - 1, start.day + i);
    const at = instant(utc, r);
    if (at >= s.to) break;
    // weeks begin on Monday; pairs of days are counted from 1970
    const number = Math.floor(utc / day), whole = days === 1 || (days === 2 ? number % 2 === 0 : (number + 3) % days === 0);
    if (at >= s.from && whole) found.push({ at, text: dayText(at, r, false) });
  }
  return found;
}

function monthTicks(s: Span, wanted: number, r: Reader): Tick[] {
  const months = [1, 2, 3, 6, 12, 24, 60, 120].find((m) => m * 30.5 * day >= wanted) ?? 240;
  const found: Tick[] = [], start = local(s.from, r);
  const first = Math.floor((start.year * 12 + start.month - 1) / months) * months;
  for (let m = first; m < first + 1000 * months; m += months) {
    const at = instant(Date.UTC(Math.floor(m / 12), m % 12, 1), r);
    if (at >= s.to) break;
    if (at >= s.from) found.push({ at, text: months >= 12 ? String(local(at, r).year) : monthText(at, r) });
  }
  return found;
}

/** The instant at which the clock of the reader's zone shows what UTC shows at another. */
function instant(wall: number, r: Reader): number {
  const guess = wall - zoneOffset(wall, r);
  return wall - zoneOffset(guess, r);
}
