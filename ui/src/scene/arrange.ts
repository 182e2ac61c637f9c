import { Plane, Vector3 } from "three";
import { make } from "../dom";
import { say } from "../text";
import type { Crowd, Figure } from "./crowd";
import { type Node, type Place, putPlace, Refused, resetPlace } from "./data";
import type { Stage } from "./stage";

const floor = new Plane(new Vector3(0, 1, 0), 0), grid = 0.5;

/** A place counted from the origin of its group. */
const within = (place: Place, origin: { x: number; z: number }): Place => ({ x: place.x - origin.x, z: place.z - origin.z, turn: place.turn });

/** Things are put elsewhere: by dragging, or by arrow keys and R. The server keeps it, or says what stands there or who was first; each step can be taken back. */
export class Arrange {
  readonly element = make("div", "sc-arrange");
  isOn = false;
  #held: { figure: Figure; before: { x: number; z: number; turn: number }; offset: Vector3 } | null = null;
  #note = make("span");
  #undo = make("button", "btn btn-sm", say("scene.undo"));
  #reset = make("button", "btn btn-sm", say("scene.reset"));
  #back: (() => Promise<void>)[] = [];

  constructor(private readonly src: string, private readonly stage: Stage, private readonly crowd: () => Crowd, private readonly groups: () => Map<number, Node>, private readonly renew: () => Promise<void>, private readonly chosen: () => Figure | null) {
    this.element.hidden = true;
    this.#undo.type = this.#reset.type = "button";
    this.#undo.hidden = true;
    this.#note.setAttribute("role", "status");
    this.#undo.addEventListener("click", () => void this.#back.pop()?.());
    this.#reset.addEventListener("click", () => void this.#resetChosen());
    this.element.append(this.#note, this.#undo, this.#reset);
  }

  toggle(): void {
    this.isOn = !this.isOn;
    this.element.hidden = !this.isOn;
    this.#undo.hidden = this.#back.length === 0;
    this.#say(say("scene.arrange.how"));
    this.touch();
  }

  /** After another thing was chosen. */
  touch(): void { this.#reset.hidden = !this.chosen()?.node.isMoved; }

  /** A thing is taken. */
  take(figure: Figure, x: number, y: number): void {
    const at = this.#floorAt(x, y);
    if (!at) return;
    const { node } = figure;
    this.#held = { figure, before: { x: node.x, z: node.z, turn: node.turn }, offset: new Vector3(node.x - at.x, 0, node.z - at.z) };
    this.stage.controls.enabled = false;
  }

  get isHolding(): boolean { return this.#held !== null; }

  drag(x: number, y: number): void {
    const at = this.#floorAt(x, y), held = this.#held;
    if (!at || !held) return;
    const snap = (v: number): number => Math.round(v / grid) * grid;
    this.crowd().move(held.figure.node.id, held.before.x + snap(at.x + held.offset.x - held.before.x), held.before.z + snap(at.z + held.offset.z - held.before.z), held.before.turn);
    this.stage.draw();
  }

  async drop(): Promise<void> {
    const held = this.#held;
    this.#held = null;
    this.stage.controls.enabled = true;
    if (held && (held.figure.node.x !== held.before.x || held.figure.node.z !== held.before.z)) await this.#keep(held.figure.node, held.before);
  }

  /** Keys on the chosen thing; true when the key was one of ours. */
  async key(key: string): Promise<boolean> {
    const figure = this.chosen(), by = { ArrowLeft: [-grid, 0], ArrowRight: [grid, 0], ArrowUp: [0, -grid], ArrowDown: [0, grid] }[key];
    if (!figure || (!by && key.toLowerCase() !== "r")) return false;
    const { node } = figure, before = { x: node.x, z: node.z, turn: node.turn };
    this.crowd().move(node.id, node.x + (by?.[0] ?? 0), node.z + (by?.[1] ?? 0), by ? node.turn : (node.turn + 90) % 360);
    this.stage.draw();
    await this.#keep(node, before);
    return true;
  }

  async #keep(node: Node, before: Place): Promise<void> {
    const origin = this.#originOf(node), was = within(before, origin), put = within(node, origin), wasMoved = node.isMoved;
    try {
      await putPlace(this.src, node.id, put, wasMoved ? was : null);
      this.#back.push(() => this.#undone(node.name, () => (wasMoved ? putPlace(this.src, node.id, was, put) : resetPlace(this.src, node.id, put))));
      this.#undo.hidden = false;
      this.#say(say("scene.arrange.done", node.name));
    } catch (e) {
      this.crowd().move(node.id, before.x, before.z, before.turn);
      this.#failed(e);
    }
    await this.renew().catch(() => this.stage.draw());
  }

  async #undone(name: string, back: () => Promise<unknown>): Promise<void> {
    this.#undo.hidden = this.#back.length === 0;
    try {
      await back();
      this.#say(say("scene.arrange.undone", name));
    } catch (e) {
      this.#failed(e);
    }
    await this.renew().catch(() => this.stage.draw());
  }

  async #resetChosen(): Promise<void> {
    const node = this.chosen()?.node;
    if (!node) return;
    const stood = within(node, this.#originOf(node));
    await this.#undone(node.name, async () => {
      await resetPlace(this.src, node.id, stood);
      this.#back.push(() => this.#undone(node.name, () => putPlace(this.src, node.id, stood, null)));
      this.#undo.hidden = false;
    });
  }

  #originOf(node: Node): { x: number; z: number } {
    const group = node.parentId === null ? null : this.groups().get(node.parentId);
    return { x: group?.originX ?? 0, z: group?.originZ ?? 0 };
  }

  #failed(e: unknown): void { this.#say(e instanceof Refused ? e.message : say("scene.arrange.failed")); }

  #say(text: string): void { this.#note.textContent = text; }

  #floorAt(x: number, y: number): Vector3 | null { return this.stage.ray(x, y).ray.intersectPlane(floor, new Vector3()); }
}
