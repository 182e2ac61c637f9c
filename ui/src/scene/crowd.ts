import { BoxGeometry, Color, CylinderGeometry, DynamicDrawUsage, Group, InstancedMesh, type Material, Matrix4, MeshBasicMaterial, type Raycaster, type Vector3 } from "three";
import type { Activity, Node, State, Tone } from "./data";
import { type Look, presence } from "./look";
import { type Mover, type Shape, shapeOf } from "./shapes";

/** One of many: where it stands, how fast it runs, how far it has run. */
export interface Figure { node: Node; at: Matrix4; pace: number; ran: number; slot: number; kin: Kin | null; index: number }

/** All things of one shape: drawn together. */
interface Kin { shape: Shape; still: InstancedMesh; movers: { mover: Mover; mesh: InstancedMesh }[]; figures: Figure[] }

const paces: Record<Activity, number> = { running: 1, setup: 0.18, idle: 0, off: 0, fault: 0, unknown: 0 };
const hidden = new Matrix4().makeScale(0, 0, 0), step = new Matrix4(), colour = new Color(), box = new Matrix4();

/** All things of a scene, as few draws as there are shapes; a state is colour and pace, never another geometry. */
export class Crowd {
  readonly group = new Group();
  readonly figures = new Map<number, Figure>();
  #kins: Kin[] = [];
  #order: Figure[] = [];
  #hits: InstancedMesh;
  #lamps: InstancedMesh;
  #posts: InstancedMesh;
  #material: Material;

