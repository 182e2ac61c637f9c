import { BoxGeometry, BufferAttribute, type BufferGeometry, Color, CylinderGeometry, Euler, Matrix4, Quaternion, SphereGeometry, Vector3 } from "three";
import { RoundedBoxGeometry } from "three/examples/jsm/geometries/RoundedBoxGeometry.js";
import { mergeGeometries } from "three/examples/jsm/utils/BufferGeometryUtils.js";

/** The colours of things: light bodies, dark feet, one accent. The same in light and dark; what they stand on changes. */
export const paint = {
  body: 0xe6ebed, panel: 0xc6d0d4, base: 0x404c52, dark: 0x232d32, steel: 0x98a5ab, glass: 0x4d6f7c, accent: 0x0f6b7a, screen: 0x58c3d4,
  robot: 0xe08a2e, belt: 0x30393e, carton: 0xc69a66, wood: 0xa9845a, solar: 0x1d4470, frame: 0xb6c1c6, copper: 0xb5793f, roof: 0x8fa0a8, tank: 0xd5dcdf, hot: 0xff9a3d,
} as const;
export type Paint = keyof typeof paint;

const white = new Color();
let isCoarse = false;

/** Where a processor draws, parts have sharp edges and fewer sides: less than half the points. Said before the first shape is made. */
export const drawCoarse = (coarse: boolean): void => { isCoarse = coarse; };

/** Gives every point one colour, so that a whole machine is one geometry with one material. */
function painted(geometry: BufferGeometry, color: Paint): BufferGeometry {
  const flat = geometry.index ? geometry.toNonIndexed() : geometry;
  flat.deleteAttribute("uv");
  const count = flat.getAttribute("position").count, colors = new Float32Array(count * 3);
  white.setHex(paint[color]).toArray(colors, 0);
  for (let i = 1; i < count; i++) colors.copyWithin(i * 3, 0, 3);
  flat.setAttribute("color", new BufferAttribute(colors, 3));
  return flat;
}

export interface Tilt { x?: number; y?: number; z?: number }

const place = (geometry: BufferGeometry, x: number, y: number, z: number, tilt?: Tilt): BufferGeometry =>
  geometry.applyMatrix4(new Matrix4().compose(new Vector3(x, y, z), new Quaternion().setFromEuler(new Euler(tilt?.x ?? 0, tilt?.y ?? 0, tilt?.z ?? 0)), new Vector3(1, 1, 1)));

/** A box that stands on `y`; its edges are broken by `round` metres. */
export function box(color: Paint, w: number, h: number, d: number, x = 0, y = 0, z = 0, round = 0, tilt?: Tilt): BufferGeometry {
  return place(painted(round > 0 && !isCoarse ? new RoundedBoxGeometry(w, h, d, 1, round) : new BoxGeometry(w, h, d), color), x, y + h / 2, z, tilt);
}

/** A cylinder around its middle, along an axis. */
export function rod(color: Paint, radius: number, length: number, x = 0, y = 0, z = 0, axis: "x" | "y" | "z" = "y", sides = 16, top = radius): BufferGeometry {
  const tilt = axis === "x" ? { z: Math.PI / 2 } : axis === "z" ? { x: Math.PI / 2 } : undefined;
  return place(painted(new CylinderGeometry(top, radius, length, isCoarse ? Math.max(6, sides >> 1) : sides), color), x, y, z, tilt);
}

export function ball(color: Paint, radius: number, x = 0, y = 0, z = 0): BufferGeometry {
  return place(painted(isCoarse ? new SphereGeometry(radius, 10, 6) : new SphereGeometry(radius, 16, 10), color), x, y, z);
}

export const join = (...parts: (BufferGeometry | BufferGeometry[])[]): BufferGeometry => mergeGeometries(parts.flat())!;

/** So many copies of a part. */
export const times = (count: number, make: (i: number) => BufferGeometry | BufferGeometry[]): BufferGeometry[] => Array.from({ length: count }, (_, i) => make(i)).flat();
