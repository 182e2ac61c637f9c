import { BufferAttribute, type BufferGeometry, Color, ExtrudeGeometry, Shape as Outline } from "three";
import { spin, travel } from "./motion";
import { ball, box, join, paint, rod, times, type Paint } from "./parts";
import type { Shape } from "./shapes";

/** Conveyor, packing machine, racks. */
export const handling: Record<string, () => Shape> = {
  conveyor: () => ({
    still: join(
      box("belt", 5, 0.1, 0.8, 0, 0.7, 0),
      box("panel", 5, 0.18, 0.08, 0, 0.66, 0.45), box("panel", 5, 0.18, 0.08, 0, 0.66, -0.45),
      times(4, (i) => [box("base", 0.1, 0.68, 0.1, -2.2 + i * 1.47, 0, 0.4), box("base", 0.1, 0.68, 0.1, -2.2 + i * 1.47, 0, -0.4)]),
      rod("steel", 0.09, 0.86, -2.45, 0.72, 0, "z", 12), rod("steel", 0.09, 0.86, 2.45, 0.72, 0, "z", 12),
      box("accent", 0.5, 0.34, 0.3, 1.9, 0.3, 0.55, 0.04),
    ),
    movers: times(4, () => box("carton", 0.45, 0.34, 0.45)).map((geometry, i) => ({ geometry, move: travel(-2.4, 2.4, 9, i / 4, 0.8, 0) })),
  }),
  packer: () => ({
    still: join(
      box("base", 3.7, 0.25, 1.4, 0, 0, 0, 0.04),
      box("belt", 3.8, 0.1, 0.7, 0, 0.75, 0),
      box("body", 1.9, 1.3, 1.9, 0.1, 0.85, 0, 0.1),
      box("base", 1.9, 0.55, 1.8, 0.1, 0.25, 0),
      box("glass", 1.4, 0.8, 0.06, 0.1, 1.05, 0.94),
      box("accent", 1.92, 0.16, 1.92, 0.1, 1.95, 0, 0.04),
      box("dark", 0.4, 0.5, 0.08, 1.3, 1.2, 0.75, 0.02), box("screen", 0.32, 0.26, 0.02, 1.3, 1.36, 0.8),
      box("carton", 0.5, 0.5, 0.5, -1.5, 0, 0.9), box("carton", 0.5, 0.45, 0.5, -1.5, 0.5, 0.88),
    ),
    movers: times(3, () => box("carton", 0.36, 0.3, 0.4)).map((geometry, i) => ({ geometry, move: travel(-1.75, 1.75, 8, i / 3, 0.85, 0) })),
  }),
  store: () => ({
    still: join(
      times(4, (i) => [box("accent", 0.1, 4.1, 0.1, -2.85 + i * 1.9, 0, 1.1), box("accent", 0.1, 4.1, 0.1, -2.85 + i * 1.9, 0, -1.1)]),
      times(4, (level) => [
        box("robot", 5.8, 0.1, 0.08, 0, 0.25 + level * 1.0, 1.1), box("robot", 5.8, 0.1, 0.08, 0, 0.25 + level * 1.0, -1.1), box("panel", 5.7, 0.04, 2.2, 0, 0.32 + level * 1.0, 0),
      ]),
      times(22, (i) => {
        const level = i % 4, column = Math.floor(i / 4), high = 0.45 + ((i * 7) % 5) * 0.07;
        return box(i % 5 === 0 ? "wood" : i % 3 ? "carton" : "panel", 0.75, high, 0.9, -2.4 + column * 0.95, 0.36 + level, i % 2 ? 0.5 : -0.5);
      }),
    ),
    movers: [],
  }),
};

const fins = (count: number, z: number): BufferGeometry[] => times(count, (i) => box("steel", 0.06, 1.3, 0.35, -0.9 + (i * 1.8) / (count - 1), 0.4, z));