  constructor(nodes: Node[], material: Material, shadows: boolean) {
    this.#material = material;
    const things = nodes.filter((n) => !n.isGroup), shapes = new Map<string, Node[]>();
    for (const node of things) shapes.set(node.shape, [...(shapes.get(node.shape) ?? []), node]);
    for (const [kind, own] of shapes) this.#kins.push(this.#make(shapeOf(kind), own, shadows));
    this.#order = things.map((n) => this.figures.get(n.id)!);
    this.#order.forEach((figure, i) => (figure.index = i));
    const count = Math.max(1, things.length);
    this.#hits = new InstancedMesh(new BoxGeometry(1, 1, 1).translate(0, 0.5, 0), new MeshBasicMaterial(), count);
    this.#lamps = new InstancedMesh(new CylinderGeometry(0.13, 0.13, 0.36, 14), new MeshBasicMaterial(), count);
    this.#posts = new InstancedMesh(new CylinderGeometry(0.04, 0.04, 1, 6).translate(0, 0.5, 0), material, count);
    this.#posts.geometry.setAttribute("color", this.#posts.geometry.getAttribute("normal").clone());
    const paint = this.#posts.geometry.getAttribute("color");
    for (let i = 0; i < paint.count; i++) paint.setXYZ(i, 0.35, 0.4, 0.43);
    this.group.add(this.#lamps, this.#posts);
    for (const figure of this.#order) this.#stand(figure);
    this.#settle();
  }

  #make(shape: Shape, nodes: Node[], shadows: boolean): Kin {
    const kin: Kin = { shape, still: new InstancedMesh(shape.still, this.#material, nodes.length), movers: [], figures: [] };
    kin.still.castShadow = kin.still.receiveShadow = shadows;
    for (const mover of shape.movers) {
      const mesh = new InstancedMesh(mover.geometry, mover.glows ? new MeshBasicMaterial({ vertexColors: true }) : this.#material, nodes.length);
      mesh.instanceMatrix.setUsage(DynamicDrawUsage);
      mesh.castShadow = shadows && !mover.glows;
      mesh.frustumCulled = false;
      kin.movers.push({ mover, mesh });
    }
    this.group.add(kin.still, ...kin.movers.map((m) => m.mesh));
    nodes.forEach((node, slot) => {
      // each begins elsewhere in its round, the same at every visit
      const figure: Figure = { node, at: new Matrix4(), pace: 0, ran: (node.id * 7.31) % 40, slot, kin, index: 0 };
      kin.figures.push(figure);
      this.figures.set(node.id, figure);
    });
    return kin;
  }

  #stand(figure: Figure): void {
    const { node } = figure;
    figure.at.makeRotationY((-node.turn * Math.PI) / 180).setPosition(node.x, 0, node.z);
    this.#hits.setMatrixAt(figure.index, box.makeScale(node.width, node.height, node.depth).premultiply(figure.at));
    const [x, z] = [node.width / 2 - 0.1, -node.depth / 2 + 0.1];
    this.#posts.setMatrixAt(figure.index, step.makeScale(1, node.height + 0.1, 1).setPosition(x, 0, z).premultiply(figure.at));
    this.#lamps.setMatrixAt(figure.index, step.makeTranslation(x, node.height + 0.25, z).premultiply(figure.at));
    if (figure.kin) {
      figure.kin.still.setMatrixAt(figure.slot, figure.at);
      this.#pose(figure);
    }
  }

  #pose(figure: Figure): void {
    for (const { mover, mesh } of figure.kin!.movers) {
      mover.move(figure.ran, step);
      mesh.setMatrixAt(figure.slot, step.premultiply(figure.at));
    }
  }

  #settle(): void {
    for (const mesh of [this.#hits, this.#lamps, this.#posts, ...this.#kins.flatMap((k) => [k.still, ...k.movers.map((m) => m.mesh)])]) {
      mesh.instanceMatrix.needsUpdate = true;
      mesh.computeBoundingSphere();
    }
  }

  /** Puts a thing elsewhere. */
  move(id: number, x: number, z: number, turn: number): void {
    const figure = this.figures.get(id);
    if (!figure) return;
    Object.assign(figure.node, { x, z, turn });
    this.#stand(figure);
    this.#settle();
  }

  /** A model of its own takes the place of the shape. */
  replace(id: number): void {
    const figure = this.figures.get(id);
    if (!figure?.kin) return;
    figure.kin.still.setMatrixAt(figure.slot, hidden);
    for (const { mesh } of figure.kin.movers) mesh.setMatrixAt(figure.slot, hidden);
    figure.kin = null;
    this.#settle();
  }

  /** Shows how a thing is. */
  tell(state: State, look: Look): void {
    const figure = this.figures.get(state.id);
    if (!figure) return;
    figure.node.state = state;
    figure.pace = paces[state.activity];
    this.#lamps.setColorAt(figure.index, look.lamp[state.tone]);
    const here = presence(state.activity);
    figure.kin?.still.setColorAt(figure.slot, colour.setScalar(here));
    for (const { mover, mesh } of figure.kin?.movers ?? []) mesh.setColorAt(figure.slot, mover.glows ? colour.setScalar(figure.pace > 0 ? 1 : 0.22) : colour.setScalar(here));
  }

  /** After all were told. */
  told(): void {
    for (const mesh of [this.#lamps, ...this.#kins.flatMap((k) => [k.still, ...k.movers.map((m) => m.mesh)])]) if (mesh.instanceColor) mesh.instanceColor.needsUpdate = true;
  }

  /** True while something moves. */
  get isBusy(): boolean { return this.#order.some((f) => f.pace > 0 && (f.kin?.movers.length ?? 0) > 0); }

  /** Lets what runs run on by so many seconds. */
  run(seconds: number): void {
    for (const kin of this.#kins) {
      if (!kin.movers.length) continue;
      let moved = false;
      for (const figure of kin.figures) {
        if (figure.pace === 0 || !figure.kin) continue;
        figure.ran += seconds * figure.pace;
        this.#pose(figure);
        moved = true;
      }
      if (moved) for (const { mesh } of kin.movers) mesh.instanceMatrix.needsUpdate = true;
    }
  }

  /** The thing that a ray hits first; null for none. */
  hit(ray: Raycaster): Figure | null {
    const found = ray.intersectObject(this.#hits, false)[0];
    return found?.instanceId === undefined ? null : this.#order[found.instanceId] ?? null;
  }

  /** The point above a thing at which its name hangs. */
  crown(figure: Figure, into: Vector3): Vector3 { return into.set(figure.node.x, figure.node.height + 0.55, figure.node.z); }

  /** How many are of each tone. */
  tones(): Record<Tone, number> {
    const count: Record<Tone, number> = { act: 0, watch: 0, good: 0, neutral: 0 };
    for (const { node } of this.#order) count[node.state.tone]++;
    return count;
  }

  dispose(): void {
    this.group.traverse((part) => { if (part instanceof InstancedMesh) part.dispose(); });
    this.#hits.dispose();
  }
}
