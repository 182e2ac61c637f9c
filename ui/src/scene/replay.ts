import { icon, make } from "../dom";
import { clockText, dayText, reader, zoneOffset } from "../format";
import { say } from "../text";
import { type Past, readPast } from "./data";
import { hour, hourOf, minute, type Moments, momentsOf, momentText } from "./moments";

const spans = [60, 480, 1_440], settles = 400, speaks = 10_000;

/** What the time bar leads. */
export interface Viewer {
  /** Shows a place in time, on the way to another one or not; null is now. */
  show(past: Past | null, step: number, isPassing: boolean): void;
  /** Shows that nobody knows yet how it was at an instant; `why` says that nobody will, null that it is being read. */
  wait(at: number, why: string | null): void;
  /** Says in words what is to be seen at a moment. */
  tell(moment: string): void;
}

/**
 * The time bar: any hour of the past, played or drawn along. Where it is moved to and rests stands in the address and is said, while it runs it is said only
 * every ten seconds: who listens shall not be flooded.
 */
export class Replay {
  readonly element = make("div", "sc-replay");
  #past: Past | null = null;
  #moments: Moments | null = null;
  #slider = make("input", "form-range");
  #from = make("input", "form-control form-control-sm");
  #span = make("select", "form-select form-select-sm");
  #speed = make("select", "form-select form-select-sm");
  #clock = make("output", "sc-clock");
  #play = make("button", "btn btn-sm btn-icon");
  #note = make("span", "sc-note");
  #timer = 0;
  #asked = 0;
  #settling = 0;
  #spoke = 0;
  #isDragged = false;

