import assert from "node:assert/strict";
import { test } from "node:test";
import opcua from "node-opcua-client";
import { codeOf } from "../src/describe.ts";
import { faultOf } from "../src/faults.ts";
import { addressOf, nodeOf } from "../src/names.ts";
import { qualityOf, read, shortest, timesOf } from "../src/values.ts";

const { DataType, DataValue, StatusCodes, Variant, VariantArrayType } = opcua;
const of = (dataType: number, value: unknown, arrayType = VariantArrayType.Scalar): InstanceType<typeof Variant> => new Variant({ dataType, arrayType, value });

test("what can be stored is read", () => {
  assert.deepEqual(read(of(DataType.Double, 71.5)), { scalar: 71.5 });
  assert.deepEqual(read(of(DataType.Float, Math.fround(71.3))), { scalar: 71.3 });
  assert.deepEqual(read(of(DataType.Boolean, false)), { scalar: false });
  assert.deepEqual(read(of(DataType.Int64, [-1, 4294967295])), { scalar: -1 });
  assert.deepEqual(read(of(DataType.UInt64, [1, 0])), { scalar: 4294967296 });
  assert.deepEqual(read(of(DataType.Int32, 1), { 0: "Stopped", 1: "Running" }), { scalar: "Running" });
  assert.deepEqual(read(of(DataType.Int32, 7), { 0: "Stopped" }), { scalar: "7" });
  assert.deepEqual(read(of(DataType.Float, new Float32Array([1.5, 2]), VariantArrayType.Array)), { array: [1.5, 2] });
  assert.deepEqual(read(of(DataType.Null, null)), { none: true });
});

test("what cannot is refused in words", () => {
  const words = (variant: InstanceType<typeof Variant>): string => (read(variant) as { refused: string }).refused;
  assert.equal(words(of(DataType.ByteString, Buffer.from([1]))), "values of type ByteString are not stored");
  assert.equal(words(of(DataType.Double, Number.NaN)), "NaN is not stored");
  assert.equal(words(of(DataType.UInt64, [4294967295, 4294967295])), "18446744073709551615 is beyond 2^53 and would be rounded");
  assert.equal(words(of(DataType.String, " ")), "an empty text is not stored");
  assert.equal(words(of(DataType.Double, new Float64Array(65), VariantArrayType.Array)), "an array of 65 values is not stored, 64 at most");
});

test("a float is the shortest number that it stands for", () => {
  assert.equal(shortest(Math.fround(0.1)), 0.1);
  assert.equal(shortest(Math.fround(16777217)), 16777216);
});

test("severity makes the quality, the name is its code", () => {
  assert.deepEqual(qualityOf(StatusCodes.Good), { word: "good", code: "Good" });
  assert.deepEqual(qualityOf(StatusCodes.UncertainLastUsableValue), { word: "uncertain", code: "UncertainLastUsableValue" });
  assert.deepEqual(qualityOf(StatusCodes.BadSensorFailure), { word: "bad", code: "BadSensorFailure" });
});

test("the time is that of the source, to the microsecond, else of the server, else now", () => {
  const source = new Date(Date.UTC(2026, 0, 1, 0, 0, 0, 1));
  const server = new Date(Date.UTC(2026, 0, 1, 0, 0, 2));
  assert.deepEqual(timesOf(new DataValue({ sourceTimestamp: source, sourcePicoseconds: 234_000_000, serverTimestamp: server }), 0), [1767225600001234, 1767225602000000]);
  assert.deepEqual(timesOf(new DataValue({ sourceTimestamp: new Date(-11644473600000), serverTimestamp: server }), 0), [1767225602000000, 1767225602000000]);
  assert.deepEqual(timesOf(new DataValue({}), 5), [5000, 5000]);
});

test("an address names the namespace, wherever the server counts it", () => {
  const node = opcua.coerceNodeId("ns=2;s=Line;1");
  const address = addressOf(node, ["http://opcfoundation.org/UA/", "urn:a", "urn:b;c"]);
  assert.equal(address, "nsu=urn:b%3Bc;s=Line;1");
  assert.equal(nodeOf(address, ["http://opcfoundation.org/UA/", "urn:b;c"])?.toString(), "ns=1;s=Line;1");
  assert.equal(nodeOf(address, ["http://opcfoundation.org/UA/"]), undefined);
});

test("units are unpacked, faults are named", () => {
  assert.equal(codeOf(4408652), "CEL"); // OPC UA part 8: CEL is 0x43454C
  assert.equal(faultOf(new Error("connect ECONNREFUSED 127.0.0.1:1")).code, "Refused");
  assert.equal(faultOf(new Error("BadTcpEndpointUrlInvalid (0x80830000)")).code, "BadTcpEndpointUrlInvalid");
});
