import { forearm, slide, spin, stand, turret } from "./motion";
import { ball, box, join, rod, times } from "./parts";
import type { Shape } from "./shapes";

/** The lamp post of a machine stands at its right rear corner; see lamps.ts. */

/** Milling machine, lathe, saw: a tool turns. */
export const cutting: Record<string, () => Shape> = {
  mill: () => ({
    still: join(
      box("base", 3.1, 0.3, 2.5, 0, 0, 0, 0.04),
      box("body", 3.1, 2.1, 0.95, 0, 0.3, -0.75, 0.08),
      box("body", 0.45, 2.1, 2.4, -1.3, 0.3, 0, 0.08),
      box("body", 0.75, 2.1, 2.4, 1.15, 0.3, 0, 0.08),
      box("accent", 3.1, 0.32, 0.8, 0, 2.1, 0.82, 0.06),
      box("panel", 1.95, 0.6, 0.25, -0.15, 0.3, 1.1, 0.05),
      box("dark", 0.46, 0.62, 0.06, 1.15, 1.35, 1.22, 0.02, { x: -0.15 }),
      box("screen", 0.38, 0.3, 0.02, 1.15, 1.55, 1.25, 0, { x: -0.15 }),
      box("steel", 0.62, 0.75, 0.6, -0.15, 1.62, -0.05, 0.05),
      box("glass", 0.7, 1.15, 0.05, -0.72, 0.95, 1.18),
    ),
    movers: [
      { geometry: join(box("steel", 1.5, 0.16, 0.85), box("dark", 0.5, 0.18, 0.4, 0.1, 0.16, 0)), move: slide("x", 0.22, 5, -0.15, 0.85, 0.15) },
      { geometry: join(rod("dark", 0.14, 0.3, 0, 0.1), rod("steel", 0.07, 0.4, 0, -0.15), box("steel", 0.34, 0.05, 0.1, 0, -0.32)), move: spin("y", 1.6, -0.15, 1.55, 0.1) },
    ],
  }),
  lathe: () => ({
    still: join(
      box("base", 3.7, 0.25, 1.9, 0, 0, 0, 0.04),
      box("panel", 3.6, 0.6, 1.7, 0, 0.25, 0, 0.06),
      box("body", 1.15, 1.2, 1.6, -1.2, 0.75, -0.05, 0.1),
      box("accent", 1.15, 0.18, 1.62, -1.2, 1.55, -0.05, 0.03),
      box("body", 2.5, 1.05, 0.3, 0.5, 0.85, -0.68, 0.06),
      box("body", 0.55, 0.7, 0.6, 1.45, 0.85, -0.05, 0.06),
      rod("steel", 0.1, 0.4, 1.0, 1.25, -0.05, "x", 12),
      box("dark", 0.5, 0.5, 0.06, -1.2, 1.0, 0.78, 0.02),
      box("screen", 0.4, 0.25, 0.02, -1.2, 1.16, 0.81),
      box("steel", 2.4, 0.08, 0.25, 0.5, 0.85, 0.2),
    ),
    movers: [
      { geometry: join(rod("steel", 0.36, 0.28, 0, 0, 0, "x", 20), times(3, (i) => box("dark", 0.16, 0.3, 0.12, 0.18, 0.08, 0).rotateX((i * 2 * Math.PI) / 3))), move: spin("x", 1.1, -0.5, 1.25, -0.05) },
      { geometry: join(rod("copper", 0.13, 1.2, 0, 0, 0, "x", 8), box("copper", 1.1, 0.06, 0.06, 0, 0.1, 0)), move: spin("x", 1.1, 0.25, 1.25, -0.05) },
      { geometry: join(box("dark", 0.5, 0.35, 0.5), box("steel", 0.12, 0.12, 0.4, 0, 0.3, -0.2)), move: slide("x", 0.4, 7, 0.35, 0.92, 0.35) },
    ],
  }),
  saw: () => ({
    still: join(
      box("base", 1.3, 0.75, 1.9, 0.2, 0, 0, 0.05),
      box("panel", 3.3, 0.14, 0.8, 0, 0.7, 0),
      times(6, (i) => rod("steel", 0.07, 0.78, -1.5 + i * 0.6, 0.88, 0, "z", 8)),
      times(2, (i) => box("base", 0.14, 0.7, 0.7, i ? 1.5 : -1.5, 0, 0)),
      box("body", 0.5, 1.1, 0.8, 0.2, 0.7, -0.75, 0.08),
      box("accent", 0.55, 0.2, 1.7, 0.2, 1.62, -0.2, 0.05),
      box("dark", 0.4, 0.45, 0.1, 1.2, 1.1, -0.8, 0.02),
      box("screen", 0.32, 0.24, 0.02, 1.2, 1.22, -0.74),
      rod("steel", 0.04, 0.5, 1.2, 0.85, -0.8),
    ),
    movers: [
      { geometry: join(rod("steel", 0.56, 0.04, 0, 0, 0, "x", 28), times(4, (i) => box("dark", 0.05, 0.16, 0.12, 0, 0.3, 0).rotateX((i * Math.PI) / 2)), rod("base", 0.12, 0.1, 0, 0, 0, "x", 12)), move: spin("x", 0.9, 0.2, 1.3, 0) },
      { geometry: box("copper", 2.2, 0.2, 0.26), move: slide("x", 0.35, 9, -0.6, 0.95, 0) },
    ],
  }),
};

