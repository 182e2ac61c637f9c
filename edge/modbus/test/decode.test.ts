import assert from "node:assert/strict";
import { test } from "node:test";
import { placeOf, type Register } from "../src/config.ts";
import { decode } from "../src/decode.ts";
import { plan, split } from "../src/plan.ts";

const point = (more: Partial<Register>): Register =>
  ({ id: 1, address: "", topic: "t", unitId: 1, table: "holding", register: 0, type: "uint16", order: "big", scale: 1, offset: 0, interval: 1, ...more });
const words = (...values: number[]): Buffer => Buffer.from(values.flatMap((v) => [v >> 8, v & 255]));

test("registers become numbers, in both orders of words", () => {
  assert.equal(decode(words(0xff15), 0, point({ type: "int16", scale: 0.1 })), -23.5);
  assert.equal(decode(words(9, 0x41bc, 0), 1, point({ type: "float32" })), 23.5);
  assert.equal(decode(words(0, 0x41bc), 0, point({ type: "float32", order: "little" })), 23.5);
  assert.equal(decode(words(1, 0x86a0), 0, point({ type: "uint32" })), 100_000);
  assert.equal(decode(words(0xffff, 0xfffe), 0, point({ type: "int32" })), -2);
  assert.equal(decode(words(0x4037, 0x8000, 0, 0), 0, point({ type: "float64", offset: -3.5 })), 20);
  assert.equal(decode(words(2), 0, point({ type: "bool" })), true);
  assert.equal(decode(words(0x7fc0, 0), 0, point({ type: "float32" })), "NaN is not stored");
  assert.equal(decode(words(1), 0, point({ type: "float32" })), "the answer of the device is too short");
});

test("neighbours are read together, others are not", () => {
  const blocks = plan([point({ id: 1, register: 20 }), point({ id: 2, register: 10, type: "float32" }), point({ id: 3, register: 40 }), point({ id: 4, register: 21, table: "input" }), point({ id: 5, register: 11, unitId: 2 })]);
  assert.deepEqual(blocks.map((b) => [b.unitId, b.table, b.start, b.count, b.points.map((p) => p.id)]), [
    [1, "holding", 10, 11, [2, 1]], [1, "holding", 40, 1, [3]], [1, "input", 21, 1, [4]], [2, "holding", 11, 1, [5]]]);
  assert.deepEqual(split(blocks[0]!).map((b) => [b.start, b.count]), [[10, 2], [20, 1]]);
});

test("no answer would hold more than 125 registers", () => {
  const blocks = plan(Array.from({ length: 200 }, (_, i) => point({ id: i, register: i })));
  assert.deepEqual(blocks.map((b) => b.count), [125, 75]);
});

test("an address has a host and a port", () => {
  assert.deepEqual(placeOf("tcp://plc.local"), { host: "plc.local", port: 502 });
  assert.deepEqual(placeOf("tcp://[::1]:1502"), { host: "::1", port: 1502 });
  assert.throws(() => placeOf("http://plc"), /is not an address/u);
});
