// Which registers are read in one request: neighbours of one unit, table and interval.
import type { Register, Table } from "./config.ts";

// most that one answer may hold (Modbus application protocol 1.1b3, 6.1 and 6.3)
const MostRegisters = 125;
const MostBits = 2000;

// reading a few that nobody wants is cheaper than another request
const Gap = 8;

/** One request. */
export interface Block {
  unitId: number;
  table: Table;
  start: number;
  count: number;
  interval: number;
  points: Register[];
}

export function wordsOf({ table, type }: Register): number {
  if (table === "coil" || table === "discrete") return 1;
  return type === "float64" ? 4 : type === "int32" || type === "uint32" || type === "float32" ? 2 : 1;
}

export function plan(points: readonly Register[]): Block[] {
  const blocks: Block[] = [];
  const sorted = [...points].sort((a, b) => a.unitId - b.unitId || a.table.localeCompare(b.table) || a.interval - b.interval || a.register - b.register);
  for (const point of sorted) {
    const block = blocks.at(-1);
    const end = point.register + wordsOf(point);
    const isBit = point.table === "coil" || point.table === "discrete";
    const fits = block && block.unitId === point.unitId && block.table === point.table && block.interval === point.interval
      && point.register - (block.start + block.count) <= Gap && end - block.start <= (isBit ? MostBits : MostRegisters);
    if (fits) {
      block.count = Math.max(block.count, end - block.start);
      block.points.push(point);
    } else {
      blocks.push({ unitId: point.unitId, table: point.table, start: point.register, count: wordsOf(point), interval: point.interval, points: [point] });
    }
  }
  return blocks;
}

/** A request for each of its points: one that the device refuses must not cost its neighbours. */
export function split(block: Block): Block[] {
  return block.points.map((point) => ({ ...block, start: point.register, count: wordsOf(point), points: [point] }));
}
