import assert from "node:assert/strict";
import { test } from "node:test";
import { isoOf, payloadOf, Series, type Quality } from "@werkstrom/edge-common";

const good: Quality = { word: "good", code: "Good" };
const bad: Quality = { word: "bad", code: "BadSensorFailure" };

test("a value that is said again at its instant is not sent again", () => {
  const series = new Series();
  assert.equal(series.take(1, 1000, good)?.value, 1);
  assert.equal(series.take(1, 1000, good), undefined);
});

test("a quality that changes without a new source time gets the server's time, and hides nothing", () => {
  const series = new Series();
  series.take(1, 1000, good);
  assert.deepEqual(series.take(1, 1000, bad, 5000), { value: 1, micros: 5000, quality: bad });
  assert.deepEqual(series.take(2, 5000, good, 5000), { value: 2, micros: 5001, quality: good });
});

test("bad without a value holds the last value; before the first there is nothing to say", () => {
  const series = new Series();
  assert.equal(series.take(null, 1000, bad), undefined);
  series.take(7, 2000, good);
  assert.deepEqual(series.take(null, 3000, bad), { value: 7, micros: 3000, quality: bad });
});

test("payloads carry microseconds, the code of a bad quality, and a unit only with numbers", () => {
  assert.equal(isoOf(Date.UTC(2026, 0, 2, 3, 4, 5, 678) * 1000 + 9), "2026-01-02T03:04:05.678009Z");
  assert.equal(payloadOf({ value: 71.5, micros: 0, quality: bad }, "Cel"), '{"value":71.5,"time":"1970-01-01T00:00:00.000Z","quality":"BadSensorFailure","unit":"Cel"}');
  assert.equal(payloadOf({ value: "on", micros: 0, quality: good }, "Cel"), '{"value":"on","time":"1970-01-01T00:00:00.000Z","quality":"good"}');
});