/** What supplies: compressor, tank, transformer, photovoltaics, meter, and a machine of which nobody said more. */
export const supply: Record<string, () => Shape> = {
  generic: () => ({
    still: join(
      box("base", 2.5, 0.25, 2.1, 0, 0, 0, 0.04), box("body", 2.4, 1.7, 2.0, 0, 0.25, 0, 0.12), box("accent", 2.42, 0.16, 2.02, 0, 1.5, 0, 0.03),
      box("glass", 1.1, 0.7, 0.06, -0.4, 0.65, 1.0), box("dark", 0.5, 0.6, 0.06, 0.75, 0.75, 1.0, 0.02), box("screen", 0.38, 0.26, 0.02, 0.75, 1.0, 1.04), rod("steel", 0.4, 0.12, 0.4, 2.0, -0.3, "y", 18),
    ),
    movers: [{ geometry: join(times(4, (i) => box("dark", 0.34, 0.03, 0.1, 0.17, 0, 0).rotateY((i * Math.PI) / 2))), move: spin("y", 0.7, 0.4, 2.06, -0.3) }],
  }),
  compressor: () => ({
    still: join(
      box("base", 2.5, 0.2, 1.7, 0, 0, 0, 0.04), box("body", 1.7, 1.6, 1.6, -0.35, 0.2, 0, 0.1), box("accent", 1.72, 0.16, 1.62, -0.35, 1.45, 0, 0.03),
      times(6, (i) => box("dark", 0.5, 0.05, 0.04, 0.05, 0.45 + i * 0.13, 0.8)), rod("dark", 0.42, 0.06, -0.75, 0.95, 0.79, "z", 22),
      rod("steel", 0.36, 1.4, 0.95, 0.95, 0, "y", 18), ball("steel", 0.36, 0.95, 1.62, 0), ball("steel", 0.36, 0.95, 0.32, 0), rod("steel", 0.06, 0.6, 0.6, 1.75, 0, "x", 8),
    ),
    movers: [{ geometry: join(times(5, (i) => box("panel", 0.11, 0.36, 0.03, 0, 0.04, 0).rotateZ((i * 2 * Math.PI) / 5)), rod("steel", 0.08, 0.06, 0, 0, 0, "z", 10)), move: spin("z", 1.2, -0.75, 0.95, 0.85) }],
  }),
  tank: () => ({
    still: join(
      times(4, (i) => rod("base", 0.08, 0.7, i % 2 ? 0.65 : -0.65, 0.35, i < 2 ? 0.65 : -0.65, "y", 8)), rod("tank", 0.95, 1.9, 0, 1.6, 0, "y", 26),
      ball("tank", 0.95, 0, 2.5, 0), rod("accent", 0.97, 0.16, 0, 1.9, 0, "y", 26), rod("steel", 0.1, 1.6, 1.05, 0.8, 0, "y", 10), rod("steel", 0.1, 0.3, 0.95, 1.55, 0, "x", 10), box("dark", 0.35, 0.35, 0.1, 0, 0.9, 0.95, 0.02),
    ),
    movers: [],
  }),
  grid: () => ({
    still: join(
      box("panel", 2.9, 0.15, 2.5), box("base", 2.0, 1.4, 1.3, 0, 0.3, 0, 0.05), fins(9, 0.8), fins(9, -0.8), box("steel", 2.1, 0.12, 1.4, 0, 1.7, 0),
      times(3, (i) => [rod("wood", 0.1, 0.6, -0.6 + i * 0.6, 2.1, 0, "y", 12, 0.06), rod("wood", 0.15, 0.05, -0.6 + i * 0.6, 2.0, 0, "y", 12), rod("wood", 0.14, 0.05, -0.6 + i * 0.6, 2.18, 0, "y", 12), rod("copper", 0.04, 0.2, -0.6 + i * 0.6, 2.45, 0, "y", 8)]),
      rod("steel", 0.22, 1.2, 0, 2.0, -0.55, "x", 14), box("accent", 0.5, 0.5, 0.05, 0.5, 0.8, 1.0),
    ),
    movers: [],
  }),
  meter: () => ({
    still: join(
      box("base", 1.5, 0.15, 1.0), box("body", 1.45, 1.75, 0.9, 0, 0.15, 0, 0.05), box("panel", 0.02, 1.6, 0.02, 0, 0.22, 0.46), box("dark", 0.5, 0.4, 0.04, -0.36, 1.2, 0.45, 0.02), box("screen", 0.4, 0.22, 0.02, -0.36, 1.29, 0.48),
      box("accent", 1.47, 0.1, 0.92, 0, 1.78, 0, 0.02), box("steel", 0.05, 0.3, 0.06, 0.1, 0.9, 0.47), times(4, (i) => box("panel", 0.4, 0.04, 0.02, 0.38, 0.4 + i * 0.1, 0.46)),
    ),
    movers: [],
  }),
  pv: () => ({
    still: join(times(2, (row) => [
      box("solar", 6.2, 0.06, 1.55, 0, 0.75, row ? 1.05 : -0.95, 0, { x: 0.5 }),
      times(7, (i) => box("frame", 0.03, 0.07, 1.56, -3.1 + (i * 6.2) / 6, 0.76, row ? 1.05 : -0.95, 0, { x: 0.5 })),
      box("frame", 6.2, 0.07, 0.03, 0, 0.76, row ? 1.05 : -0.95, 0, { x: 0.5 }),
      times(4, (i) => [box("steel", 0.08, 1.1, 0.08, -2.7 + i * 1.8, 0, (row ? 1.05 : -0.95) - 0.55), box("steel", 0.08, 0.45, 0.08, -2.7 + i * 1.8, 0, (row ? 1.05 : -0.95) + 0.55)]),
    ].flat())),
    movers: [],
  }),
};

