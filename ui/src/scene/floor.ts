import { BufferGeometry, CanvasTexture, Color, Float32BufferAttribute, Group, InstancedMesh, Mesh, MeshBasicMaterial, MeshLambertMaterial, Matrix4, PlaneGeometry, ShapeGeometry, Shape, SRGBColorSpace } from "three";
import type { Node, Tone } from "./data";
import type { Look } from "./look";

const flat = -Math.PI / 2;

/** A rectangle with round corners, lying on the floor. */
function plate(width: number, depth: number, round: number): BufferGeometry {
  const [x, y, r] = [width / 2, depth / 2, Math.min(round, width / 2, depth / 2)], shape = new Shape();
  shape.moveTo(-x + r, -y).lineTo(x - r, -y).absarc(x - r, -y + r, r, flat, 0, false).lineTo(x, y - r).absarc(x - r, y - r, r, 0, -flat, false)
    .lineTo(-x + r, y).absarc(-x + r, y - r, r, -flat, Math.PI, false).lineTo(-x, -y + r).absarc(-x + r, -y + r, r, Math.PI, Math.PI * 1.5, false);
  return new ShapeGeometry(shape, 4).rotateX(flat);
}

/** A soft dark patch: what stands on the floor belongs to it. Drawn once, used by all. */
function softPatch(): CanvasTexture {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 128;
  const pen = canvas.getContext("2d")!;
  pen.filter = "blur(10px)";
  pen.fillStyle = "#000";
  pen.fillRect(22, 22, 84, 84);
  return new CanvasTexture(canvas);
}

/** The name of a group, written on its floor. */
function words(text: string, colour: string): { texture: CanvasTexture; ratio: number } {
  const canvas = document.createElement("canvas"), pen = canvas.getContext("2d")!, font = "600 56px system-ui, sans-serif";
  pen.font = font;
  const width = Math.min(2048, Math.ceil(pen.measureText(text).width) + 16);
  [canvas.width, canvas.height] = [width, 80];
  pen.font = font;
  pen.fillStyle = colour;
  pen.textBaseline = "middle";
  pen.fillText(text, 8, 42, width - 16);
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  texture.anisotropy = 4;
  return { texture, ratio: width / 80 };
}

/** What things stand on: ground, plates of groups with their names, shadows of contact, and a ring around what needs a person. */
export class Floor {
  readonly group = new Group();
  #patches: InstancedMesh | null = null;
  #rings = new Map<number, Mesh>();
  #nodes: Node[];

  constructor(nodes: Node[], look: Look, shadows: boolean, reach: number) {
    this.#nodes = nodes;
    const ground = new Mesh(new PlaneGeometry(reach * 14, reach * 14).rotateX(flat), new MeshBasicMaterial({ color: look.ground }));
    ground.position.y = -0.12;
    this.group.add(ground);
    const depths = new Map<number, number>();
    for (const node of nodes.filter((n) => n.isGroup)) {
      const depth = node.parentId === null ? 0 : (depths.get(node.parentId) ?? 0) + 1;
      depths.set(node.id, depth);
      this.#group(node, depth, look, shadows);
    }
    this.#contacts(look);
  }

  #group(node: Node, depth: number, look: Look, shadows: boolean): void {
    const y = -0.08 + depth * 0.03, colour = depth === 0 ? look.site : look.plate;
    const rim = new Mesh(plate(node.width, node.depth, 0.9), new MeshBasicMaterial({ color: look.edge }));
    rim.position.set(node.x, y - 0.012, node.z);
    const floor = new Mesh(plate(node.width - 0.16, node.depth - 0.16, 0.84), shadows ? new MeshLambertMaterial({ color: colour }) : new MeshBasicMaterial({ color: colour }));
    floor.position.set(node.x, y, node.z);
    floor.receiveShadow = shadows;
    const { texture, ratio } = words(node.name, look.word), high = Math.min(1.15, (node.width - 1.6) / ratio);
    const label = new Mesh(new PlaneGeometry(high * ratio, high).rotateX(flat), new MeshBasicMaterial({ map: texture, transparent: true, depthWrite: false }));
    label.position.set(node.x - node.width / 2 + 0.9 + (high * ratio) / 2, y + 0.02, node.z + node.depth / 2 - 1.05);
    this.group.add(rim, floor, label);
  }

  #contacts(look: Look): void {
    const things = this.#nodes.filter((n) => !n.isGroup);
    if (!things.length) return;
    const material = new MeshBasicMaterial({ map: softPatch(), transparent: true, opacity: look.shade, depthWrite: false });
    this.#patches = new InstancedMesh(new PlaneGeometry(1, 1).rotateX(flat), material, things.length);
    this.#patches.renderOrder = 1;
    this.group.add(this.#patches);
    this.renew();
  }

  /** After something was moved. */
  renew(): void {
    const things = this.#nodes.filter((n) => !n.isGroup), place = new Matrix4(), size = new Matrix4();
    things.forEach((n, i) => {
      place.makeRotationY((-n.turn * Math.PI) / 180).setPosition(n.x, 0.012, n.z);
      this.#patches?.setMatrixAt(i, place.multiply(size.makeScale((n.width + 0.2) * 1.5, 1, (n.depth + 0.2) * 1.5)));
    });
    if (this.#patches) this.#patches.instanceMatrix.needsUpdate = true;
    for (const [id, ring] of this.#rings) {
      const node = things.find((n) => n.id === id);
      if (node) ring.position.set(node.x, 0.03, node.z);
    }
  }

  /** Draws a ring around a thing; null takes it away. */
  ring(node: Node, tone: Tone | "accent" | null, look: Look): void {
    const before = this.#rings.get(node.id);
    if (before) {
      this.group.remove(before);
      before.geometry.dispose();
      this.#rings.delete(node.id);
    }
    if (!tone) return;
    const colour = tone === "accent" ? new Color(0x2aa3b8) : look.lamp[tone];
    const ring = new Mesh(frame(node.width + 0.9, node.depth + 0.9, 0.16), new MeshBasicMaterial({ color: colour }));
    ring.position.set(node.x, 0.03, node.z);
    ring.rotation.y = (-node.turn * Math.PI) / 180;
    this.#rings.set(node.id, ring);
    this.group.add(ring);
  }

  dispose(): void {
    this.group.traverse((part) => {
      if (!(part instanceof Mesh)) return;
      part.geometry.dispose();
      (part.material as MeshBasicMaterial).map?.dispose();
      (part.material as MeshBasicMaterial).dispose();
    });
  }
}

/** A frame on the floor, `thick` wide. */
function frame(width: number, depth: number, thick: number): BufferGeometry {
  const [x, z, i, j] = [width / 2, depth / 2, width / 2 - thick, depth / 2 - thick], points: number[] = [];
  const quad = (a: number[], b: number[], c: number[], d: number[]): void => { for (const [px, pz] of [a, b, c, a, c, d]) points.push(px, 0, pz); };
  quad([-x, -z], [-i, -j], [i, -j], [x, -z]);
  quad([x, -z], [i, -j], [i, j], [x, z]);
  quad([x, z], [i, j], [-i, j], [-x, z]);
  quad([-x, z], [-i, j], [-i, -j], [-x, -z]);
  return new BufferGeometry().setAttribute("position", new Float32BufferAttribute(points, 3));
}
