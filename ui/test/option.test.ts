import assert from "node:assert/strict";
import { test } from "node:test";
import { height, option, type Line, type Scene } from "../src/chart/option";
import type { Look } from "../src/chart/palette";

(globalThis as { document?: unknown }).document = { documentElement: { lang: "en", dataset: {} } }; // words of limits are in the page's language

const look = { series: ["#111", "#222"], text: "t", faint: "f", line: "l", surface: "s", accent: "a", act: "red", watch: "amber", info: "blue" } as Look;
const line = (over: Partial<Line>): Line => ({ id: 1, title: "Force", unit: "kN", kind: "measurement", shown: true, points: [], means: [], reduced: false, ...over });
const scene = (lines: Line[], over: Partial<Scene> = {}): Scene =>
  ({ lines, marks: [], span: { from: 0, to: 1000 }, now: null, width: 1000, look, reader: { lang: "en", zone: "UTC" }, compact: false, ...over });
interface Drawn { id: string; data: unknown; markLine?: { data: { xAxis?: number; yAxis?: number }[] }; markArea?: { data: unknown[] }; xAxisIndex: number }
const drawn = (s: Scene): Drawn[] => option(s).series as Drawn[];

test("a condensed line is its mean within a band; every sample, and a state, is drawn as it is", () => {
  const points: Line["points"] = [[0, 1], [10, 9], [20, 1], [30, 9]], means: Line["means"] = [[15, 5]];
  const [band, mean] = drawn(scene([line({ points, means, reduced: true })]));
  assert.deepEqual([band.id, mean.id, mean.data], ["band1", "line1", means]);
  assert.deepEqual(drawn(scene([line({ points, means })])).map((d) => [d.id, d.data]), [["line1", points]]);
  assert.deepEqual(drawn(scene([line({ points, means, reduced: true, kind: "state", states: {} })])).map((d) => d.data), [points]);
});

test("the axis holds the whole band, not the means only", () => {
  const points: Line["points"] = [[0, 3], [1, 2], [10, 9], [11, 1], [20, 4], [21, 2]];
  const [band] = drawn(scene([line({ points, means: [[15, 3]], reduced: true })], { width: 500 })) as unknown as { encode: unknown; data: number[][] }[];
  assert.deepEqual([band.encode, band.data.map((d) => d.slice(1))], [{ x: 0, y: [1, 2] }, [[1, 9]]]);
});

test("limits are lines, events are marks and areas", () => {
  const limits = { lowAlarm: null, lowWarning: null, highWarning: 100, highAlarm: 130.5 };
  const marks = [{ from: 500, to: null, text: "New tool", level: "info" }, { from: 600, to: 700, text: "Stop", level: "act" }, { from: 5000, to: null, text: "later", level: "info" }];
  const [one] = drawn(scene([line({ points: [[0, 1]], limits })], { marks }));
  assert.deepEqual(one.markLine!.data.map((d) => d.yAxis ?? d.xAxis), [100, 130.5, 500, 600]);
  assert.equal(one.markArea!.data.length, 1);
});

test("each unit has a panel, all on one time axis", () => {
  const lines = [line({}), line({ id: 2, unit: "bar" }), line({ id: 3, unit: "kN" }), line({ id: 4, unit: "Cel", shown: false })], s = scene(lines);
  assert.deepEqual(drawn(s).map((d) => d.xAxisIndex), [0, 1, 0]);
  assert.deepEqual((option(s).xAxis as { min: number; max: number }[]).map((x) => [x.min, x.max]), [[0, 1000], [0, 1000]]);
  assert.equal(height(2), 26 + 28 + 2 * 230 + 34);
});
