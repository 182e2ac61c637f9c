import { make } from "../dom";
import { agoText, reader, roughText, timeText } from "../format";
import { watch } from "../live/client";
import { say } from "../text";
import { echarts, type Chart } from "./echarts";
import { csv, download, fileName } from "./export";
import { gestures } from "./gestures";
import { paintLegend } from "./legend";
import { loadMarks } from "./marks";
import { height, option, panels, type Line, type Mark, type Scene } from "./option";
import { look } from "./palette";
import { picture } from "./picture";
import { Signals, type Named } from "./signals";
import { covers, iso, keyed, named, toAddress, zoom, type Span } from "./span";
import { summary } from "./summary";
import { table } from "./table";
import { toolbar, type Toolbar } from "./toolbar";
import { View } from "./view";

/**
 * The chart of one or several signals. Attributes: `series` (JSON, see signals.ts), `src` (default `/api/signals/{id}/samples`), `from`, `to` (ISO) or
 * `last` (1h, 1d, 1w, 1m, 1y, 3600s), `first` and `latest` (ISO: the whole history), `live`, `events` (address), `csv` (address with {id}, {from}, {to}), `label`, `keep-address`.
 */
export class SignalChart extends HTMLElement {
  #chart?: Chart;
  #bar!: Toolbar;
  #canvas!: HTMLElement;
  #note!: HTMLElement;
  #legend!: HTMLElement;
  #below!: HTMLElement;
  #said!: HTMLElement;
  #signals!: Signals;
  #view!: View;
  #marks: Mark[] = [];
  #table = false;
  #lost = false;
  #frame = 0;
  #settling = 0;
  #ends: (() => void)[] = [];