/** A saw-tooth roof: a prism along z. */
function prism(color: Paint, w: number, h: number, d: number, x: number, y: number): BufferGeometry {
  const outline = new Outline();
  outline.moveTo(-w / 2, 0);
  outline.lineTo(w / 2, 0);
  outline.lineTo(-w / 2, h);
  const geometry = new ExtrudeGeometry(outline, { depth: d, bevelEnabled: false }).translate(x, y, -d / 2);
  geometry.deleteAttribute("uv");
  const count = geometry.getAttribute("position").count, colors = new Float32Array(count * 3), tone = new Color(paint[color]);
  for (let i = 0; i < count; i++) tone.toArray(colors, i * 3);
  return geometry.setAttribute("color", new BufferAttribute(colors, 3));
}

/** An office, and a hall that is closed. */
export const houses: Record<string, () => Shape> = {
  building: () => ({
    still: join(
      box("body", 6.8, 3.4, 4.8, 0, 0, 0, 0.06), box("roof", 7.0, 0.18, 5.0, 0, 3.4, 0, 0.04), box("accent", 6.84, 0.14, 4.84, 0, 1.6, 0),
      times(5, (i) => [box("glass", 0.9, 0.8, 0.05, -2.6 + i * 1.3, 2.1, 2.4), box("glass", 0.9, 0.8, 0.05, -2.6 + i * 1.3, 2.1, -2.4)]),
      times(4, (i) => box("glass", 0.9, 0.8, 0.05, -2.6 + i * 1.3, 0.6, 2.4)), box("dark", 0.9, 1.35, 0.06, 2.6, 0, 2.4),
      times(3, (i) => box("glass", 0.05, 0.8, 0.9, 3.4, 2.1, -1.4 + i * 1.4)), box("steel", 1.2, 0.4, 0.9, -1.6, 3.58, -0.8, 0.04), box("steel", 0.9, 0.3, 0.8, 1.5, 3.58, 0.6, 0.04),
    ),
    movers: [],
  }),
  hall: () => ({
    still: join(
      box("panel", 8.8, 3.1, 5.8, 0, 0, 0, 0.05), box("accent", 8.84, 0.16, 5.84, 0, 2.6, 0), times(3, (i) => prism("roof", 2.93, 1.1, 5.8, -2.93 + i * 2.93, 3.1)),
      box("dark", 1.8, 1.9, 0.06, -2.4, 0, 2.9), times(5, (i) => box("glass", 0.8, 0.7, 0.05, -0.4 + i * 1.0, 1.4, 2.9)), box("dark", 0.06, 1.9, 1.8, 4.4, 0, 0.5),
    ),
    movers: [],
  }),
};
