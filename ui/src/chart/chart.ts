import { icon, make } from "../dom";
import { agoText, reader, roughText, timeText } from "../format";
import { watch, type Live } from "../live/client";
import { say } from "../text";
import { echarts, type Chart } from "./echarts";
import { csv, download, fileName } from "./export";
import { gestures } from "./gestures";
import { loadMarks } from "./marks";
import { height, option, panels, shownValue, type Line, type Mark } from "./option";
import { look } from "./palette";
import { Kept, Loader, type ChartData, type Limits } from "./samples";
import { covers, fromAddress, keyed, length, named, toAddress, withMargin, zoom, type Span } from "./span";
import { table } from "./table";
import { toolbar, type Toolbar } from "./toolbar";

/** A signal as the page names it in the attribute `series`. */
interface Named { id: number; title: string; unit?: string; kind?: string; interval?: number | null; digits?: number; limits?: Limits | null; states?: Record<string, string> | null }

/**
 * The chart of one or several signals. Attributes: `series` (JSON, see above), `src` (default `/api/signals/{id}/samples`), `from`, `to` (ISO) or
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
  #loader!: Loader;
  #signals: Named[] = [];
  readonly #kept = new Map<number, Kept>();
  readonly #heads = new Map<number, ChartData["signal"]>();
  readonly #newest = new Map<number, number>();
  readonly #hidden = new Set<number>();
  #marks: Mark[] = [];
  #span: Span = { from: 0, to: 1 };
  #following = false;
  #history: { span: Span; following: boolean }[] = [];
  #table = false;
  #lost = false;
  #frame = 0;
  #timers: number[] = [];
  #ends: (() => void)[] = [];
  #settling = 0;
  #loads = 0;
  #painted = 0;

  connectedCallback(): void {
    if (this.#chart) return;
    this.#signals = JSON.parse(this.getAttribute("series") ?? "[]") as Named[];
    this.#loader = new Loader(this.getAttribute("src") ?? "/api/signals/{id}/samples");
    this.#startSpan();
    this.#build();
    this.#listen();
    this.#render();
    void this.#load();
  }

  disconnectedCallback(): void {
    for (const end of this.#ends.splice(0)) end();
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
    this.#loader.stop();
    this.#chart?.dispose();
    this.#chart = undefined;
    this.replaceChildren();
  }

  get #live(): boolean { return this.hasAttribute("live"); }

  get #label(): string { return this.getAttribute("label") ?? this.#signals.map((s) => s.title).join(", "); }

  #instant(name: string): number | undefined {
    const at = Date.parse(this.getAttribute(name) ?? "");
    return Number.isFinite(at) ? at : undefined;
  }

  #whole(): Span {
    const to = this.#live ? Date.now() : (this.#instant("latest") ?? Date.now()) + 1;
    const from = this.#instant("first") ?? to - named["1y"];
    return { from: Math.min(from, to - 1000), to };
  }

  #startSpan(): void {
    const query = new URLSearchParams(this.hasAttribute("keep-address") ? location.search : "");
    for (const name of ["from", "to", "last"]) if (!query.has(name) && this.hasAttribute(name)) query.set(name, this.getAttribute(name)!);
    const wanted = fromAddress(query) ?? { last: named["1d"] };
    if ("fixed" in wanted) this.#span = wanted.fixed;
    else this.#follow(wanted.last);
  }

  #follow(wide: number): void {
    const end = this.#live ? Date.now() : (this.#instant("latest") ?? Date.now()) + 1;
    this.#following = this.#live;
    this.#span = { from: end - wide, to: end };
  }

  #build(): void {
    this.#bar = toolbar({
      span: (name) => this.#named(name), zoom: (factor) => this.#go(zoom(this.#span, factor, this.#following ? 1 : 0.5), true, this.#following),
      back: () => this.#back(), latest: () => { this.#remember(); this.#follow(length(this.#span)); this.#changed(); },
      table: () => { this.#table = !this.#table; this.#render(); }, png: () => this.#png(), csv: () => this.#csv(),
    });
    this.#legend = make("div", "ws-chart-legend");
    this.#canvas = make("div", "ws-chart-canvas");
    this.#canvas.tabIndex = 0;
    this.#canvas.setAttribute("role", "application");
    this.#canvas.setAttribute("aria-label", `${this.#label}. ${say("chart.keys")}`);
    this.#canvas.style.height = `${height(panels(this.#lines()).length || 1)}px`;
    this.#note = make("div", "ws-chart-note");
    this.#note.hidden = true;
    this.#below = make("div");
    this.#said = make("p", "visually-hidden");
    this.#said.setAttribute("aria-live", "polite");
    const stage = make("div", "ws-chart-stage", this.#canvas, this.#note);
    this.replaceChildren(this.#bar.root, this.#legend, stage, this.#below, this.#said);
    const picture = this.#canvas.appendChild(make("div", "ws-chart-picture"));
    this.#chart = echarts.init(picture, undefined, { renderer: "canvas" });
  }

  #listen(): void {
    gestures({
      element: this.#canvas, plot: () => this.#plot(), span: () => this.#span, back: () => this.#back(),
      go: (span, settled) => this.#go(span, settled),
    });
    this.#canvas.addEventListener("keydown", (e) => this.#key(e));
    const theme = (): void => this.#render();
    document.addEventListener("ws-theme", theme);
    const resize = new ResizeObserver(() => { this.#chart?.resize(); this.#render(); });
    resize.observe(this.#canvas);
    this.#ends.push(() => document.removeEventListener("ws-theme", theme), () => resize.disconnect());
    if (!this.#live) return;
    this.#ends.push(watch(this.#signals.map((s) => s.id), { values: (v) => this.#arrived(v), state: (open) => this.#stateChanged(open) }));
    this.#timers.push(setInterval(() => this.#tick(), 1000) as unknown as number);
  }

  #plot(): { left: number; width: number } {
    const grid = (this.#chart?.getOption() as { grid?: { left: number; right: number }[] } | undefined)?.grid?.[0] ?? { left: 62, right: 14 };
    return { left: grid.left, width: Math.max(1, this.#canvas.clientWidth - grid.left - grid.right) };
  }

  #key(e: KeyboardEvent): void {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const does = keyed(e.key, this.#span), whole = this.#whole(), wide = length(this.#span);
    if (does === undefined) return;
    e.preventDefault();
    if (does === "back") this.#back();
    else if (does === "start") this.#go({ from: whole.from, to: whole.from + wide }, true);
    else if (does === "end") { this.#remember(); this.#follow(wide); this.#changed(); }
    else this.#go(does, true);
  }

  #named(name: string): void {
    this.#remember();
    if (name === "all") { this.#span = this.#whole(); this.#following = this.#live; }
    else if (this.#following || !this.#live) this.#follow(named[name]);
    else { const middle = (this.#span.from + this.#span.to) / 2; this.#span = { from: middle - named[name] / 2, to: middle + named[name] / 2 }; }
    this.#changed();
  }

  #moving?: { span: Span; following: boolean };

  #go(span: Span, settled: boolean, following = false): void {
    this.#moving ??= { span: this.#span, following: this.#following };
    this.#following = following;
    this.#span = span;
    if (settled) {
      if (length(this.#moving.span) !== length(span) || this.#moving.span.from !== span.from) this.#remember(this.#moving);
      this.#changed();
    } else {
      this.#render();
      this.#soon();
    }
  }

  #remember(was = { span: this.#span, following: this.#following }): void {
    this.#history.push(was);
    if (this.#history.length > 50) this.#history.shift();
  }

  #back(): void {
    const was = this.#history.pop();
    if (!was) return;
    if (was.following) this.#follow(length(was.span));
    else { this.#span = was.span; this.#following = false; }
    this.#changed();
  }

  #changed(): void {
    this.#moving = undefined;
    if (this.hasAttribute("keep-address"))
      history.replaceState(history.state, "", `${location.pathname}?${toAddress(new URLSearchParams(location.search), this.#span, this.#following)}${location.hash}`);
    this.#render();
    void this.#load();
  }

  /** Loads while a gesture still goes on, at most every 80 ms. */
  #soon(): void {
    if (this.#settling) return;
    this.#settling = setTimeout(() => { this.#settling = 0; void this.#load(); }, 80) as unknown as number;
  }

  async #load(): Promise<void> {
    const load = ++this.#loads, pixels = Math.max(100, Math.round(this.#plot().width * Math.min(2, devicePixelRatio)));
    const perPixel = length(this.#span) / pixels, seen = this.#span;
    const wanted = this.#signals.filter((s) => !this.#hidden.has(s.id) && !this.#keptOf(s.id).has(clip(seen), perPixel));
    void this.#loadMarks(seen);
    if (!wanted.length) return this.#settled();
    const slow = setTimeout(() => { if (load === this.#loads) this.setAttribute("busy", ""); }, 300);
    try {
      const around = clip(withMargin(seen));
      await Promise.all(wanted.map(async (s) => {
        const piece = await this.#loader.load(s.id, around, Math.min(10_000, Math.round(length(around) / perPixel)));
        if (!piece) return;
        this.#heads.set(s.id, piece.data.signal);
        this.#keptOf(s.id).add(piece);
        this.#render();
      }));
      if (load === this.#loads) this.#settled();
    } catch (e) {
      if (load === this.#loads) this.#failed(e as Error);
    } finally {
      clearTimeout(slow);
      if (load === this.#loads) this.removeAttribute("busy");
    }
  }

  async #loadMarks(span: Span): Promise<void> {
    const address = this.getAttribute("events");
    const marks = address ? await loadMarks(address, span) : undefined;
    if (!marks || !covers(span, this.#span)) return;
    this.#marks = marks;
    this.#render();
  }

  #keptOf(id: number): Kept {
    let kept = this.#kept.get(id);
    if (!kept) this.#kept.set(id, kept = new Kept());
    return kept;
  }

  #settled(): void {
    this.removeAttribute("failed");
    const lines = this.#lines().filter((l) => l.shown);
    this.#say(lines.some((l) => l.points.some((p) => p[1] !== null)) ? "" : say("chart.empty"));
    this.#said.textContent = lines.slice(0, 4).map((l) => this.#summary(l)).join(". ");
    this.dispatchEvent(new CustomEvent("loaded", { detail: { points: lines.reduce((n, l) => n + l.points.length, 0) } }));
  }

  #summary(l: Line): string {
    const r = reader(), values = l.points.filter((p) => p[1] !== null && p[0] >= this.#span.from && p[0] < this.#span.to).map((p) => p[1]!);
    if (!values.length) return `${l.title}: ${say("chart.none")}`;
    let least = Infinity, greatest = -Infinity;
    for (const v of values) { least = Math.min(least, v); greatest = Math.max(greatest, v); }
    return say("chart.summary", l.title, timeText(this.#span.from, r), timeText(this.#span.to, r),
      shownValue(l, least, r), shownValue(l, greatest, r), shownValue(l, values[values.length - 1], r));
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

  #arrived(values: Live[]): void {
    for (const value of values) {
      this.#newest.set(value.signal, Math.max(value.t, this.#newest.get(value.signal) ?? 0));
      const interval = this.#signals.find((s) => s.id === value.signal)?.interval;
      this.#keptOf(value.signal).append(value.t, value.v, interval ? interval * 3000 : Infinity);
    }
    this.#tick();
  }

  #stateChanged(open: boolean): void {
    if (open && this.#lost) { // what came meanwhile is not in the stream
      this.#kept.clear();
      void this.#load();
    }
    this.#lost = !open;
    this.#render();
  }

  /** At the right edge time goes on: by at least a pixel, at most once a frame. */
  #tick(): void {
    if (!this.#following || this.#moving || document.hidden) return;
    const now = Date.now(), wide = length(this.#span);
    if (now - this.#painted < Math.min(60_000, wide / Math.max(1, this.#plot().width))) return;
    this.#painted = now;
    this.#span = { from: now - wide, to: now };
    this.#render();
  }

  #lines(): Line[] {
    return this.#signals.map((s) => {
      const head = this.#heads.get(s.id), kept = this.#kept.get(s.id);
      return {
        id: s.id, title: s.title || head?.title || head?.path || String(s.id), unit: s.unit ?? head?.unit ?? "", kind: s.kind ?? head?.kind ?? "measurement",
        limits: s.limits ?? head?.limits, states: s.states ?? head?.states, digits: s.digits, shown: !this.#hidden.has(s.id),
        points: kept?.points(this.#span) ?? [], reduced: kept?.reduced ?? false,
      };
    });
  }

  #render(): void {
    if (this.#frame || !this.#chart) return;
    this.#frame = requestAnimationFrame(() => { this.#frame = 0; this.#paint(); });
  }

  #paint(): void {
    if (!this.#chart) return;
    const lines = this.#lines(), r = reader(), count = panels(lines).length || 1, high = `${height(count)}px`;
    if (this.#canvas.style.height !== high) {
      this.#canvas.style.height = high;
      this.#chart.resize();
    }
    const width = this.#canvas.clientWidth;
    this.#chart.setOption(option({ lines, marks: this.#marks, span: this.#span, now: this.#live ? Date.now() : null, width, look: look(), reader: r, compact: width < 560 }), { notMerge: true });
    this.#bar.range.textContent = `${timeText(this.#span.from, r)} – ${timeText(this.#span.to, r, length(this.#span) < 120_000 ? "second" : "minute")}`;
    const exact = Object.keys(named).find((n) => Math.abs(named[n] - length(this.#span)) < 1);
    this.#bar.show({ name: exact, table: this.#table, canBack: this.#history.length > 0, following: this.#following, live: this.#live });
    this.#paintLegend(lines);
    this.#canvas.parentElement!.hidden = this.#table;
    this.#below.replaceChildren(...(this.#table ? [table(lines.filter((l) => l.shown), this.#span, r, this.#label)] : []));
  }

  #paintLegend(lines: Line[]): void {
    const colors = look().series, r = reader(), items: Node[] = [];
    if (lines.length > 1)
      lines.forEach((line, i) => {
        const b = make("button", "", make("i"), make("span", "", line.title));
        (b.firstChild as HTMLElement).style.background = colors[i % colors.length];
        b.type = "button";
        b.setAttribute("aria-pressed", String(line.shown));
        b.addEventListener("click", () => this.#toggle(line.id));
        items.push(b);
      });
    if (lines.some((l) => l.shown && l.reduced)) items.push(make("span", "ws-chart-hint", say("chart.reduced")));
    const stale = this.#staleText(lines, r);
    if (stale) items.push(make("span", "ws-chart-stale", icon("clock"), ` ${stale}`));
    const key = items.map((i) => i.textContent).join("|") + lines.map((l) => Number(l.shown)).join("");
    if (this.#legend.dataset.key === key) return;
    this.#legend.dataset.key = key;
    this.#legend.replaceChildren(...items);
  }

  #staleText(lines: Line[], r: ReturnType<typeof reader>): string {
    if (!this.#live) return "";
    if (this.#lost) return say("chart.lost");
    const late = lines.filter((l) => l.shown).flatMap((l) => {
      const last = this.#newest.get(l.id), interval = this.#signals.find((s) => s.id === l.id)?.interval;
      return last && interval && Date.now() - last > Math.max(interval * 3000, 5000) ? [last] : [];
    });
    return late.length ? say("chart.stale", agoText(Math.max(...late), Date.now(), r)) : "";
  }

  #toggle(id: number): void {
    if (!this.#hidden.delete(id) && this.#signals.length - this.#hidden.size > 1) this.#hidden.add(id);
    this.#render();
    void this.#load();
  }

  #png(): void {
    if (!this.#chart) return;
    const colors = look(), drawn = this.#chart.renderToCanvas({ pixelRatio: 2, backgroundColor: colors.surface });
    const canvas = make("canvas");
    canvas.width = drawn.width;
    canvas.height = drawn.height + 88;
    const pen = canvas.getContext("2d")!;
    pen.fillStyle = colors.surface;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = colors.text;
    pen.font = "600 30px system-ui, sans-serif";
    pen.fillText(this.#label, 24, 42, canvas.width - 48);
    pen.fillStyle = colors.faint;
    pen.font = "24px system-ui, sans-serif";
    pen.fillText(`${this.#bar.range.textContent ?? ""} (${reader().zone})`, 24, 78, canvas.width - 48);
    pen.drawImage(drawn, 0, 88);
    canvas.toBlob((blob) => { if (blob) download(`${fileName(this.#label)}.png`, blob); });
  }

  #csv(): void {
    const lines = this.#lines().filter((l) => l.shown), address = this.getAttribute("csv");
    if (address && lines.length === 1)
      location.assign(address.replace("{id}", String(lines[0].id)).replace("{from}", new Date(this.#span.from).toISOString()).replace("{to}", new Date(this.#span.to).toISOString()));
    else download(`${fileName(this.#label)}.csv`, new Blob(["\ufeff", csv(lines, this.#span, reader())], { type: "text/csv;charset=utf-8" }));
  }

  /** For tests: what is seen. */
  get view(): Span & { following: boolean; text: string } { return { ...this.#span, following: this.#following, text: roughText(length(this.#span), reader()) }; }
}

/** The API takes instants of the years 1900 to 2200. */
function clip(s: Span): Span {
  const from = Math.max(s.from, Date.UTC(1900, 0, 2)), to = Math.min(s.to, Date.UTC(2199, 11, 30));
  return to > from ? { from, to } : { from: Date.UTC(1900, 0, 2), to: Date.UTC(1900, 0, 3) };
}