  connectedCallback(): void {
    if (this.#chart) return;
    this.#signals = new Signals(JSON.parse(this.getAttribute("series") ?? "[]") as Named[], this.getAttribute("src") ?? "/api/signals/{id}/samples");
    this.#view = new View({ live: this.#live, first: this.#instant("first"), latest: this.#instant("latest") });
    const query = new URLSearchParams(this.hasAttribute("keep-address") ? location.search : "");
    for (const name of ["from", "to", "last"]) if (!query.has(name) && this.hasAttribute(name)) query.set(name, this.getAttribute(name)!);
    this.#view.start(query);
    this.#build();
    this.#listen();
    this.#render();
    void this.#load();
  }

  disconnectedCallback(): void {
    for (const end of this.#ends.splice(0)) end();
    this.#signals.stop();
    this.#chart?.dispose();
    this.#chart = undefined;
    this.replaceChildren();
  }

  /** For tests: what is seen, and what is drawn. */
  get view(): Span & { following: boolean; text: string } { return { ...this.#view.span, following: this.#view.following, text: roughText(this.#view.wide, reader()) }; }

  get scene(): Scene {
    const width = this.#canvas.clientWidth;
    return {
      lines: this.#signals.lines(this.#view.span), marks: this.#marks, span: this.#view.span, now: this.#live ? Date.now() : null,
      width, look: look(), reader: reader(), compact: width < 560,
    };
  }

  get #live(): boolean { return this.hasAttribute("live"); }

  get #label(): string { return this.getAttribute("label") ?? this.#signals.all.map((s) => s.title).join(", "); }

  #instant(name: string): number | undefined {
    const at = Date.parse(this.getAttribute(name) ?? "");
    return Number.isFinite(at) ? at : undefined;
  }

  #build(): void {
    this.#bar = toolbar({
      span: (name) => { this.#view.show(name); this.#changed(); }, zoom: (factor) => this.#go(zoom(this.#view.span, factor, this.#view.following ? 1 : 0.5), true, this.#view.following),
      back: () => this.#back(), latest: () => this.#follow(),
      table: () => { this.#table = !this.#table; this.#render(); }, png: () => void this.#png(), csv: () => this.#csv(),
    });
    this.#legend = make("div", "ws-chart-legend");
    this.#canvas = make("div", "ws-chart-canvas");
    this.#canvas.tabIndex = 0;
    this.#canvas.setAttribute("role", "application");
    this.#canvas.setAttribute("aria-label", `${this.#label}. ${say("chart.keys")}`);
    this.#canvas.style.height = `${height(panels(this.#signals.lines(this.#view.span)).length || 1)}px`;
    this.#note = make("div", "ws-chart-note");
    this.#note.hidden = true;
    this.#below = make("div");
    this.#said = make("p", "visually-hidden");
    this.#said.setAttribute("aria-live", "polite");
    this.replaceChildren(this.#bar.root, this.#legend, make("div", "ws-chart-stage", this.#canvas, this.#note), this.#below, this.#said);
    this.#chart = echarts.init(this.#canvas.appendChild(make("div", "ws-chart-picture")), undefined, { renderer: "canvas" });
  }

  #listen(): void {
    gestures({
      element: this.#canvas, plot: () => this.#plot(), span: () => this.#view.span, back: () => this.#back(),
      go: (span, settled) => this.#go(span, settled),
    });
    this.#canvas.addEventListener("keydown", (e) => this.#key(e));
    const theme = (): void => this.#render(), resize = new ResizeObserver(() => { this.#chart?.resize(); this.#render(); });
    document.addEventListener("ws-theme", theme);
    resize.observe(this.#canvas);
    this.#ends.push(() => document.removeEventListener("ws-theme", theme), () => resize.disconnect());
    if (!this.#live) return;
    const timer = setInterval(() => this.#tick(), 1000);
    this.#ends.push(() => clearInterval(timer), watch(this.#signals.ids, {
      values: (v) => { this.#signals.arrived(v); this.#tick(); }, state: (open) => this.#stateChanged(open),
    }));
  }

  #plot(): { left: number; width: number } {
    const grid = (this.#chart?.getOption() as { grid?: { left: number; right: number }[] } | undefined)?.grid?.[0] ?? { left: 62, right: 14 };
    return { left: grid.left, width: Math.max(1, this.#canvas.clientWidth - grid.left - grid.right) };
  }

  #key(e: KeyboardEvent): void {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const does = keyed(e.key, this.#view.span), whole = this.#view.whole();
    if (does === undefined) return;
    e.preventDefault();
    if (does === "back") this.#back();
    else if (does === "start") this.#go({ from: whole.from, to: whole.from + this.#view.wide }, true);
    else if (does === "end") this.#follow();
    else this.#go(does, true);
  }

  #follow(): void {
    this.#view.remember();
    this.#view.follow(this.#view.wide);
    this.#changed();
  }

  #go(span: Span, settled: boolean, following = false): void {
    this.#view.go(span, settled, following);
    if (settled) this.#changed();
    else {
      this.#render();
      this.#soon();
    }
  }

  #back(): void {
    if (this.#view.back()) this.#changed();
  }

  #changed(): void {
    this.#view.settle();
    if (this.hasAttribute("keep-address"))
      history.replaceState(history.state, "", `${location.pathname}?${toAddress(new URLSearchParams(location.search), this.#view.span, this.#view.following)}${location.hash}`);
    this.#render();
    void this.#load();
  }

  /** Loads while a gesture still goes on, at most every 80 ms. */
  #soon(): void {
    this.#settling ||= setTimeout(() => { this.#settling = 0; void this.#load(); }, 80) as unknown as number;
  }

  async #load(): Promise<void> {
    const span = this.#view.span, pixels = Math.max(100, Math.round(this.#plot().width * Math.min(2, devicePixelRatio)));
    void this.#loadMarks(span);
    try {
      if (!await this.#signals.load(span, pixels, () => this.#render(), () => this.setAttribute("busy", ""))) return;
      this.#settled();
    } catch (e) {
      this.#failed(e as Error);
    }
    this.removeAttribute("busy");
  }

