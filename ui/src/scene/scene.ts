import { Group } from "three";
import { icon, make } from "../dom";
import { clockText, dayText, reader } from "../format";
import type { Live } from "../live/client";
import { say } from "../text";
import { Arrange } from "./arrange";
import { Choice, listen, ringOf, where } from "./choice";
import { Crowd, type Figure } from "./crowd";
import { type Node, type Past, readScene, type SceneData, type State } from "./data";
import { Floor } from "./floor";
import { Labels } from "./labels";
import { SceneList } from "./list";
import { lookNow } from "./look";
import { drawCoarse } from "./parts";
import { lastRun, Replay } from "./replay";
import { type Field, Stage } from "./stage";
import { follow, liveStates, pastStates } from "./states";
import { button, makeTools, pressing, search, showTones } from "./tools";

/** What is drawn, for those who look from outside. */
export interface View { frames: number; things: number; models: number; first: number; opened: number; tones: Record<string, number>; draw(): HTMLCanvasElement; at(id: number): { x: number; y: number } | null }

/**
 * The plant in three dimensions. `src` is the API, `asset` what is shown (without it everything), `data-find` what is looked at first, `data-at` a moment of the past, `data-can-move` lets
 * things be put elsewhere, `compact` leaves out all tools and begins when it is seen. The list beside it says the same.
 */
export class PlantScene extends HTMLElement {
  #data: SceneData | null = null;
  #stage: Stage | null = null;
  #crowd: Crowd | null = null;
  #floor: Floor | null = null;
  #labels: Labels | null = null;
  #choice: Choice | null = null;
  #replay: Replay | null = null;
  #arrange: Arrange | null = null;
  #list = new SceneList();
  #models = new Group();
  #canvas = make("canvas", "sc-canvas");
  #front = make("div", "sc-front", this.#canvas);
  #tones = make("div", "sc-tones");
  #veil = make("p", "sc-veil");
  #past = false;
  #paintPast: (() => void) | null = null;
  #end = new AbortController();
  #unfollow: (() => void) | null = null;
  #began = 0;
  #first = 0;
  #opened = 0;

