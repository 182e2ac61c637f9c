import { Group, Vector3 } from "three";
import { icon, make } from "../dom";
import { watch, type Live } from "../live/client";
import { say } from "../text";
import { Arrange } from "./arrange";
import { Card } from "./card";
import { Crowd, type Figure } from "./crowd";
import { judge, type Node, type Past, readScene, readStates, type SceneData, type State, worse } from "./data";
import { Floor } from "./floor";
import { Labels } from "./labels";
import { lookNow } from "./look";
import { Replay } from "./replay";
import { type Field, Stage } from "./stage";

const every = 5_000, mostLive = 900;

/**
 * The plant in three dimensions. `src` is the API, `asset` what is shown (without it everything), `data-can-move` lets things be put elsewhere,
 * `compact` leaves out all tools: a picture that leads to `href`. The list beside it says the same.
 */
export class PlantScene extends HTMLElement {
  #data: SceneData | null = null;
  #stage: Stage | null = null;
  #crowd: Crowd | null = null;
  #floor: Floor | null = null;
  #labels: Labels | null = null;
  #models = new Group();
  #replay: Replay | null = null;
  #arrange: Arrange | null = null;
  #card = new Card();
  #spoken = make("p", "visually-hidden");
  #tones = make("div", "sc-tones");
  #canvas = make("canvas", "sc-canvas");
  #chosen: Figure | null = null;
  #hovered: Figure | null = null;
  #past = false;
  #end = new AbortController();
  #unwatch: (() => void) | null = null;
  #timer = 0;
  #began = 0;

