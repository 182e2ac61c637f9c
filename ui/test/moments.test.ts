import assert from "node:assert/strict";
import { test } from "node:test";
import { hourOf, momentsOf, momentText } from "../src/scene/moments";

const of = (text: string): number => Date.parse(text), minutes = 60_000, noon = of("2026-11-23T12:00:00Z");

test("the moments of an hour are 15 seconds apart, whatever the time is", () => {
  assert.deepEqual(momentsOf(noon, 60 * minutes, noon + 600 * minutes), { first: noon, step: 15_000, count: 241 });
  assert.deepEqual(momentsOf(noon, 60 * minutes, of("2026-11-23T12:31:07.321Z")), { first: noon, step: 15_000, count: 125 });
  assert.deepEqual(momentsOf(noon, 480 * minutes, of("2026-11-23T12:31:07Z")), { first: noon, step: 120_000, count: 16 });
  assert.deepEqual(momentsOf(noon, 1440 * minutes, noon + 5 * minutes), { first: noon, step: 15_000, count: 21 }); // less than a step of six minutes is past
  assert.equal(momentsOf(noon, 60 * minutes, noon + 59_000), null);
});

test("a moment that is asked for is among them exactly", () => {
  for (const text of ["2026-11-23T12:00:00Z", "2026-11-23T12:23:07Z", "2026-11-23T12:23:07.125Z", "2026-11-23T13:00:00Z"]) {
    const at = of(text), { first, step, count } = momentsOf(noon, 60 * minutes, of("2026-11-23T13:10:00Z"), at)!, place = (at - first) / step;
    assert.ok(Number.isInteger(place) && place >= 0 && place < count && first >= noon && first - noon < step, text);
    assert.equal(momentText(first + place * step), text);
  }
});

test("a moment is seen within its hour, or the hour before it when that has only begun", () => {
  assert.equal(hourOf(of("2026-11-23T12:23:07Z"), of("2026-11-23T12:24:00Z")), noon);
  assert.equal(hourOf(of("2026-11-23T13:00:45Z"), of("2026-11-23T13:01:30Z")), of("2026-11-23T12:01:00Z"));
  const at = of("2026-11-23T13:00:45Z"), { first, step, count } = momentsOf(of("2026-11-23T12:01:00Z"), 60 * minutes, of("2026-11-23T13:01:30Z"), at)!;
  assert.equal(first + step * (count - 2), at); // and 13:01:00
});
