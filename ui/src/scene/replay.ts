import { icon, make } from "../dom";
import { clockText, dayText, reader, zoneOffset } from "../format";
import { say } from "../text";
import { type Past, readPast } from "./data";

const minute = 60_000, hour = 60 * minute, spans = [60, 480, 1_440], steps = 241, settles = 400, speaks = 10_000;

/**
 * The time bar: any hour of the past, played or drawn along. It hands out places in time; `null` is now. Where it rests stands in the address and is said,
 * while it runs only every ten seconds: who listens shall not be flooded.
 */
export class Replay {
  readonly element = make("div", "sc-replay");
  #past: Past | null = null;
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

  /** `show` shows a place in time, on the way to another one or not; `tell` says in words what is to be seen at it. */
  constructor(
    private readonly src: string, private readonly asset: string | null, private readonly show: (past: Past | null, step: number, isPassing: boolean) => void, private readonly tell: (moment: string) => void,
  ) {
    this.element.hidden = true;
    this.#clock.setAttribute("aria-live", "off"); // an output is a live region by itself
    const live = make("button", "btn btn-sm", icon("player-play"), say("scene.now"));
    live.type = this.#play.type = "button";
    live.addEventListener("click", () => this.close());
    Object.assign(this.#slider, { type: "range", min: "0", max: String(steps - 1), step: "1" });
    this.#slider.setAttribute("aria-label", say("scene.moment"));
    Object.assign(this.#from, { type: "datetime-local", step: "60" });
    this.#from.setAttribute("aria-label", say("scene.from"));
    for (const length of spans) this.#span.append(new Option(say(length === 60 ? "scene.span1" : length === 480 ? "scene.span8" : "scene.span24"), String(length)));
    this.#span.setAttribute("aria-label", say("scene.span"));
    for (const times of [10, 60, 300]) this.#speed.append(new Option(`${times}×`, String(times), times === 60, times === 60));
    this.#speed.setAttribute("aria-label", say("scene.speed"));
    this.#note.setAttribute("role", "status");
    this.#slider.addEventListener("input", () => this.#drag());
    this.#from.addEventListener("change", () => void this.#load());
    this.#span.addEventListener("change", () => void this.#load());
    this.#play.addEventListener("click", () => this.#toggle());
    this.element.append(make("div", "sc-replay-row", this.#play, this.#slider, this.#clock), make("div", "sc-replay-row", this.#from, this.#span, this.#speed, this.#note, live));
    this.#paint();
  }

  get isOpen(): boolean { return !this.element.hidden; }

  /** Opens it on the hour from an instant on and plays; without one on the last hour. */
  open(from = Date.now() - hour): void {
    this.#begin(from);
    void this.#load();
  }

  /** Opens it on the hour around an instant and stands there. */
  around(at: number): void {
    const begin = Math.floor(at / hour) * hour;
    this.#begin(Date.now() - begin < 2 * minute ? begin - hour : begin);
    void this.#load(at);
  }

  close(): void {
    this.#past = null;
    this.#stop();
    this.element.hidden = true;
    clearTimeout(this.#settling);
    address(null);
    this.show(null, 0, false);
    this.tell(say("scene.now"));
  }

  #begin(from: number): void {
    this.element.hidden = false;
    const begin = Math.floor(from / minute) * minute;
    this.#from.value = new Date(begin + zoneOffset(begin, reader())).toISOString().slice(0, 16);
  }

  async #load(at: number | null = null): Promise<void> {
    this.#stop();
    const asked = ++this.#asked; // a later wish makes an answer to this one worthless
    const wall = Date.parse(`${this.#from.value}Z`), r = reader();
    if (Number.isNaN(wall)) return this.#say(say("scene.badfrom"));
    const from = wall - zoneOffset(wall - zoneOffset(wall, r), r), to = Math.min(from + Number(this.#span.value) * minute, Date.now());
    if (to - from < minute) return this.#say(say("scene.future"));
    this.#say(say("chart.loading"));
    [this.#past, this.#isDragged] = [null, false];
    try {
      const past = await readPast(this.src, this.asset, from, to, steps);
      if (!this.isOpen || asked !== this.#asked) return;
      this.#past = past;
      this.#say(this.#past.values.some((row) => row.some((v) => v !== null)) ? "" : say("chart.empty"));
      if (this.#isDragged) return this.#drag();
      this.#at(at === null ? 0 : Math.min(steps - 1, Math.max(0, Math.round(((at - from) / (to - from)) * (steps - 1)))));
      if (at === null && !matchMedia("(prefers-reduced-motion: reduce)").matches) this.#toggle();
      else this.#rest();
    } catch (e) {
      if (asked === this.#asked) this.#say(say("chart.failed", e instanceof Error ? e.message : ""));
    }
  }

  // a hand on the slider ends playing; what it chose before the answer came holds then
  #drag(): void {
    this.#isDragged = true;
    this.#stop();
    this.#at(Number(this.#slider.value));
    this.#rest();
  }

  #say(text: string): void { this.#note.textContent = text; }

  #at(step: number): void {
    if (!this.#past) return;
    this.#slider.value = String(step);
    const r = reader(), at = this.#past.instants[step];
    this.#clock.textContent = `${dayText(at, r, false)} ${clockText(at, r, "second")}`;
    this.#slider.setAttribute("aria-valuetext", this.#clock.textContent);
    this.show(this.#past, step, this.#timer !== 0);
    if (this.#timer && performance.now() - this.#spoke > speaks) this.#speak();
  }

  // where it stays for a moment is kept in the address and said
  #rest(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      if (!this.#past || this.#timer) return;
      address(this.#past.instants[Number(this.#slider.value)]);
      this.#speak();
    }, settles) as unknown as number;
  }

  #speak(): void {
    this.#spoke = performance.now();
    this.tell(this.#clock.textContent!);
  }

  #toggle(): void {
    if (this.#timer) return this.#stop();
    if (!this.#past) return;
    if (Number(this.#slider.value) >= steps - 1) this.#at(0);
    let last = performance.now(), owed = 0;
    this.#spoke = last; // the first words after ten seconds
    address(this.#past.instants[Number(this.#slider.value)]);
    this.#timer = setInterval(() => {
      const past = this.#past, now = performance.now();
      if (!past) return this.#stop();
      owed += ((now - last) * Number(this.#speed.value)) / (past.instants[1] - past.instants[0]);
      last = now;
      if (owed < 1) return;
      const next = Number(this.#slider.value) + Math.floor(owed);
      owed %= 1;
      this.#at(Math.min(steps - 1, next));
      if (next >= steps - 1) this.#stop();
    }, 50) as unknown as number;
    this.#paint();
  }

  #stop(): void {
    const ran = this.#timer !== 0;
    clearInterval(this.#timer);
    this.#timer = 0;
    this.#paint();
    if (!ran || !this.#past) return;
    this.#at(Number(this.#slider.value)); // the list may be a second behind
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
  else here.searchParams.set("at", new Date(at).toISOString().slice(0, 19) + "Z");
  history.replaceState(history.state, "", here);
}

/** When something last ran, of the seven days before now; null when nothing did, or nobody says it. */
export async function lastRun(src: string, asset: string | null, activities: Map<number, Record<string, string>>): Promise<number | null> {
  const now = Date.now(), past = await readPast(src, asset, now - 7 * 24 * 60 * minute, now, 337);
  for (let step = past.instants.length - 1; step >= 0; step--)
    if (past.signals.some((s, i) => activities.get(s)?.[String(past.values[i][step])] === "running")) return past.instants[step];
  return null;
}