  /** What is drawn, for those who look from outside. */
  get view(): { frames: number; things: number; first: number; tones: Record<string, number>; draw(): HTMLCanvasElement; at(id: number): { x: number; y: number } | null } | null {
    const [stage, crowd] = [this.#stage, this.#crowd];
    if (!stage || !crowd) return null;
    return { frames: stage.frames, things: crowd.figures.size, first: this.#first, tones: crowd.tones(), draw: () => (stage.drawNow(), this.#canvas), at: (id) => this.#at(id) };
  }

  #first = 0;

  get #src(): string { return this.getAttribute("src")!; }
  get #asset(): string | null { return this.getAttribute("asset"); }
  get #isCompact(): boolean { return this.hasAttribute("compact"); }

  connectedCallback(): void {
    this.#began = performance.now();
    this.#end = new AbortController();
    void this.#start();
  }

  disconnectedCallback(): void {
    this.#end.abort();
    clearTimeout(this.#timer);
    this.#unwatch?.();
    this.#stage?.dispose();
    this.#stage = null;
  }

  async #start(): Promise<void> {
    try {
      this.#stage = new Stage(this.#canvas, (s) => this.#run(s), () => this.#drawn());
    } catch {
      return this.#fail("scene.nowebgl");
    }
    try {
      this.#data = await readScene(this.#src, this.#asset);
    } catch (e) {
      return this.#fail("scene.failed", e instanceof Error ? e.message : "");
    }
    if (!this.isConnected || !this.#stage) return;
    this.#furnish();
    this.#build();
    this.#stage.goTo(this.#field(), { atOnce: true });
    const wished = this.dataset.find ? this.#crowd!.figures.get(Number(this.dataset.find)) : undefined;
    if (wished) this.#flyTo(wished.node);
    this.#follow();
  }

  #fail(word: "scene.nowebgl" | "scene.failed", why = ""): void {
    this.#stage?.dispose();
    this.#stage = null;
    const note = make("p", "sc-wait", icon("info-circle"), " ", say(word, why));
    note.setAttribute("role", "status");
    this.replaceChildren(note);
    this.classList.add("sc-failed");
  }

  #furnish(): void {
    const stage = this.#stage!, signal = this.#end.signal;
    this.#canvas.setAttribute("aria-hidden", "true");
    const front = make("div", "sc-front", this.#canvas);
    this.replaceChildren(front);
    new ResizeObserver(() => this.#resize()).observe(this);
    document.addEventListener("ws-theme", () => this.#redress(), { signal });
    document.addEventListener("visibilitychange", () => { if (!document.hidden) stage.draw(); }, { signal });
    if (this.#isCompact) {
      stage.controls.enabled = false;
      this.#canvas.style.touchAction = "auto";
      front.append(this.#tones);
      return;
    }
    front.tabIndex = 0;
    front.setAttribute("role", "application");
    front.setAttribute("aria-label", say("scene.keys"));
    this.#spoken.setAttribute("role", "status");
    front.append(this.#card.element);
    this.#replay = new Replay(this.#src, this.#asset, (past, step) => this.#showPast(past, step));
    if (this.hasAttribute("data-can-move"))
      this.#arrange = new Arrange(this.#src, stage, () => this.#crowd!, () => new Map(this.#data!.nodes.map((n) => [n.id, n])), () => this.#reload(), () => this.#chosen);
    this.append(this.#tools(), this.#tones, this.#replay.element, ...(this.#arrange ? [this.#arrange.element] : []), this.#spoken);
    this.#listen(front, signal);
  }

  #tools(): HTMLElement {
    const button = (name: string, word: Parameters<typeof say>[0], act: () => void): HTMLButtonElement => {
      const made = make("button", "btn btn-icon", icon(name));
      made.type = "button";
      made.title = say(word);
      made.setAttribute("aria-label", say(word));
      made.addEventListener("click", act);
      return made;
    };
    const search = make("input", "form-control sc-search"), names = make("datalist");
    names.id = "sc-names";
    names.append(...this.#data!.nodes.map((n) => new Option(n.name)));
    Object.assign(search, { type: "search", placeholder: say("scene.search"), autocomplete: "off" });
    search.setAttribute("aria-label", say("scene.search"));
    search.setAttribute("list", names.id);
    search.addEventListener("input", () => { if (this.#data!.nodes.some((n) => n.name === search.value)) this.#find(search.value); });
    search.addEventListener("keydown", (e) => { if (e.key === "Enter") this.#find(search.value); });
    const replay = button("history", "scene.replay", () => { if (this.#replay!.isOpen) this.#replay!.close(); else this.#replay!.open(); });
    const tools = make("div", "sc-tools", search, names, button("zoom-in", "chart.zoomin", () => this.#stage!.zoom(0.8)), button("zoom-out", "chart.zoomout", () => this.#stage!.zoom(1.25)),
      button("focus-2", "scene.overview", () => this.#overview()), replay);
    if (this.#arrange) {
      const arrange = button("arrows-move", "scene.arrange", () => { this.#arrange!.toggle(); arrange.setAttribute("aria-pressed", String(this.#arrange!.isOn)); });
      arrange.setAttribute("aria-pressed", "false");
      tools.append(arrange);
    }
    return tools;
  }

  #build(): void {
    const stage = this.#stage!, nodes = this.#data!.nodes, look = lookNow(), field = this.#field();
    stage.dress(look);
    stage.bound(field);
    const shadows = !stage.isSlow;
    this.#crowd?.dispose();
    this.#floor?.dispose();
    stage.scene.remove(...[this.#crowd?.group, this.#floor?.group, this.#models].filter((g) => g !== undefined));
    this.#crowd = new Crowd(nodes, stage.material, shadows);
    this.#floor = new Floor(nodes, look, shadows, Math.max(field.width, field.depth));
    this.#models = new Group();
    stage.add(this.#floor.group, this.#crowd.group, this.#models);
    this.#labels?.element.remove();
    if (!this.#isCompact || nodes.length < 30) {
      this.#labels = new Labels(this.#crowd, this.#isCompact ? 8 : 60);
      this.querySelector(".sc-front")!.append(this.#labels.element);
    }
    this.#tell(nodes.filter((n) => !n.isGroup).map((n) => n.state));
    this.#loadModels();
    this.#resize();
  }

  #loadModels(): void {
    for (const node of this.#data!.nodes.filter((n) => n.model && !n.isGroup)) {
      void import("./models").then(({ loadModel }) => loadModel(node, !this.#stage!.isSlow)).then((model) => {
        const place = new Group().add(model);
        place.position.set(node.x, 0, node.z);
        place.rotation.y = (-node.turn * Math.PI) / 180;
        this.#models.add(place);
        this.#crowd!.replace(node.id);
        this.#crowd!.move(node.id, node.x, node.z, node.turn);
        this.#stage?.castAgain();
        this.#stage?.draw();
      }).catch(() => undefined); // its shape stays
    }
  }

  async #reload(): Promise<void> {
    const chosen = this.#chosen?.node.id;
    this.#data = await readScene(this.#src, this.#asset);
    this.#build();
    this.#chosen = null;
    this.#choose(chosen === undefined ? null : this.#crowd!.figures.get(chosen) ?? null);
    this.#arrange?.touch();
  }

  #redress(): void {
    if (!this.#stage || !this.#data) return;
    this.#build();
  }

  // all of it
  #field(of: Node[] = this.#data!.nodes): Field {
    const roots = of.filter((n) => n.parentId === null || of.length === 1), [left, right] = [Math.min(...roots.map((n) => n.x - n.width / 2)), Math.max(...roots.map((n) => n.x + n.width / 2))];
    const [back, front] = [Math.min(...roots.map((n) => n.z - n.depth / 2)), Math.max(...roots.map((n) => n.z + n.depth / 2))];
    return { x: (left + right) / 2, z: (back + front) / 2, width: right - left + 1, depth: front - back + 1, height: Math.max(2.6, ...of.map((n) => n.height)) };
  }

  #overview(): void {
    this.#choose(null);
    this.#stage!.goTo(this.#field());
  }

  #resize(): void {
    const front = this.querySelector(".sc-front");
    if (front) this.#stage?.resize(front.clientWidth, front.clientHeight);
  }

  #run(seconds: number): boolean {
    if (!this.#crowd) return false;
    if (seconds > 0) this.#crowd.run(seconds);
    return this.#crowd.isBusy;
  }

  #drawn(): void {
    const front = this.querySelector(".sc-front");
    if (!front || !this.#crowd) return;
    this.#labels?.place(this.#crowd, this.#stage!, front.clientWidth, front.clientHeight, (this.#hovered ?? this.#chosen)?.node.id ?? null);
    if (this.#chosen && !this.#hovered) this.#cardAt(this.#chosen);
    if (this.#first === 0) {
      this.#first = performance.now() - this.#began;
      performance.measure("ws-scene-first-frame", { start: this.#began, end: performance.now() });
      this.classList.add("sc-drawn");
    }
  }

  #follow(): void {
    const signals = [...new Set(this.#data!.nodes.flatMap((n) => [...(n.signal ? [n.signal.id] : []), ...n.values.map((v) => v.signal)]))];
    const states = [...new Set(this.#data!.nodes.flatMap((n) => (n.signal ? [n.signal.id] : [])))];
    this.#unwatch = watch(signals.length <= mostLive ? signals : states, { values: (values) => this.#live(values) });
    const ask = async (): Promise<void> => {
      if (!document.hidden && !this.#past) {
        try {
          const { states: now } = await readStates(this.#src, this.#asset);
          if (!this.#past) this.#tell(now);
        } catch {
          // the server may be away for a moment: what is shown stays
        }
      }
      if (this.isConnected) this.#timer = setTimeout(() => void ask(), every) as unknown as number;
    };
    this.#timer = setTimeout(() => void ask(), every) as unknown as number;
  }

  #live(values: Live[]): void {
    if (this.#past || !this.#data) return;
    const fresh = new Map(values.map((v) => [v.signal, v])), told: State[] = [];
    for (const node of this.#data.nodes) {
      for (const value of node.values) {
        const now = fresh.get(value.signal);
        if (now) [value.value, value.at] = [now.v, now.t];
      }
      const said = node.signal ? fresh.get(node.signal.id) : undefined, key = said ? String(said.v) : "";
      if (said && node.signal!.texts[key] !== undefined && node.signal!.texts[key] !== node.state.text)
        told.push({ ...node.state, text: node.signal!.texts[key], activity: node.signal!.activities[key] ?? "unknown" });
    }
    if (told.length) this.#tell(told);
    this.#card.renew(false);
  }

  /** Shows states: in the picture, in the list, and in the card. */
  #tell(states: State[]): void {
    const look = lookNow();
    for (const state of states) {
      this.#crowd!.tell(state, look);
      const node = this.#crowd!.figures.get(state.id)?.node;
      if (!node) continue;
      const tone = node === this.#chosen?.node ? "accent" : state.tone === "act" || state.tone === "watch" ? state.tone : null;
      this.#floor!.ring(node, tone, look);
      if (!this.#past) this.#list(state);
    }
    this.#crowd!.told();
    this.#labels?.renew();
    this.#card.renew(this.#past);
    this.#count();
    this.#stage!.draw();
  }

  #list(state: State): void {
    const badge = document.querySelector<HTMLElement>(`[data-thing-state="${state.id}"]`);
    if (!badge) return;
    const sign = { act: "alert-octagon", watch: "alert-triangle", good: "circle-check", neutral: "circle-dashed" }[state.tone], text = badge.querySelector("span")!;
    badge.className = `ws-badge ws-tone-${state.tone}`;
    badge.querySelector("use")?.setAttribute("href", `/ui/icons.svg#${sign}`);
    badge.querySelector("svg")?.setAttribute("aria-label", say(`scene.tone.${state.tone}`));
    if (text.textContent !== state.text) text.textContent = state.text;
  }

  #count(): void {
    const tones = this.#crowd!.tones();
    this.#tones.replaceChildren(...(["act", "watch", "good", "neutral"] as const).filter((t) => tones[t] > 0).map((t) =>
      make("span", `ws-badge ws-tone-${t}`, icon({ act: "alert-octagon", watch: "alert-triangle", good: "circle-check", neutral: "circle-dashed" }[t]), ` ${tones[t]} ${say(`scene.tone.${t}`)}`)));
  }

  #showPast(past: Past | null, step: number): void {
    this.classList.toggle("sc-is-past", past !== null);
    this.#past = past !== null;
    if (!past) return void this.#reload();
    const column = new Map(past.signals.map((s, i) => [s, i])), at = (signal: number): number | null => past.values[column.get(signal) ?? -1]?.[step] ?? null;
    this.#tell(this.#data!.nodes.filter((n) => !n.isGroup).map((node) => {
      for (const value of node.values) [value.value, value.at] = [at(value.signal), past.instants[step]];
      const said = node.signal ? at(node.signal.id) : null, activity = said === null ? "unknown" : node.signal!.activities[String(said)] ?? "unknown";
      const judged = node.values.flatMap((v) => (v.value === null || activity === "off" ? [] : [judge(v.value, v.limits)]));
      const tone = activity === "fault" ? "act" : judged.reduce(worse, "neutral" as State["tone"]);
      const sends = said === null && judged.length > 0;
      return { id: node.id, tone, activity: sends ? "running" : activity, text: said === null ? say(sends ? "scene.sends" : "chart.none") : node.signal!.texts[String(said)] ?? "", health: null };
    }));
  }

  #listen(front: HTMLElement, signal: AbortSignal): void {
    let down: { x: number; y: number } | null = null;
    const place = (e: PointerEvent): [number, number] => {
      const box = front.getBoundingClientRect();
      return [(e.clientX - box.left) / box.width, (e.clientY - box.top) / box.height];
    };
    this.#canvas.addEventListener("pointerdown", (e) => {
      down = { x: e.clientX, y: e.clientY };
      const figure = this.#arrange?.isOn ? this.#crowd!.hit(this.#stage!.ray(...place(e))) : null;
      if (!figure) return;
      this.#choose(figure);
      this.#arrange!.take(figure, ...place(e));
    }, { signal, capture: true });
    this.#canvas.addEventListener("pointermove", (e) => {
      if (this.#arrange?.isHolding) return this.#arrange.drag(...place(e));
      if (e.buttons === 0 && e.pointerType !== "touch") this.#hover(this.#crowd!.hit(this.#stage!.ray(...place(e))), e);
    }, { signal });
    this.#canvas.addEventListener("pointerleave", () => this.#hover(null), { signal });
    this.#canvas.addEventListener("pointerup", (e) => {
      if (this.#arrange?.isHolding) return void this.#arrange.drop();
      const isClick = down !== null && Math.hypot(e.clientX - down.x, e.clientY - down.y) < 6;
      down = null;
      const figure = isClick && !this.#arrange?.isOn ? this.#crowd!.hit(this.#stage!.ray(...place(e))) : null;
      if (figure) this.#open(figure);
    }, { signal });
    front.addEventListener("keydown", (e) => void this.#key(e), { signal });
  }

  async #key(e: KeyboardEvent): Promise<void> {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const order = this.#data!.nodes.filter((n) => !n.isGroup), at = this.#chosen ? order.indexOf(this.#chosen.node) : -1;
    const go = (by: number): void => this.#choose(this.#crowd!.figures.get(order[(at + by + order.length) % order.length].id)!, true);
    if (this.#arrange?.isOn && this.#chosen && (e.key.startsWith("Arrow") || e.key.toLowerCase() === "r")) {
      e.preventDefault();
      return void (await this.#arrange.key(e.key));
    }
    const acts: Record<string, () => void> = {
      ArrowRight: () => go(1), ArrowDown: () => go(1), ArrowLeft: () => go(at < 0 ? 0 : -1), ArrowUp: () => go(at < 0 ? 0 : -1),
      "+": () => this.#stage!.zoom(0.8), "-": () => this.#stage!.zoom(1.25), Home: () => this.#overview(), Escape: () => this.#choose(null),
      Enter: () => { if (this.#chosen) this.#open(this.#chosen); },
    };
    if (!acts[e.key]) return;
    e.preventDefault();
    acts[e.key]();
  }

  #open(figure: Figure): void { location.assign(figure.node.url); }

  #hover(figure: Figure | null, e?: PointerEvent): void {
    if (figure !== this.#hovered) {
      this.#hovered = figure;
      this.#card.show(figure?.node ?? this.#chosen?.node ?? null, this.#past);
      this.#canvas.style.cursor = figure ? "pointer" : "grab";
      this.#stage!.draw();
    }
    const front = this.querySelector(".sc-front")!;
    if (figure && e) {
      const box = front.getBoundingClientRect();
      this.#card.at(e.clientX - box.left, e.clientY - box.top, box.width, box.height);
    }
  }

  #choose(figure: Figure | null, spoken = false): void {
    const before = this.#chosen;
    this.#chosen = figure;
    const look = lookNow();
    if (before) this.#floor!.ring(before.node, before.node.state.tone === "act" || before.node.state.tone === "watch" ? before.node.state.tone : null, look);
    if (figure) this.#floor!.ring(figure.node, "accent", look);
    this.#card.show(figure?.node ?? null, this.#past);
    this.#arrange?.touch();
    if (spoken && figure) this.#spoken.textContent = `${figure.node.name}: ${figure.node.state.text}, ${say(`scene.tone.${figure.node.state.tone}`)}`;
    this.#stage!.draw();
  }

  // exact, then beginning, then anywhere in name or path
  #find(text: string): void {
    const word = text.trim().toLocaleLowerCase(), named = (n: Node): string => n.name.toLocaleLowerCase(), nodes = this.#data!.nodes;
    if (!word) return;
    const node = nodes.find((n) => named(n) === word) ?? nodes.find((n) => named(n).startsWith(word)) ?? nodes.find((n) => `${named(n)} ${n.path.toLocaleLowerCase()}`.includes(word));
    if (!node) return void (this.#spoken.textContent = say("search.none", text));
    this.#flyTo(node);
  }

  #flyTo(node: Node): void {
    this.#choose(this.#crowd!.figures.get(node.id) ?? null, true);
    this.#stage!.goTo({ x: node.x, z: node.z, width: node.width + 5, depth: node.depth + 4, height: Math.max(2.5, node.height) }, { height: 0.5 });
  }

  #cardAt(figure: Figure): void {
    const front = this.querySelector(".sc-front")!, point = this.#at(figure.node.id);
    if (point) this.#card.at(point.x, point.y, front.clientWidth, front.clientHeight);
  }

  /** Where a thing is in the picture, pixels from the left and from above. */
  #at(id: number): { x: number; y: number } | null {
    const figure = this.#crowd?.figures.get(id), front = this.querySelector(".sc-front");
    if (!figure || !front) return null;
    const { node } = figure, point = new Vector3(node.x, node.height / 2, node.z).project(this.#stage!.camera);
    return { x: ((point.x + 1) / 2) * front.clientWidth, y: ((1 - point.y) / 2) * front.clientHeight };
  }
}
