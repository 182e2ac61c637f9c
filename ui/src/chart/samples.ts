import { covers, length, type Span } from "./span";

/** What `GET /api/signals/{id}/samples?from=&to=&pixels=` answers. */
export interface ChartData {
  signal?: { id: number; title: string | null; path: string; unit: string; kind: string; limits?: Limits | null; states?: Record<string, string> | null };
  t: number[];
  v: number[];
  gaps: [number, number][];
  reduced: boolean;
  /** Where samples were left out: the mean of every four pixels. */
  mean?: { t: number[]; v: number[] } | null;
}

export interface Limits { lowAlarm: number | null; lowWarning: number | null; highWarning: number | null; highAlarm: number | null }

/** A loaded stretch: its span, how fine it is, its data. */
export interface Piece { span: Span; perPixel: number; data: ChartData }

/** Instants with values; null breaks the line. */
export type Points = [number, number | null][];

type Columns = Pick<ChartData, "t" | "v" | "gaps">;

/** How many live samples the last mean of a piece holds. */
const tails = new WeakMap<Piece, { from: number; n: number }>();

/** A live sample goes into the mean of its four pixels. */
function average(piece: Piece, t: number, v: number): void {
  const { t: times, v: values } = piece.data.mean!, tail = tails.get(piece);
  if (tail && t < tail.from + piece.perPixel * 4) {
    const last = values.length - 1;
    values[last] += (v - values[last]) / ++tail.n;
    times[last] = (tail.from + t) / 2;
  } else {
    tails.set(piece, { from: t, n: 1 });
    times.push(t);
    values.push(v);
  }
}

/** What was loaded of one signal: a coarse whole and the last fine stretch; both are drawn until a finer one is there. */
export class Kept {
  #coarse?: Piece;
  #fine?: Piece;

  get any(): boolean { return this.#coarse !== undefined || this.#fine !== undefined; }

  /** Takes a stretch; the widest that is kept stays as the coarse one. */
  add(piece: Piece): void {
    this.#fine = piece;
    if (!this.#coarse || length(piece.span) >= length(this.#coarse.span) * 0.9) this.#coarse = piece;
  }

  /** A live sample at the right edge. */
  append(t: number, v: number, longest: number): void {
    for (const piece of new Set([this.#coarse, this.#fine])) {
      if (!piece) continue;
      const { t: times, v: values, gaps } = piece.data, last = times.at(-1) ?? -Infinity;
      if (t <= last || t - piece.span.to > Math.max(longest, 60_000)) continue; // a stretch of the past
      if (t - last > Math.max(longest, piece.perPixel * 3) && last > -Infinity) gaps.push([last, t]);
      times.push(t);
      values.push(v);
      if (piece.data.mean) average(piece, t, v);
      piece.span = { from: piece.span.from, to: Math.max(piece.span.to, t) };
    }
  }

  /** True when a span is there as fine as its pixels need and needs no loading. */
  has(span: Span, perPixel: number): boolean {
    const fine = this.#fine;
    return fine !== undefined && covers(fine.span, span) && (!fine.data.reduced || fine.perPixel <= perPixel * 1.5);
  }

  /** True when the fine stretch holds every sample of the span. */
  get reduced(): boolean { return this.#fine?.data.reduced ?? false; }

  get last(): { t: number; v: number } | undefined {
    const data = this.#fine?.data.t.length ? this.#fine.data : this.#coarse?.data;
    return data?.t.length ? { t: data.t[data.t.length - 1], v: data.v[data.v.length - 1] } : undefined;
  }

  /** The points of a span and one beyond each end: fine where there is fine, coarse around it; null breaks the line at a gap. */
  points(span: Span): Points { return this.#around(span, (data) => data); }

  /** The means of a span where samples were left out, else the samples. */
  means(span: Span): Points { return this.#around(span, (data) => (data.mean ? { ...data.mean, gaps: data.gaps } : data)); }

  #around(span: Span, of: (data: ChartData) => Columns): Points {
    const fine = this.#fine, coarse = this.#coarse;
    if (!fine) return [];
    const middle = cut(of(fine.data), span);
    if (!coarse || coarse === fine || covers(fine.span, span)) return middle;
    const before = cut(of(coarse.data), { from: span.from, to: Math.min(span.to, fine.span.from) }, false);
    const after = cut(of(coarse.data), { from: Math.max(span.from, fine.span.to), to: span.to }, false);
    return [...before, ...middle, ...after];
  }
}

/** Index of the first instant that is not before `at`. */
export function lowerBound(times: ArrayLike<number>, at: number): number {
  let low = 0, high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function cut(data: Columns, span: Span, beyond = true): Points {
  if (span.to <= span.from) return [];
  const extra = beyond ? 1 : 0;
  const start = Math.max(0, lowerBound(data.t, span.from) - extra), end = Math.min(data.t.length, lowerBound(data.t, span.to) + extra);
  const points: Points = [];
  let gap = lowerBound(data.gaps.map((g) => g[1]), data.t[start] ?? 0);
  for (let i = start; i < end; i++) {
    while (gap < data.gaps.length && data.gaps[gap][1] <= data.t[i]) {
      if (i > start) points.push([data.gaps[gap][0], null]);
      gap++;
    }
    points.push([data.t[i], data.v[i]]);
  }
  return points;
}

/** Least and greatest value of each stretch of `width` milliseconds, for the band of long spans. */
export interface Band { t: number; min: number; max: number }

export function band(points: [number, number | null][], width: number): (Band | null)[] {
  const found: (Band | null)[] = [];
  let now: Band | undefined, key = NaN;
  for (const [t, v] of points) {
    if (v === null) {
      found.push(null);
      now = undefined;
      key = NaN;
      continue;
    }
    const k = Math.floor(t / width);
    if (k !== key || !now) {
      key = k;
      now = { t: (k + 0.5) * width, min: v, max: v };
      found.push(now);
    } else {
      now.min = Math.min(now.min, v);
      now.max = Math.max(now.max, v);
    }
  }
  return found;
}

/** Loads stretches, one request a signal at a time; a newer wish ends the older one. */
export class Loader {
  readonly #running = new Map<number, AbortController>();

  constructor(readonly src: string) {}

  async load(id: number, span: Span, pixels: number): Promise<Piece | undefined> {
    this.#running.get(id)?.abort();
    const control = new AbortController();
    this.#running.set(id, control);
    const from = Math.floor(span.from), to = Math.ceil(span.to);
    const query = new URLSearchParams({ from: new Date(from).toISOString(), to: new Date(to).toISOString(), pixels: String(pixels) });
    try {
      const answer = await fetch(`${this.src.replace("{id}", String(id))}?${query}`, { signal: control.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(await reason(answer));
      const data = (await answer.json()) as ChartData;
      return { span: { from, to }, perPixel: (to - from) / pixels, data: { ...data, gaps: data.gaps ?? [] } };
    } catch (e) {
      if (control.signal.aborted) return undefined;
      throw e;
    } finally {
      if (this.#running.get(id) === control) this.#running.delete(id);
    }
  }

  stop(): void {
    for (const control of this.#running.values()) control.abort();
    this.#running.clear();
  }
}

async function reason(answer: Response): Promise<string> {
  try {
    const problem = (await answer.json()) as { detail?: string; title?: string };
    return problem.detail ?? problem.title ?? String(answer.status);
  } catch {
    return String(answer.status);
  }
}
