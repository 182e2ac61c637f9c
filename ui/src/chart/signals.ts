import type { Live } from "../live/client";
import type { Line, Usual } from "./option";
import { Kept, Loader, type ChartData, type Limits } from "./samples";
import { length, withMargin, type Span } from "./span";

/** A signal as the page names it in the attribute `series`. */
export interface Named { id: number; title: string; unit?: string; kind?: string; interval?: number | null; digits?: number; limits?: Limits | null; usual?: Usual | null; states?: Record<string, string> | null }

const mostPixels = 10_000;

/** The signals of a chart: what was loaded of them, what arrives, which are hidden. */
export class Signals {
  readonly #loader: Loader;
  readonly #kept = new Map<number, Kept>();
  readonly #heads = new Map<number, ChartData["signal"]>();
  readonly #newest = new Map<number, number>();
  readonly #hidden = new Set<number>();
  #loads = 0;

  constructor(readonly all: Named[], src: string) { this.#loader = new Loader(src); }

  get ids(): number[] { return this.all.map((s) => s.id); }

  stop(): void { this.#loader.stop(); }

  /** Forgets what was loaded: what came meanwhile is not in the stream. */
  forget(): void { this.#kept.clear(); }

  /** Shows or hides one; the last that is shown stays. */
  toggle(id: number): void {
    if (!this.#hidden.delete(id) && this.all.length - this.#hidden.size > 1) this.#hidden.add(id);
  }

  /** Loads what a span needs at so many pixels; `each` after each signal. True when no newer wish came meanwhile. */
  async load(span: Span, pixels: number, each: () => void, slow: () => void): Promise<boolean> {
    const load = ++this.#loads, perPixel = length(span) / pixels;
    const wanted = this.all.filter((s) => !this.#hidden.has(s.id) && !this.#keptOf(s.id).has(clip(span), perPixel));
    const waiting = setTimeout(() => { if (load === this.#loads) slow(); }, 300), around = clip(withMargin(span));
    try {
      await Promise.all(wanted.map(async (s) => {
        const piece = await this.#loader.load(s.id, around, Math.min(mostPixels, Math.round(length(around) / perPixel)));
        if (!piece) return;
        this.#heads.set(s.id, piece.data.signal);
        this.#keptOf(s.id).add(piece);
        each();
      }));
      return load === this.#loads;
    } catch (e) {
      if (load !== this.#loads) return false;
      throw e;
    } finally {
      clearTimeout(waiting);
    }
  }

  arrived(values: Live[]): void {
    for (const value of values) {
      this.#newest.set(value.signal, Math.max(value.t, this.#newest.get(value.signal) ?? 0));
      const interval = this.all.find((s) => s.id === value.signal)?.interval;
      this.#keptOf(value.signal).append(value.t, value.v, interval ? interval * 3000 : Infinity);
    }
  }

  /** The instant of the newest sample that is late; undefined when none is. */
  late(now: number): number | undefined {
    const late = this.all.filter((s) => !this.#hidden.has(s.id)).flatMap((s) => {
      const last = this.#newest.get(s.id);
      return last && s.interval && now - last > Math.max(s.interval * 3000, 5000) ? [last] : [];
    });
    return late.length ? Math.max(...late) : undefined;
  }

  /** What is to be drawn of a span. */
  lines(span: Span): Line[] {
    return this.all.map((s) => {
      const head = this.#heads.get(s.id), kept = this.#kept.get(s.id);
      return {
        id: s.id, title: s.title || head?.title || head?.path || String(s.id), unit: s.unit ?? head?.unit ?? "", kind: s.kind ?? head?.kind ?? "measurement",
        limits: s.limits ?? head?.limits, usual: s.usual, states: s.states ?? head?.states, digits: s.digits, shown: !this.#hidden.has(s.id),
        points: kept?.points(span) ?? [], means: kept?.means(span) ?? [], reduced: kept?.reduced ?? false,
      };
    });
  }

  #keptOf(id: number): Kept {
    let kept = this.#kept.get(id);
    if (!kept) this.#kept.set(id, kept = new Kept());
    return kept;
  }
}

/** The API takes instants of the years 1900 to 2200. */
function clip(s: Span): Span {
  const from = Math.max(s.from, Date.UTC(1900, 0, 2)), to = Math.min(s.to, Date.UTC(2199, 11, 30));
  return to > from ? { from, to } : { from: Date.UTC(1900, 0, 2), to: Date.UTC(1900, 0, 3) };
}
