import { Vector3 } from "three";
import { make } from "../dom";
import { say } from "../text";
import { Card } from "./card";
import type { Crowd, Figure } from "./crowd";
import type { Floor } from "./floor";
import { lookNow } from "./look";
import type { Stage } from "./stage";

const point = new Vector3();

/** Which thing a pointer or the keys are on: its ring, its card, and what is said of it. */
export class Choice {
  readonly spoken = make("p", "visually-hidden");
  readonly card = new Card();
  chosen: Figure | null = null;
  hovered: Figure | null = null;
  isPast = false;

  constructor(private readonly stage: Stage, private readonly front: HTMLElement, private readonly floor: () => Floor, private readonly changed: () => void) {
    this.spoken.setAttribute("role", "status");
    front.append(this.card.element);
  }

  choose(figure: Figure | null, spoken = false): void {
    const before = this.chosen, look = lookNow();
    this.chosen = figure;
    if (before) this.floor().ring(before.node, ringOf(before, null), look);
    if (figure) this.floor().ring(figure.node, "accent", look);
    this.card.show(figure?.node ?? null, this.isPast);
    if (spoken && figure) this.spoken.textContent = `${figure.node.name}: ${figure.node.state.text}, ${say(`scene.tone.${figure.node.state.tone}`)}`;
    this.changed();
    this.stage.draw();
  }

  hover(figure: Figure | null, x = 0, y = 0): void {
    if (figure !== this.hovered) {
      this.hovered = figure;
      this.card.show((figure ?? this.chosen)?.node ?? null, this.isPast);
      this.stage.renderer.domElement.style.cursor = figure ? "pointer" : "";
      this.stage.draw();
    }
    if (figure) this.card.at(x, y, this.front.clientWidth, this.front.clientHeight);
  }

  /** After a picture: the card of the chosen thing goes with it. */
  follow(): void {
    if (!this.chosen || this.hovered) return;
    const at = where(this.chosen, this.stage, this.front);
    this.card.at(at.x + 70, at.y, this.front.clientWidth, this.front.clientHeight);
  }
}

/** The ring of a thing: the chosen one, and what needs a person. */
export function ringOf(figure: Figure, chosen: Figure | null): "accent" | "act" | "watch" | null {
  const { tone } = figure.node.state;
  return figure === chosen ? "accent" : tone === "act" || tone === "watch" ? tone : null;
}

/** Where a thing is in the picture, pixels from the left and from above. */
export function where(figure: Figure, stage: Stage, front: HTMLElement): { x: number; y: number } {
  point.set(figure.node.x, figure.node.height / 2, figure.node.z).project(stage.camera);
  return { x: ((point.x + 1) / 2) * front.clientWidth, y: ((1 - point.y) / 2) * front.clientHeight };
}

/** What a pointer and the keys do. */
export interface Deeds { crowd(): Crowd; order(): Figure[]; open(figure: Figure): void; overview(): void; arrange: { isOn: boolean; isHolding: boolean; take(f: Figure, x: number, y: number): void; drag(x: number, y: number): void; drop(): Promise<void>; key(k: string): Promise<boolean> } | null }

/** Wires pointer and keys: a click opens, a drag looks around, arrows choose. */
export function listen(front: HTMLElement, canvas: HTMLCanvasElement, stage: Stage, choice: Choice, deeds: Deeds, signal: AbortSignal): void {
  let down: { x: number; y: number } | null = null;
  const place = (e: PointerEvent): [number, number] => {
    const box = front.getBoundingClientRect();
    return [(e.clientX - box.left) / box.width, (e.clientY - box.top) / box.height];
  };
  const hit = (e: PointerEvent): Figure | null => deeds.crowd().hit(stage.ray(...place(e)));
  canvas.addEventListener("pointerdown", (e) => {
    down = { x: e.clientX, y: e.clientY };
    const figure = deeds.arrange?.isOn ? hit(e) : null;
    if (!figure) return;
    choice.choose(figure);
    deeds.arrange!.take(figure, ...place(e));
  }, { signal, capture: true });
  canvas.addEventListener("pointermove", (e) => {
    if (deeds.arrange?.isHolding) return deeds.arrange.drag(...place(e));
    const box = front.getBoundingClientRect();
    if (e.buttons === 0 && e.pointerType !== "touch") choice.hover(hit(e), e.clientX - box.left, e.clientY - box.top);
  }, { signal });
  canvas.addEventListener("pointerleave", () => choice.hover(null), { signal });
  canvas.addEventListener("pointerup", (e) => {
    if (deeds.arrange?.isHolding) return void deeds.arrange.drop();
    const isClick = down !== null && Math.hypot(e.clientX - down.x, e.clientY - down.y) < 6, figure = isClick && !deeds.arrange?.isOn ? hit(e) : null;
    down = null;
    if (figure) deeds.open(figure);
  }, { signal });
  front.addEventListener("keydown", (e) => void key(e, stage, choice, deeds), { signal });
}

async function key(e: KeyboardEvent, stage: Stage, choice: Choice, deeds: Deeds): Promise<void> {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  const order = deeds.order(), at = choice.chosen ? order.indexOf(choice.chosen) : -1;
  const go = (by: number): void => { if (order.length) choice.choose(order[(Math.max(at, by < 0 ? 0 : -1) + by + order.length) % order.length], true); };
  if (deeds.arrange?.isOn && choice.chosen && (e.key.startsWith("Arrow") || e.key.toLowerCase() === "r")) {
    e.preventDefault();
    return void (await deeds.arrange.key(e.key));
  }
  const acts: Record<string, () => void> = {
    ArrowRight: () => go(1), ArrowDown: () => go(1), ArrowLeft: () => go(-1), ArrowUp: () => go(-1), "+": () => stage.zoom(0.8), "-": () => stage.zoom(1.25),
    Home: () => deeds.overview(), Escape: () => choice.choose(null), Enter: () => { if (choice.chosen) deeds.open(choice.chosen); },
  };
  if (!acts[e.key]) return;
  e.preventDefault();
  acts[e.key]();
}
