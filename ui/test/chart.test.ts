import { digitsOf } from "../src/chart/table";
import assert from "node:assert/strict";
import { test } from "node:test";
import { moved } from "../src/chart/gestures";
import { band, Kept, lowerBound, type ChartData } from "../src/chart/samples";
import { fromAddress, keyed, length, toAddress, zoom } from "../src/chart/span";
import { View } from "../src/chart/view";
import { ticks } from "../src/chart/ticks";
import type { Reader } from "../src/format";

const berlin: Reader = { lang: "de", zone: "Europe/Berlin" }, hour = 3_600_000, day = 24 * hour;
const data = (t: number[], v: number[], gaps: [number, number][] = [], reduced = false): ChartData => ({ t, v, gaps, reduced });

test("zooming keeps the instant under the pointer", () => {
  const near = zoom({ from: 0, to: 1000 }, 0.5, 0.25);
  assert.deepEqual(near, { from: 125, to: 625 });
  assert.equal(length(zoom({ from: 0, to: 12 }, 0.01)), 10);
});

test("keys move, zoom and jump", () => {
  const span = { from: 0, to: 1000 };
  assert.deepEqual(keyed("ArrowRight", span), { from: 200, to: 1200 });
  assert.deepEqual(keyed("+", span), { from: 250, to: 750 });
  assert.deepEqual(keyed("-", span), { from: -500, to: 1500 });
  assert.equal(keyed("Home", span), "start");
  assert.equal(keyed("End", span), "end");
  assert.equal(keyed("a", span), undefined);
});

test("what is under two fingers stays under them", () => {
  const near = moved({ from: 0, to: 1000 }, [0.4, 0.6], [0.3, 0.7]);
  assert.deepEqual([Math.round(near.from), Math.round(near.to)], [250, 750]);
  assert.equal(Math.round(moved({ from: 0, to: 1000 }, [0.5], [0.6]).from), -100);
});

test("the address keeps the span", () => {
  const query = new URLSearchParams("signals=1,2&last=1d");
  const fixed = toAddress(query, { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 2) }, false);
  assert.equal(fixed.toString(), "signals=1%2C2&from=2026-01-01T00%3A00%3A00Z&to=2026-01-02T00%3A00%3A00Z");
  assert.deepEqual(fromAddress(fixed), { fixed: { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 2) } });
  assert.equal(toAddress(query, { from: 0, to: 7 * day }, true).get("last"), "1w");
  assert.deepEqual(fromAddress(new URLSearchParams("last=5400s")), { last: 5_400_000 });
  assert.equal(fromAddress(new URLSearchParams("from=b&to=a")), undefined);
});

test("marks stand on round local hours, also on the day of 25 hours", () => {
  const marks = ticks({ from: Date.UTC(2026, 9, 24, 22), to: Date.UTC(2026, 9, 25, 23) }, 10, berlin);
  assert.deepEqual(marks.map((m) => m.text), ["25.10.", "03:00", "06:00", "09:00", "12:00", "15:00", "18:00", "21:00"]);
  assert.equal(marks[1].at - marks[0].at, 4 * hour);
});

test("marks of long spans are days and months", () => {
  assert.deepEqual(ticks({ from: Date.UTC(2026, 2, 1), to: Date.UTC(2026, 2, 4) }, 4, berlin).map((m) => m.text), ["02.03.", "03.03.", "04.03."]);
  assert.deepEqual(ticks({ from: Date.UTC(2026, 0, 15), to: Date.UTC(2026, 4, 15) }, 5, berlin).map((m) => m.text), ["Feb 2026", "Mär 2026", "Apr 2026", "Mai 2026"]);
});

test("a gap breaks the line", () => {
  const kept = new Kept();
  kept.add({ span: { from: 0, to: 100 }, perPixel: 1, data: data([10, 20, 80, 90], [1, 2, 3, 4], [[20, 80]]) });
  assert.deepEqual(kept.points({ from: 0, to: 100 }), [[10, 1], [20, 2], [20, null], [80, 3], [90, 4]]);
});

test("coarse data are drawn around the fine ones until finer ones are there", () => {
  const kept = new Kept();
  kept.add({ span: { from: 0, to: 100 }, perPixel: 10, data: data([0, 25, 50, 75], [0, 1, 2, 3], [], true) });
  kept.add({ span: { from: 40, to: 60 }, perPixel: 1, data: data([45, 55], [7, 8]) });
  assert.deepEqual(kept.points({ from: 20, to: 80 }), [[25, 1], [45, 7], [55, 8], [75, 3]]);
  assert.equal(kept.has({ from: 41, to: 59 }, 0.1), true); // every sample is there: no need to load
  assert.equal(kept.has({ from: 20, to: 59 }, 1), false);
});