/** Press, oven, washing plant. */
export const forming: Record<string, () => Shape> = {
  press: () => ({
    still: join(
      box("base", 2.5, 0.6, 2.3, 0, 0, 0, 0.06),
      times(4, (i) => rod("steel", 0.15, 2.4, i % 2 ? 0.95 : -0.95, 1.8, i < 2 ? 0.85 : -0.85, "y", 14)),
      box("body", 2.5, 0.75, 2.3, 0, 2.85, 0, 0.1),
      box("accent", 2.52, 0.16, 2.32, 0, 2.95, 0, 0.03),
      rod("panel", 0.4, 0.35, 0, 3.65, 0, "y", 20),
      box("steel", 1.7, 0.25, 1.6, 0, 0.6, 0, 0.03),
      box("copper", 0.7, 0.1, 0.6, 0, 0.85, 0),
      box("body", 0.3, 1.3, 0.5, 1.1, 0.6, 1.05, 0.04),
      box("screen", 0.02, 0.3, 0.35, 1.26, 1.45, 1.05),
    ),
    movers: [
      { geometry: join(box("panel", 1.75, 0.45, 1.6, 0, 0, 0, 0.05), rod("steel", 0.26, 1.2, 0, 1.0, 0, "y", 16), box("dark", 0.9, 0.14, 0.8, 0, -0.14, 0)), move: slide("y", 0.4, 3.2, 0, 1.6, 0, 2) },
    ],
  }),
  oven: () => ({
    still: join(
      box("base", 4.1, 0.3, 2.9, 0, 0, 0, 0.05),
      box("panel", 4.0, 2.1, 2.7, 0, 0.3, 0, 0.14),
      box("body", 4.06, 0.4, 2.76, 0, 1.95, 0, 0.08),
      box("dark", 1.7, 1.35, 0.12, -0.45, 0.55, 1.34, 0.04),
      box("accent", 1.9, 0.14, 0.18, -0.45, 1.95, 1.34, 0.03),
      box("body", 0.6, 1.3, 0.12, 1.4, 0.6, 1.36, 0.03),
      box("screen", 0.4, 0.3, 0.04, 1.4, 1.4, 1.42),
      rod("steel", 0.22, 0.75, -1.3, 2.6, -0.7, "y", 16),
      rod("steel", 0.3, 0.1, -1.3, 2.9, -0.7, "y", 16),
      rod("steel", 0.36, 0.3, 0.9, 2.45, -0.4, "y", 18),
      times(3, (i) => box("steel", 0.08, 1.7, 2.72, -1.95 + i * 0.16, 0.4, 0)),
    ),
    movers: [
      { geometry: box("hot", 1.3, 0.5, 0.06), move: stand(-0.45, 1.15, 1.38), glows: true },
      { geometry: join(times(4, (i) => box("dark", 0.3, 0.03, 0.1, 0.15, 0, 0, 0, { x: 0.4 }).rotateY((i * Math.PI) / 2)), rod("dark", 0.07, 0.08, 0, 0.02, 0, "y", 10)), move: spin("y", 0.8, 0.9, 2.62, -0.4) },
    ],
  }),
  washer: () => ({
    still: join(
      box("base", 3.3, 0.3, 2.1, 0, 0, 0, 0.04),
      box("body", 3.2, 1.6, 2.0, 0, 0.3, 0, 0.2),
      box("accent", 3.22, 0.16, 2.02, 0, 1.45, 0, 0.04),
      rod("panel", 0.62, 0.1, -0.6, 1.0, 1.0, "z", 24),
      rod("glass", 0.5, 0.12, -0.6, 1.0, 1.01, "z", 24),
      rod("steel", 0.16, 0.5, 0.9, 2.1, -0.5, "y", 14),
      rod("steel", 0.09, 2.4, 0, 2.0, 0.6, "x", 10),
      box("dark", 0.5, 0.6, 0.08, 1.05, 0.8, 1.0, 0.02),
      box("screen", 0.4, 0.26, 0.03, 1.05, 1.05, 1.04),
    ),
    movers: [{ geometry: join(times(3, (i) => box("screen", 0.84, 0.07, 0.03).translate(0, -0.035, 0).rotateZ((i * Math.PI) / 3))), move: spin("z", 0.35, -0.6, 1.0, 1.08) }],
  }),
};

