// From what a server publishes to what can be stored; what cannot is refused in words.
import { DataType, VariantArrayType, type DataValue, type StatusCode, type Variant } from "node-opcua-client";
import type { Quality, Scalar } from "@werkstrom/edge-common";

/** An array is sent as so many signals at most. */
export const LongestArray = 64;

/** What a value is: one, several, none (the server gave none), or a reason why it is not stored. */
export type Read = { scalar: Scalar } | { array: Scalar[] } | { none: true } | { refused: string };

const Whole = new Set([DataType.SByte, DataType.Byte, DataType.Int16, DataType.UInt16, DataType.Int32, DataType.UInt32]);

/** Types of which values are stored. */
export const Stored: ReadonlySet<DataType> = new Set([
  ...Whole, DataType.Boolean, DataType.Float, DataType.Double, DataType.Int64, DataType.UInt64, DataType.String, DataType.LocalizedText,
]);

export function read(variant: Variant | undefined, states?: Record<string, string>): Read {
  if (!variant || variant.dataType === DataType.Null || variant.value === null || variant.value === undefined) return { none: true };
  if (!Stored.has(variant.dataType)) return { refused: `values of type ${DataType[variant.dataType]} are not stored` };
  if (variant.arrayType === VariantArrayType.Matrix) return { refused: "a matrix is not stored" };
  if (variant.arrayType === VariantArrayType.Scalar) return scalarOf(variant.dataType, variant.value, states);
  return arrayOf(variant, states);
}

function arrayOf(variant: Variant, states?: Record<string, string>): Read {
  const values = Array.from(variant.value as ArrayLike<unknown>);
  if (values.length > LongestArray) return { refused: `an array of ${values.length} values is not stored, ${LongestArray} at most` };
  const array: Scalar[] = [];
  for (const value of values) {
    const one = scalarOf(variant.dataType, value, states);
    if (!("scalar" in one)) return "refused" in one ? one : { refused: "an array with empty places is not stored" };
    array.push(one.scalar);
  }
  return { array };
}

function scalarOf(type: DataType, value: unknown, states?: Record<string, string>): Read {
  if (type === DataType.Boolean) return { scalar: value as boolean };
  if (type === DataType.String) return textOf(value as string | null);
  if (type === DataType.LocalizedText) return textOf((value as { text?: string | null } | null)?.text ?? null);
  const number = numberOf(type, value);
  if (typeof number === "string") return { refused: number };
  return { scalar: states ? states[String(number)] ?? String(number) : number };
}

function textOf(text: string | null): Read {
  if (text === null) return { none: true };
  return text.trim() === "" ? { refused: "an empty text is not stored" } : { scalar: text };
}

function numberOf(type: DataType, value: unknown): number | string {
  if (type === DataType.Int64 || type === DataType.UInt64) return longOf(type, value as [number, number]);
  const number = value as number;
  if (!Number.isFinite(number)) return `${number} is not stored`;
  return type === DataType.Float ? shortest(number) : number;
}

// two halves of 32 bits, the upper first
function longOf(type: DataType, [high, low]: [number, number]): number | string {
  const bits = (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
  const whole = type === DataType.Int64 ? BigInt.asIntN(64, bits) : bits;
  const number = Number(whole);
  return Number.isSafeInteger(number) ? number : `${whole} is beyond 2^53 and would be rounded`;
}

/** The shortest number that is this one in single precision: 71.3, not 71.30000305175781. */
export function shortest(single: number): number {
  for (let digits = 6; digits <= 9; digits++) {
    const number = Number(single.toPrecision(digits));
    if (Math.fround(number) === single) return number;
  }
  return single;
}

/** Severity is in the two highest bits (OPC UA part 4, 7.39). */
export function qualityOf(status: StatusCode): Quality {
  const severity = status.value >>> 30;
  return { word: severity === 0 ? "good" : severity === 1 ? "uncertain" : "bad", code: status.name.split("#")[0]! };
}

// an instant before is one that was never set
const Earliest = Date.UTC(1971, 0, 1);

/** The time of the source, else that of the server, else now; Unix microseconds. Second: a later time that tells of a change of quality. */
export function timesOf(value: DataValue, now: number): [number, number] {
  const server = micros(value.serverTimestamp, value.serverPicoseconds) ?? now * 1000;
  return [micros(value.sourceTimestamp, value.sourcePicoseconds) ?? server, server];
}

function micros(time: Date | null | undefined, picoseconds: number | undefined): number | undefined {
  const millis = time?.getTime() ?? 0;
  return millis < Earliest ? undefined : millis * 1000 + Math.floor((picoseconds ?? 0) / 1e6);
}