test("live samples join at the right edge; a silence becomes a gap, the past stays", () => {
  const kept = new Kept();
  kept.add({ span: { from: 0, to: 100 }, perPixel: 1, data: data([90], [1]) });
  kept.append(100, 2, 30);
  kept.append(100, 9, 30); // the same instant again
  kept.append(200, 3, 30);
  assert.deepEqual(kept.points({ from: 0, to: 300 }), [[90, 1], [100, 2], [100, null], [200, 3]]);
  const past = new Kept();
  past.add({ span: { from: 0, to: 100 }, perPixel: 1, data: data([90], [1]) });
  past.append(10_000_000, 2, 30);
  assert.deepEqual(past.points({ from: 0, to: 100 }), [[90, 1]]);
});

test("the band has the least and the greatest of each stretch, and ends at a gap", () => {
  assert.deepEqual(band([[1, 5], [2, 9], [3, 1], [11, 4], [12, null], [21, 2]], 10),
    [{ t: 5, min: 1, max: 9 }, { t: 15, min: 4, max: 4 }, null, { t: 25, min: 2, max: 2 }]);
});

test("an instant is found by halving", () => assert.deepEqual([0, 5, 7, 99].map((at) => lowerBound([5, 6, 7], at)), [0, 0, 2, 3]));

test("a table shows as many decimals as its samples have", () => {
  assert.equal(digitsOf([790.1, 987.25, null]), 2);
  assert.equal(digitsOf([20.000001234, 3]), 0);
  assert.equal(digitsOf([84, 0]), 0);
  assert.equal(digitsOf([1e-7]), undefined);
});

test("a thinned out line has the means; live samples go into the mean of their four pixels", () => {
  const kept = new Kept(), thinned = { ...data([0, 5, 9], [1, 9, 2], [], true), mean: { t: [5], v: [4] } };
  kept.add({ span: { from: 0, to: 100 }, perPixel: 2, data: thinned });
  assert.deepEqual(kept.means({ from: 0, to: 100 }), [[5, 4]]);
  kept.append(20, 6, Infinity);
  kept.append(26, 8, Infinity); // still the same eight milliseconds
  kept.append(28, 1, Infinity);
  assert.deepEqual(kept.means({ from: 0, to: 100 }), [[5, 4], [23, 7], [28, 1]]);
  const whole = new Kept();
  whole.add({ span: { from: 0, to: 100 }, perPixel: 1, data: data([1, 2], [3, 4]) });
  assert.deepEqual(whole.means({ from: 0, to: 100 }), [[1, 3], [2, 4]]);
});

test("the way back leads to where a gesture began", () => {
  const view = new View({ live: false, latest: 1_000_000 }, () => 2_000_000);
  view.follow(1_000);
  view.go({ from: 0, to: 500 }, false);
  view.go({ from: 0, to: 100 }, true);
  assert.equal(view.back(), true);
  assert.deepEqual([view.span, view.canBack], [{ from: 999_001, to: 1_000_001 }, false]);
  assert.equal(view.back(), false);
});

test("the right edge goes on with time, by a pixel at least, and not while a hand is on it", () => {
  let now = 100_000;
  const view = new View({ live: true }, () => now);
  view.follow(10_000);
  assert.equal(view.tick(100), true);
  now += 50; // half a pixel
  assert.equal(view.tick(100), false);
  now += 60;
  assert.equal(view.tick(100), true);
  assert.deepEqual(view.span, { from: 90_110, to: 100_110 });
  view.go({ from: 0, to: 10 }, false, true);
  now += 60_000;
  assert.equal(view.tick(100), false);
});

test("a span by its name stays around what is seen, and ends at the end where the end is seen", () => {
  const view = new View({ live: true, first: 0 }, () => 40 * day);
  view.go({ from: 10 * day, to: 12 * day }, true);
  view.show("1d");
  assert.deepEqual(view.span, { from: 10.5 * day, to: 11.5 * day });
  view.follow(day);
  view.show("1w");
  assert.deepEqual([view.span, view.following], [{ from: 33 * day, to: 40 * day }, true]);
  view.show("all");
  assert.deepEqual(view.span, { from: 0, to: 40 * day });
});
