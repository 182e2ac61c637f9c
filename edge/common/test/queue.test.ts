import assert from "node:assert/strict";
import { appendFile, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { FileQueue, type Entry, type Message } from "@werkstrom/edge-common";

let folder: string;

beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), "ws-queue-")); });
afterEach(async () => { await rm(folder, { recursive: true }); });

const message = (n: number): Message => ({ topic: "t", payload: `${n}` });
const numbers = (entries: readonly Entry[]): number[] => entries.map((e) => Number(e.message.payload));
const all = async (queue: FileQueue): Promise<Entry[]> => {
  const entries: Entry[] = [];
  for (let some = await queue.take(10); some.length > 0; some = await queue.take(10)) entries.push(...some);
  return entries;
};

test("gives back in order, and again what was not acknowledged", async () => {
  const queue = await FileQueue.open(folder);
  await Promise.all([queue.append([message(1), message(2)]), queue.append([message(3)])]);
  const taken = await queue.take(2);
  assert.deepEqual(numbers(taken), [1, 2]);
  queue.acknowledge(taken.slice(0, 1));
  assert.equal(queue.length, 2);
  queue.rewind();
  assert.deepEqual(numbers(await all(queue)), [2, 3]);
  await queue.close();
});

test("holds what was not acknowledged over a kill, and forgets a line that was cut off", async () => {
  const killed = await FileQueue.open(folder);
  await killed.append([message(1), message(2), message(3)]);
  await appendFile(join(folder, (await readdir(folder))[0]!), '{"topic":"t","pay');
  const queue = await FileQueue.open(folder); // the other was never closed
  await queue.append([message(4)]);
  assert.equal(queue.length, 4);
  const entries = await all(queue);
  assert.deepEqual(numbers(entries), [1, 2, 3, 4]);
  queue.acknowledge(entries.slice(0, 3));
  await queue.close();
  const again = await FileQueue.open(folder);
  assert.deepEqual([again.length, numbers(await all(again))], [1, [4]]);
  await again.close();
  await killed.close();
});

test("drops the oldest when it is full, and counts what was dropped", async () => {
  const queue = await FileQueue.open(folder, 16 << 10);
  for (let n = 0; n < 2000; n += 20) await queue.append(Array.from({ length: 20 }, (_, i) => message(n + i)));
  const sizes = await Promise.all((await readdir(folder)).map((name) => stat(join(folder, name)).then((s) => s.size)));
  assert.ok(sizes.reduce((a, b) => a + b, 0) <= 16 << 10, "the queue keeps to its limit");
  assert.ok(queue.dropped > 1000);
  assert.equal(queue.dropped + queue.length, 2000);
  const left = numbers(await all(queue));
  assert.deepEqual(left, Array.from({ length: left.length }, (_, i) => 2000 - left.length + i)); // the newest, without a gap
  assert.equal(left.length, queue.length);
  await queue.close();
});

test("what was sent goes from the disk", async () => {
  const queue = await FileQueue.open(folder, 16 << 10);
  for (let n = 0; n < 20; n++) await queue.append(Array.from({ length: 15 }, () => message(n)));
  queue.acknowledge(await all(queue));
  await queue.close();
  assert.equal((await readdir(folder)).filter((name) => name.endsWith(".q")).length, 1);
  assert.equal(queue.dropped, 0);
});
