// From registers to a value.
import type { Register } from "./config.ts";
import { wordsOf } from "./plan.ts";

/** @param registers the answer, two bytes a register, the upper first; @param at the place of the first register of the point in it */
export function decode(registers: Buffer, at: number, point: Register): number | boolean | string {
  const words = wordsOf(point);
  const bytes = Buffer.from(registers.subarray(at * 2, (at + words) * 2));
  if (bytes.length < words * 2) return "the answer of the device is too short";
  if (point.order === "little") turn(bytes, words);
  if (point.type === "bool") return bytes.readUInt16BE() !== 0;
  const number = numberOf(bytes, point);
  return Number.isFinite(number) ? scaled(number, point) : `${number} is not stored`;
}

function numberOf(bytes: Buffer, { type }: Register): number {
  switch (type) {
    case "int16": return bytes.readInt16BE();
    case "int32": return bytes.readInt32BE();
    case "uint32": return bytes.readUInt32BE();
    case "float32": return Number(bytes.readFloatBE().toPrecision(7));
    case "float64": return bytes.readDoubleBE();
    default: return bytes.readUInt16BE();
  }
}

// 235 times 0.1 is 23.5, not 23.500000000000004
function scaled(number: number, { scale, offset }: Register): number {
  return scale === 1 && offset === 0 ? number : Number((number * scale + offset).toPrecision(14));
}

function turn(bytes: Buffer, words: number): void {
  for (let a = 0, b = words - 1; a < b; a++, b--) {
    const word = bytes.readUInt16BE(a * 2);
    bytes.writeUInt16BE(bytes.readUInt16BE(b * 2), a * 2);
    bytes.writeUInt16BE(word, b * 2);
  }
}