  async #loadMarks(span: Span): Promise<void> {
    const address = this.getAttribute("events"), marks = address ? await loadMarks(address, span) : undefined;
    if (!marks || !covers(span, this.#view.span)) return;
    this.#marks = marks;
    this.#render();
  }

  #settled(): void {
    this.removeAttribute("failed");
    const lines = this.#shown();
    this.#say(lines.some((l) => l.points.some((p) => p[1] !== null)) ? "" : say("chart.empty"));
    this.#said.textContent = lines.slice(0, 4).map((l) => summary(l, this.#view.span)).join(". ");
    this.dispatchEvent(new CustomEvent("loaded", { detail: { points: lines.reduce((n, l) => n + l.points.length, 0) } }));
  }

  #failed(e: Error): void {
    this.setAttribute("failed", "");
    const again = make("button", "btn btn-sm", say("chart.retry"));
    again.type = "button";
    again.addEventListener("click", () => { this.#say(""); void this.#load(); });
    this.#say(say("chart.failed", e.message), again);
  }

  #say(text: string, ...more: Node[]): void {
    this.#note.hidden = !text;
    this.#note.setAttribute("role", more.length ? "alert" : "status");
    this.#note.replaceChildren(...(text ? [make("span", "", text), ...more] : []));
  }

  #stateChanged(open: boolean): void {
    if (open && this.#lost) {
      this.#signals.forget();
      void this.#load();
    }
    this.#lost = !open;
    this.#render();
  }

  #tick(): void {
    if (!document.hidden && this.#view.tick(this.#plot().width)) this.#render();
  }

  #shown(): Line[] { return this.#signals.lines(this.#view.span).filter((l) => l.shown); }

  #render(): void {
    if (this.#chart) this.#frame ||= requestAnimationFrame(() => { this.#frame = 0; this.#paint(); });
  }

  #paint(): void {
    if (!this.#chart) return;
    const scene = this.scene, { lines, reader: r } = scene, { span, wide } = this.#view, high = `${height(panels(lines).length || 1)}px`;
    if (this.#canvas.style.height !== high) {
      this.#canvas.style.height = high;
      this.#chart.resize();
    }
    this.#chart.setOption(option(scene), { notMerge: true });
    const exactness = wide < 120_000 ? "second" : "minute";
    this.#bar.range.textContent = `${timeText(span.from, r, exactness)} – ${timeText(span.to, r, exactness)}`;
    const exact = Object.keys(named).find((n) => Math.abs(named[n] - wide) < 1);
    this.#bar.show({ name: exact, table: this.#table, canBack: this.#view.canBack, following: this.#view.following, live: this.#live });
    paintLegend(this.#legend, lines, this.#stale(), (id) => { this.#signals.toggle(id); this.#render(); void this.#load(); });
    this.#canvas.parentElement!.hidden = this.#table;
    this.#below.replaceChildren(...(this.#table ? [table(lines.filter((l) => l.shown), span, r, this.#label)] : []));
  }

  #stale(): string {
    if (!this.#live) return "";
    const late = this.#signals.late(Date.now());
    return this.#lost ? say("chart.lost") : late ? say("chart.stale", agoText(late, Date.now(), reader())) : "";
  }

  async #png(): Promise<void> {
    if (!this.#chart) return;
    const drawn = this.#chart.renderToCanvas({ pixelRatio: 2, backgroundColor: look().surface });
    const file = await picture(drawn, this.#label, `${this.#bar.range.textContent ?? ""} (${reader().zone})`);
    if (file) download(`${fileName(this.#label)}.png`, file);
  }

  #csv(): void {
    const lines = this.#shown(), address = this.getAttribute("csv"), { from, to } = this.#view.span;
    if (address && lines.length === 1) location.assign(address.replace("{id}", String(lines[0].id)).replace("{from}", iso(from)).replace("{to}", iso(to)));
    else download(`${fileName(this.#label)}.csv`, new Blob(["\ufeff", csv(lines, this.#view.span, reader())], { type: "text/csv;charset=utf-8" }));
  }
}