  get view(): View | null {
    const [stage, crowd] = [this.#stage, this.#crowd];
    if (!stage || !crowd) return null;
    return {
      frames: stage.frames, things: crowd.figures.size, models: this.#models.children.length, first: this.#first, opened: this.#opened, tones: crowd.tones(), draw: () => (stage.drawNow(), this.#canvas),
      at: (id) => { const figure = crowd.figures.get(id); return figure ? where(figure, stage, this.#front) : null; },
    };
  }

  get #src(): string { return this.getAttribute("src")!; }
  get #asset(): string | null { return this.getAttribute("asset"); }
  get #isCompact(): boolean { return this.hasAttribute("compact"); }
  get #chosen(): Figure | null { return this.#choice?.chosen ?? null; }

  connectedCallback(): void {
    this.#end = new AbortController();
    if (!this.#isCompact) return void this.#start();
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((e) => e.isIntersecting)) return;
      seen.disconnect();
      void this.#start();
    });
    seen.observe(this);
  }

  disconnectedCallback(): void {
    this.#end.abort();
    this.#unfollow?.();
    this.#stage?.dispose();
    this.#stage = null;
  }

  async #start(): Promise<void> {
    this.#began = performance.now();
    const data = readScene(this.#src, this.#asset);
    data.catch(() => undefined); // told below
    try {
      this.#stage = new Stage(this.#canvas, (s) => this.#run(s), () => this.#drawn());
    } catch {
      return this.#fail("scene.nowebgl");
    }
    try {
      this.#data = await data;
    } catch (e) {
      return this.#fail("scene.failed", e instanceof Error ? e.message : "");
    }
    if (!this.isConnected || !this.#stage) return;
    this.#furnish();
    this.#build();
    this.#stage.goTo(this.#field(), { atOnce: true });
    const wished = this.#data.nodes.find((n) => n.id === Number(this.dataset.find));
    if (wished) this.#flyTo(wished);
    const at = Date.parse(this.dataset.at ?? "");
    if (!this.#isCompact && !Number.isNaN(at)) this.#replay!.around(at);
    else if (!this.#isCompact) void this.#offerRun();
    this.#unfollow = follow(this.#src, this.#asset, this.#data.nodes, (values) => this.#live(values), (states) => { if (!this.#past) this.#tell(states); });
  }

  // a plant that stands shows little: one click shows it as it last ran
  async #offerRun(): Promise<void> {
    const things = this.#data!.nodes.filter((n) => !n.isGroup), states = new Map(things.flatMap((n) => (n.signal ? [[n.signal.id, n.signal.activities] as const] : [])));
    if (!states.size || things.some((n) => n.signal && n.state.activity === "running")) return;
    const at = await lastRun(this.#src, this.#asset, states).catch(() => null);
    if (at === null || !this.#stage || this.#past) return;
    const r = reader(), offer = make("button", "btn btn-sm sc-offer", icon("history"), say("scene.lastrun", `${dayText(at, r, false)} ${clockText(at, r, "minute")}`));
    offer.type = "button";
    offer.addEventListener("click", () => { offer.remove(); this.#replay!.open(at - 55 * 60_000); });
    this.append(offer);
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
    this.#veil.hidden = true;
    this.replaceChildren(this.#front);
    new ResizeObserver(() => this.#resize()).observe(this.#front);
    document.addEventListener("ws-theme", () => { if (this.#stage) this.#build(); }, { signal });
    document.addEventListener("visibilitychange", () => { if (!document.hidden) stage.draw(); }, { signal });
    if (this.#isCompact) {
      stage.controls.enabled = false;
      this.#canvas.style.touchAction = "auto";
      this.#canvas.style.cursor = "inherit";
      this.#front.append(this.#tones);
    } else {
      this.#furnishTools(stage, signal);
    }
  }

  #furnishTools(stage: Stage, signal: AbortSignal): void {
    this.#front.tabIndex = 0;
    this.#veil.setAttribute("aria-hidden", "true"); // the time bar says it
    this.#front.append(this.#veil);
    this.#front.setAttribute("role", "application");
    this.#front.setAttribute("aria-label", say("scene.keys"));
    this.#choice = new Choice(stage, this.#front, () => this.#floor!, () => this.#arrange?.touch());
    this.#replay = new Replay(this.#src, this.#asset, {
      show: (past, step, isPassing) => this.#showPast(past, step, isPassing), wait: (at, why) => this.#awaitPast(at, why), tell: (moment) => this.#speak(moment),
    });
    document.querySelector("[data-scene-when] a")?.addEventListener("click", (e) => { e.preventDefault(); this.#replay!.close(); }, { signal });
    const more = [button("history", "scene.replay", () => { if (this.#replay!.isOpen) this.#replay!.close(); else this.#replay!.open(); })];
    if (this.hasAttribute("data-can-move")) {
      this.#arrange = new Arrange(this.#src, stage, () => this.#crowd!, () => new Map(this.#data!.nodes.map((n) => [n.id, n])), () => this.#reload(), () => this.#chosen);
      const arrange = button("arrows-move", "scene.arrange", () => { this.#arrange!.toggle(); arrange.setAttribute("aria-pressed", String(this.#arrange!.isOn)); });
      arrange.setAttribute("aria-pressed", "false");
      more.push(arrange);
    }
    const tools = makeTools(this.#data!.nodes, stage, (text) => this.#find(text), () => this.#overview(), more);
    this.append(tools, this.#tones, this.#replay.element, ...(this.#arrange ? [this.#arrange.element] : []), this.#choice.spoken);
    listen(this.#front, this.#canvas, stage, this.#choice, {
      crowd: () => this.#crowd!, order: () => [...this.#crowd!.figures.values()], open: (figure) => location.assign(figure.node.url), overview: () => this.#overview(), arrange: this.#arrange,
    }, signal);
  }

  #build(): void {
    const stage = this.#stage!, nodes = this.#data!.nodes, look = lookNow(), field = this.#field();
    drawCoarse(stage.isSlow);
    stage.dress(look);
    stage.bound(field);
    this.#crowd?.dispose();
    this.#floor?.dispose();
    stage.scene.remove(...[this.#crowd?.group, this.#floor?.group, this.#models].filter((g) => g !== undefined));
    this.#crowd = new Crowd(nodes, stage.material, !stage.isSlow);
    this.#floor = new Floor(nodes, look, !stage.isSlow, Math.max(field.width, field.depth));
    this.#models = new Group();
    stage.scene.add(this.#floor.group, this.#crowd.group, this.#models);
    this.#labels?.element.remove();
    this.#labels = new Labels(this.#crowd, this.#isCompact);
    this.#front.append(this.#labels.element);
    this.#tell(nodes.filter((n) => !n.isGroup).map((n) => n.state));
    this.#loadModels();
    this.#resize();
  }

  #loadModels(): void {
    const crowd = this.#crowd!, into = this.#models;
    for (const node of this.#data!.nodes.filter((n) => n.model && !n.isGroup)) {
      void import("./models").then(({ loadModel }) => loadModel(node, !this.#stage!.isSlow)).then((model) => {
        const place = new Group().add(model);
        place.position.set(node.x, 0, node.z);
        place.rotation.y = (-node.turn * Math.PI) / 180;
        into.add(place);
        crowd.replace(node.id);
        crowd.move(node.id, node.x, node.z, node.turn);
        this.#stage?.castAgain();
        this.#stage?.draw();
      }).catch((e: unknown) => console.warn(`The 3D model of ${node.name} could not be read; its shape stays.`, e));
    }
  }

  async #reload(): Promise<void> {
    const chosen = this.#chosen?.node.id;
    this.#data = await readScene(this.#src, this.#asset);
    if (!this.#stage) return;
    this.#build();
    this.#paintPast?.(); // what was read is of now
    if (this.#choice) this.#choice.chosen = null;
    this.#choice?.choose(chosen === undefined ? null : this.#crowd!.figures.get(chosen) ?? null);
  }

  // all of it
  #field(): Field {
    const nodes = this.#data!.nodes, roots = nodes.filter((n) => n.parentId === null), [left, right] = [Math.min(...roots.map((n) => n.x - n.width / 2)), Math.max(...roots.map((n) => n.x + n.width / 2))];
    const [back, front] = [Math.min(...roots.map((n) => n.z - n.depth / 2)), Math.max(...roots.map((n) => n.z + n.depth / 2))];
    return { x: (left + right) / 2, z: (back + front) / 2, width: right - left + 1, depth: front - back + 1, height: Math.max(2.6, ...nodes.map((n) => n.height)) };
  }

  #overview(): void {
    this.#choice?.choose(null);
    this.#stage!.goTo(this.#field());
  }

  #resize(): void { this.#stage?.resize(this.#front.clientWidth, this.#front.clientHeight); }

  #run(seconds: number): boolean {
    if (seconds > 0) this.#crowd?.run(seconds);
    return this.#crowd?.isBusy ?? false;
  }

  #drawn(): void {
    if (this.#first > 0) return this.#name();
    // a picture is there when its points can be read, not when it was asked for
    const context = this.#stage!.renderer.getContext();
    context.readPixels(0, 0, 1, 1, context.RGBA, context.UNSIGNED_BYTE, new Uint8Array(4));
    this.#opened = performance.now();
    this.#first = this.#opened - this.#began;
    this.classList.add("sc-drawn");
    requestAnimationFrame(() => this.#name()); // the picture need not wait for its words
  }

  #name(): void {
    if (!this.#stage) return;
    this.#labels?.place(this.#crowd!, this.#stage, this.#front.clientWidth, this.#front.clientHeight, (this.#choice?.hovered ?? this.#chosen)?.node.id ?? null);
    this.#choice?.follow();
  }

  #live(values: Live[]): void {
    if (this.#past || !this.#data) return;
    const told = liveStates(this.#data.nodes, values);
    if (told.length) this.#tell(told);
    this.#choice?.card.renew(false);
  }

  /** Shows states: in the picture, in the list, and in the card. */
  #tell(states: State[]): void {
    const look = lookNow();
    for (const state of states) {
      this.#crowd!.tell(state, look);
      const figure = this.#crowd!.figures.get(state.id);
      if (figure) this.#floor!.ring(figure.node, ringOf(figure, this.#chosen), look);
      if (!this.#past) this.#list.tell(state);
    }
    this.#crowd!.told();
    this.#labels?.renew();
    this.#choice?.card.renew(this.#past);
    if (this.#veil.hidden) showTones(this.#tones, this.#crowd!.tones());
    else this.#tones.replaceChildren();
    this.#stage!.draw();
  }

  #showPast(past: Past | null, step: number, isPassing: boolean): void {
    if (!past) return this.#showNow();
    this.#lookBack(null, () => {
      const nodes = this.#data!.nodes;
      this.#tell(pastStates(nodes, past, step, { sends: say("scene.sends"), none: say("chart.none") }));
      this.#list.past(nodes.filter((n) => !n.isGroup), past.instants[step], isPassing);
    });
  }

  // nobody knows yet: nothing of now, or of another moment, stays to be taken for it
  #awaitPast(at: number, why: string | null): void {
    const r = reader(), none = say(why === null ? "chart.loading" : "scene.unknown");
    this.#lookBack(why ?? say("scene.waits", `${dayText(at, r, false)} ${clockText(at, r, "second")}`), () => {
      const nodes = this.#data!.nodes;
      this.#tell(pastStates(nodes, { from: "", to: "", instants: [at], signals: [], values: [] }, 0, { sends: none, none }));
      this.#list.wait(nodes.filter((n) => !n.isGroup), at);
    });
  }

  #lookBack(veil: string | null, paint: () => void): void {
    this.#setPast(true, veil);
    this.querySelector(".sc-offer")?.remove();
    this.#paintPast = paint;
    paint();
  }

  #showNow(): void {
    this.#paintPast = null;
    this.#setPast(false, null);
    void this.#reload().then(() => { if (!this.#past) this.#list.now(this.#data!.nodes); });
  }

  #setPast(isPast: boolean, veil: string | null): void {
    this.classList.toggle("sc-is-past", isPast);
    this.#past = isPast;
    if (this.#choice) this.#choice.isPast = isPast;
    [this.#veil.hidden, this.#veil.textContent] = [veil === null, veil ?? ""];
  }

  #speak(moment: string): void {
    const tones = this.#crowd!.tones();
    this.#choice!.spoken.textContent = `${moment}: ${pressing.filter((t) => tones[t] > 0).map((t) => `${tones[t]} ${say(`scene.tone.${t}`)}`).join(", ")}`;
  }

  #find(text: string): boolean {
    const node = search(this.#data!.nodes, text);
    if (node) this.#flyTo(node);
    return node !== undefined;
  }

  #flyTo(node: Node): void {
    this.#choice?.choose(this.#crowd!.figures.get(node.id) ?? null, true);
    this.#stage!.goTo({ x: node.x, z: node.z, width: node.width + 5, depth: node.depth + 4, height: Math.max(2.5, node.height) }, { azimuth: 0.5, height: 0.5 }); // from another side its neighbour could stand before it
  }
}