  constructor(private readonly src: string, private readonly asset: string | null, private readonly viewer: Viewer) {
    this.element.hidden = true;
    this.#clock.setAttribute("aria-live", "off"); // an output is a live region by itself
    const live = make("button", "btn btn-sm", icon("player-play"), say("scene.now"));
    live.type = this.#play.type = "button";
    live.addEventListener("click", () => this.close());
    Object.assign(this.#slider, { type: "range", min: "0", step: "1" });
    this.#slider.setAttribute("aria-label", say("scene.moment"));
    Object.assign(this.#from, { type: "datetime-local", step: "60" });
    this.#from.setAttribute("aria-label", say("scene.from"));
    for (const length of spans) this.#span.append(new Option(say(length === 60 ? "scene.span1" : length === 480 ? "scene.span8" : "scene.span24"), String(length)));
    this.#span.setAttribute("aria-label", say("scene.span"));
    for (const times of [10, 60, 300]) this.#speed.append(new Option(`${times}×`, String(times), times === 60, times === 60));
    this.#speed.setAttribute("aria-label", say("scene.speed"));
    this.#note.setAttribute("role", "status");
    this.#slider.addEventListener("input", () => this.#drag());
    this.#from.addEventListener("change", () => void this.#load(this.#wished()));
    this.#span.addEventListener("change", () => void this.#load(this.#wished()));
    this.#play.addEventListener("click", () => this.#toggle());
    this.element.append(make("div", "sc-replay-row", this.#play, this.#slider, this.#clock), make("div", "sc-replay-row", this.#from, this.#span, this.#speed, this.#note, live));
    this.#paint();
  }

  get isOpen(): boolean { return !this.element.hidden; }

  /** Opens it on the hour from an instant on and plays; without one on the last hour. */
  open(from = Date.now() - hour): void { void this.#load(this.#begin(Math.floor(from / minute) * minute)); }

  /** Opens it on the hour around an instant and stands there. */
  around(at: number): void { void this.#load(this.#begin(hourOf(at, Date.now())), at); }

  close(): void {
    this.#past = this.#moments = null;
    this.#stop();
    this.element.hidden = true;
    clearTimeout(this.#settling);
    address(null);
    this.viewer.show(null, 0, false);
    this.viewer.tell(say("scene.now"));
  }

  #begin(from: number): number {
    this.element.hidden = false;
    this.#from.value = new Date(from + zoneOffset(from, reader())).toISOString().slice(0, 16);
    return from;
  }

  // what the field says, on the clock of the plant
  #wished(): number {
    const wall = Date.parse(`${this.#from.value}Z`), r = reader();
    return wall - zoneOffset(wall - zoneOffset(wall, r), r);
  }

  async #load(from: number, at: number | null = null): Promise<void> {
    this.#stop();
    clearTimeout(this.#settling);
    const asked = ++this.#asked; // a later wish makes an answer to this one worthless
    if (Number.isNaN(from)) return this.#refuse(say("scene.badfrom"));
    const moments = momentsOf(from, Number(this.#span.value) * minute, Date.now(), at);
    if (!moments) return this.#refuse(say("scene.future"));
    [this.#past, this.#moments, this.#isDragged] = [null, moments, false];
    this.#say(say("chart.loading"));
    this.#slider.max = String(moments.count - 1);
    this.#at(at === null ? 0 : (at - moments.first) / moments.step);
    try {
      const past = await readPast(this.src, this.asset, moments.first, this.#instant(moments.count - 1), moments.count);
      if (!this.isOpen || asked !== this.#asked) return;
      this.#past = past;
      this.#say(past.values.some((row) => row.some((v) => v !== null)) ? "" : say("chart.empty"));
      if (this.#isDragged) return this.#drag();
      this.#at(this.#step);
      if (at !== null) this.#rest(true); // the address says it already
      else if (matchMedia("(prefers-reduced-motion: reduce)").matches) this.#rest();
      else this.#toggle();
    } catch (e) {
      if (this.isOpen && asked === this.#asked) this.#refuse(say("chart.failed", e instanceof Error ? e.message : ""));
    }
  }

  // what was seen before may stay; who waits is told that nothing comes
  #refuse(why: string): void {
    this.#say(why);
    if (this.#past || !this.#moments) return;
    this.viewer.wait(this.#instant(this.#step), why);
    this.#moments = null;
  }

  // a hand on the slider ends playing; what it chose before the answer came holds then
  #drag(): void {
    this.#isDragged = true;
    this.#stop();
    this.#at(this.#step);
    this.#rest();
  }

  get #step(): number { return Number(this.#slider.value); }

  #instant(step: number): number { return this.#moments!.first + step * this.#moments!.step; }

  #say(text: string): void { this.#note.textContent = text; }

  #at(step: number): void {
    if (!this.#moments) return;
    this.#slider.value = String(step);
    const r = reader(), at = this.#instant(step);
    this.#clock.textContent = `${dayText(at, r, false)} ${clockText(at, r, "second")}`;
    this.#slider.setAttribute("aria-valuetext", this.#clock.textContent);
    if (!this.#past) return this.viewer.wait(at, null);
    this.viewer.show(this.#past, step, this.#timer !== 0);
    if (this.#timer && performance.now() - this.#spoke > speaks) this.#speak();
  }

  // where it stays for a moment is said, and kept in the address
  #rest(isKept = false): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      if (!this.#past || this.#timer) return;
      if (!isKept) address(this.#instant(this.#step));
      this.#speak();
    }, settles) as unknown as number;
  }

  #speak(): void {
    this.#spoke = performance.now();
    this.viewer.tell(this.#clock.textContent!);
  }

  #toggle(): void {
    if (this.#timer) return this.#stop();
    if (!this.#past) return;
    const { step, count } = this.#moments!;
    if (this.#step >= count - 1) this.#at(0);
    let last = performance.now(), owed = 0;
    this.#spoke = last; // the first words after ten seconds
    address(this.#instant(this.#step));
    this.#timer = setInterval(() => {
      const now = performance.now();
      owed += ((now - last) * Number(this.#speed.value)) / step;
      last = now;
      if (owed < 1) return;
      const next = this.#step + Math.floor(owed);
      owed %= 1;
      this.#at(Math.min(count - 1, next));
      if (next >= count - 1) this.#stop();
    }, 50) as unknown as number;
    this.#paint();
  }

  #stop(): void {
    const ran = this.#timer !== 0;
    clearInterval(this.#timer);
    this.#timer = 0;
    this.#paint();
    if (!ran || !this.#past) return;
    this.#at(this.#step); // the list may be a second behind
    this.#rest();
  }

  #paint(): void {
    this.#play.replaceChildren(icon(this.#timer ? "player-pause" : "player-play"));
    this.#play.setAttribute("aria-label", say(this.#timer ? "scene.pause" : "scene.play"));
  }
}

/** What is looked at stands in the address, so that it can be sent to others. */
function address(at: number | null): void {
  const here = new URL(location.href);
  if (at === null) here.searchParams.delete("at");
  else here.searchParams.set("at", momentText(at));
  history.replaceState(history.state, "", here);
}

/** When something last ran, of the seven days before now; null when nothing did, or nobody says it. */
export async function lastRun(src: string, asset: string | null, activities: Map<number, Record<string, string>>): Promise<number | null> {
  const now = Date.now(), past = await readPast(src, asset, now - 7 * 24 * 60 * minute, now, 337);
  for (let step = past.instants.length - 1; step >= 0; step--)
    if (past.signals.some((s, i) => activities.get(s)?.[String(past.values[i][step])] === "running")) return past.instants[step];
  return null;
}
