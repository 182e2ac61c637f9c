import assert from "node:assert/strict";
import { test } from "node:test";
import { agoText, exactText, number, timeText, unitText, valueText, zoneOffset, type Reader } from "../src/format";

const german: Reader = { lang: "de", zone: "Europe/Berlin" }, english: Reader = { lang: "en", zone: "Europe/Berlin" };
const at = Date.UTC(2026, 10, 21, 23, 25, 7);

test("a number has as many digits as it bears", () => {
  const cases: [number, number | undefined, string, string][] = [
    [71.3, undefined, "71,3", "71.3"], [1234.5678, undefined, "1.235", "1,235"], [1234.5678, 2, "1.234,57", "1,234.57"], [12.34567, undefined, "12,35", "12.35"],
    [-3.5, 1, "−3,5", "−3.5"], [-0.0001, 1, "0,0", "0.0"], [0, undefined, "0", "0"], [3.2e12, undefined, "3,2E+12", "3.2E+12"], [NaN, undefined, "–", "–"],
  ];
  for (const [value, digits, de, en] of cases) {
    assert.equal(number(value, german, digits), de);
    assert.equal(number(value, english, digits), en);
  }
});

test("a value has its unit as people write it", () => {
  assert.equal(valueText(71.3, "Cel", german), "71,3\u202f°C");
  assert.equal(valueText(5, "1", german), "5");
  assert.equal(unitText("{Teile}"), "Teile");
  assert.equal(unitText("kW.h"), "kWh");
});

test("an instant is told on the clock of the plant", () => {
  assert.equal(timeText(at, german), "22.11.2026 00:25");
  assert.equal(timeText(at, english), "22 Nov 2026 00:25");
  assert.equal(timeText(at + 42, german, "ms"), "22.11.2026 00:25:07,042");
  assert.equal(exactText(at, german), "22.11.2026 00:25:07 UTC+01:00");
});

test("the doubled hour of autumn is told apart by its offset", () => {
  const first = Date.UTC(2026, 9, 25, 0, 30);
  assert.equal(exactText(first, german), "25.10.2026 02:30:00 UTC+02:00");
  assert.equal(exactText(first + 3_600_000, german), "25.10.2026 02:30:00 UTC+01:00");
  assert.equal(zoneOffset(first, german), 7_200_000);
});

test("an age is told roughly", () => {
  assert.equal(agoText(at - 12_000, at, german), "vor 12\u00a0s");
  assert.equal(agoText(at - 185_000, at, english), "3\u00a0min ago");
  assert.equal(agoText(at - 4 * 86_400_000, at, german), "vor 4\u00a0Tagen");
  assert.equal(agoText(at - 100 * 86_400_000, at, german), "14.08.2026");
});
