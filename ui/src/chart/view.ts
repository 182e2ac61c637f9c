import { fromAddress, length, named, zoom, type Span } from "./span";

/** How far the samples reach: `live` to now, else to the latest; null where it is not known. */
export interface Reach { live: boolean; first?: number; latest?: number }

interface Place { span: Span; following: boolean }

const mostSteps = 50;

/** What is seen: the span, whether it follows the right edge, and the way back. `now` is given for tests. */
export class View {
  span: Span = { from: 0, to: 1 };
  following = false;
  #steps: Place[] = [];
  #moving?: Place;
  #painted = 0;

  constructor(readonly reach: Reach, readonly now: () => number = Date.now) {}

  get wide(): number { return length(this.span); }

  get canBack(): boolean { return this.#steps.length > 0; }

  get isMoving(): boolean { return this.#moving !== undefined; }

  /** All there is. */
  whole(): Span {
    const to = this.#end(), from = this.reach.first ?? to - named["1y"];
    return { from: Math.min(from, to - 1000), to };
  }

  /** Begins where an address says, else with the last day. */
  start(query: URLSearchParams): void {
    const wanted = fromAddress(query) ?? { last: named["1d"] };
    if ("fixed" in wanted) this.span = wanted.fixed;
    else this.follow(wanted.last);
  }

  /** The last so many milliseconds. */
  follow(wide: number): void {
    const to = this.#end();
    this.following = this.reach.live;
    this.span = { from: to - wide, to };
  }

  /** A span by its name: around what is seen, or the last where the end is seen. */
  show(name: string): void {
    this.remember();
    if (name === "all") { this.span = this.whole(); this.following = this.reach.live; }
    else if (this.following || !this.reach.live) this.follow(named[name]);
    else this.span = zoom(this.span, named[name] / this.wide);
  }

  /** A step of a gesture; the way back leads to where the gesture began. */
  go(span: Span, settled: boolean, following = false): void {
    this.#moving ??= { span: this.span, following: this.following };
    this.following = following;
    this.span = span;
    if (!settled) return;
    const was = this.#moving;
    if (length(was.span) !== length(span) || was.span.from !== span.from) this.remember(was);
    this.settle();
  }

  settle(): void { this.#moving = undefined; }

  remember(was: Place = { span: this.span, following: this.following }): void {
    this.#steps.push(was);
    if (this.#steps.length > mostSteps) this.#steps.shift();
  }

  /** One step back; false when there is none. */
  back(): boolean {
    const was = this.#steps.pop();
    if (!was) return false;
    if (was.following) this.follow(length(was.span));
    else { this.span = was.span; this.following = false; }
    return true;
  }

  /** At the right edge time goes on: by at least a pixel. True when it moved. */
  tick(pixels: number): boolean {
    if (!this.following || this.#moving) return false;
    const now = this.now(), wide = this.wide;
    if (now - this.#painted < Math.min(60_000, wide / Math.max(1, pixels))) return false;
    this.#painted = now;
    this.span = { from: now - wide, to: now };
    return true;
  }

  #end(): number { return this.reach.live ? this.now() : (this.reach.latest ?? this.now()) + 1; }
}
