import assert from "node:assert/strict";
import { createServer, type AddressInfo } from "node:net";
import { test } from "node:test";
import { Refusal, Unit } from "../src/unit.ts";

test("an exception of the device is told by its name, and the connection goes on", async () => {
  // transaction, protocol 0, 3 bytes: unit 1, function 3 with the highest bit, exception 2 (Modbus application protocol 1.1b3, section 7)
  const server = createServer((socket) => socket.on("data", (asked) => socket.write(Buffer.from([asked[0]!, asked[1]!, 0, 0, 0, 3, 1, 0x83, 2]))));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const unit = await Unit.open({ host: "127.0.0.1", port: (server.address() as AddressInfo).port }, 1, 5000);
  const block = { unitId: 1, table: "holding" as const, start: 500, count: 1, interval: 1, points: [] };
  await assert.rejects(unit.read(block), (e) => e instanceof Refusal && e.code === "IllegalDataAddress");
  await assert.rejects(unit.read(block), (e) => e instanceof Refusal && e.code === "IllegalDataAddress");
  unit.close();
  server.close();
});

test("a device that says nothing is given up after its time", async () => {
  const server = createServer(() => undefined);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const unit = await Unit.open({ host: "127.0.0.1", port: (server.address() as AddressInfo).port }, 1, 100);
  await assert.rejects(unit.read({ unitId: 1, table: "coil", start: 0, count: 1, interval: 1, points: [] }), /the device does not answer/u);
  unit.close();
  server.close();
});