const rail = 1.55;

/** A robot in its cell. */
export const robot: Record<string, () => Shape> = {
  robot: () => ({
    still: join(
      box("panel", 3.3, 0.06, 3.3),
      times(3, (i) => box("steel", 0.07, 1.5, 0.07, i === 0 ? -rail : i === 1 ? rail : -rail, 0, i === 2 ? rail : -rail)),
      box("frame", 3.1, 0.06, 0.05, 0, 1.42, -rail), box("frame", 3.1, 0.06, 0.05, 0, 0.75, -rail), box("frame", 3.1, 0.06, 0.05, 0, 0.15, -rail),
      box("frame", 0.05, 0.06, 3.1, -rail, 1.42, 0), box("frame", 0.05, 0.06, 3.1, -rail, 0.75, 0), box("frame", 0.05, 0.06, 3.1, -rail, 0.15, 0),
      times(9, (i) => box("frame", 0.02, 1.3, 0.02, -1.35 + i * 0.34, 0.12, -rail)),
      times(9, (i) => box("frame", 0.02, 1.3, 0.02, -rail, 0.12, -1.35 + i * 0.34)),
      rod("base", 0.42, 0.36, 0, 0.24, 0, "y", 20),
      box("base", 1.5, 0.75, 0.7, 0, 0.06, 1.15, 0.04),
      box("copper", 0.8, 0.16, 0.4, 0, 0.81, 1.15),
      box("body", 0.5, 1.2, 0.4, 1.2, 0.06, -1.2, 0.04),
      box("screen", 0.3, 0.2, 0.02, 1.2, 0.95, -0.99),
    ),
    movers: [
      { geometry: join(rod("robot", 0.32, 0.36, 0, 0.18, 0, "y", 18), box("robot", 0.34, 1.15, 0.36, 0, 0.3, -0.12, 0.1, { x: -0.18 }), ball("dark", 0.22, 0, 1.38, -0.22)), move: turret(0.42) },
      { geometry: join(box("robot", 0.26, 0.26, 1.25, 0, -0.13, 0.5, 0.08), ball("dark", 0.15, 0, 0, 1.15), rod("steel", 0.06, 0.45, 0, -0.2, 1.2, "y", 10)), move: forearm(0.42, 1.38, -0.22) },
    ],
  }),
};
