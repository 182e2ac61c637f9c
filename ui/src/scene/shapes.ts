import type { BufferGeometry, Matrix4 } from "three";
import { cutting, forming, robot } from "./shapes-machines";
import { handling, houses, supply } from "./shapes-plant";

/** What moves on a thing: its geometry around its own pivot, and where it is after `t` seconds of running. */
export interface Mover {
  geometry: BufferGeometry;
  /** Writes the place within the thing. `t` grows only while the thing runs. */
  move(t: number, into: Matrix4): void;
  /** True for what glows while the thing runs. */
  glows?: boolean;
}

/** A thing: what stands still, and what moves. */
export interface Shape { still: BufferGeometry; movers: Mover[] }

const makers: Record<string, () => Shape> = { ...cutting, ...forming, ...robot, ...handling, ...supply, ...houses };
const made = new Map<string, Shape>();

/** The shape of a kind; made once a page. */
export function shapeOf(kind: string): Shape {
  let shape = made.get(kind);
  if (!shape) made.set(kind, (shape = (makers[kind] ?? makers.generic)()));
  return shape;
}
