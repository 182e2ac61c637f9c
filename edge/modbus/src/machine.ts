// A device, read for as long as it is asked for: each unit over a connection of its own, each block when it is due.
import { log, pause, Series, type Machine, type Outlet, type Quality } from "@werkstrom/edge-common";
import { placeOf, type ModbusConfig, type Register } from "./config.ts";
import { decode } from "./decode.ts";
import { plan, split, type Block } from "./plan.ts";
import { Refusal, Unit } from "./unit.ts";

const FirstWait = 1000;
const LongestWait = 30_000;
const Good: Quality = { word: "good", code: "Good" };

export class ModbusMachine implements Machine {
  readonly #config: ModbusConfig;
  readonly #outlet: Outlet;
  readonly #series = new Map<number, Series>();
  readonly #codes = new Map<number, string>();
  readonly #reached = new Map<number, boolean>();

  constructor(config: ModbusConfig, outlet: Outlet) {
    this.#config = config;
    this.#outlet = outlet;
    placeOf(config.modbus.url);
  }

  async run(stop: AbortSignal): Promise<void> {
    this.#outlet.machine("connecting");
    const units = grouped(this.#config.points);
    await Promise.all([...units].map(([unitId, points]) => this.#unit(unitId, points, stop)));
    await new Promise<void>((done) => { if (stop.aborted) done(); else stop.addEventListener("abort", () => done(), { once: true }); });
  }

  async #unit(unitId: number, points: Register[], stop: AbortSignal): Promise<void> {
    for (let wait = FirstWait; !stop.aborted; wait = Math.min(wait * 2, LongestWait)) {
      let unit: Unit | undefined;
      try {
        unit = await Unit.open(placeOf(this.#config.modbus.url), unitId, this.#config.modbus.timeout ?? 2000);
        const end = (): void => unit?.close();
        stop.addEventListener("abort", end, { once: true });
        await this.#poll(unit, plan(points), stop, () => { wait = FirstWait; this.#tell(unitId, true); });
      } catch (e) {
        if (stop.aborted) break;
        const text = wordsOf(e as NodeJS.ErrnoException);
        log(`unit ${unitId}: ${text}`);
        for (const point of points) this.#bad(point, "BadCommunicationError", text);
        this.#tell(unitId, false, text);
      } finally {
        unit?.close();
      }
      await pause(wait * (0.75 + Math.random() / 2), stop);
    }
  }

  async #poll(unit: Unit, blocks: Block[], stop: AbortSignal, reached: () => void): Promise<void> {
    const due = new Map(blocks.map((block) => [block, Date.now()]));
    while (!stop.aborted && due.size > 0) {
      const [block, at] = [...due].reduce((a, b) => (b[1] < a[1] ? b : a));
      await pause(Math.max(0, at - Date.now()), stop);
      if (stop.aborted) return;
      const isWhole = await this.#read(unit, block);
      reached();
      due.delete(block);
      // a device that was slow is not asked twice in a row for what it missed
      const next = Math.max(at + block.interval * 1000, Date.now());
      for (const part of isWhole ? [block] : split(block)) due.set(part, next);
    }
  }

  /** Reads a block; false when its points must be asked for one by one. */
  async #read(unit: Unit, block: Block): Promise<boolean> {
    try {
      const registers = await unit.read(block);
      const now = Date.now() * 1000;
      for (const point of block.points) this.#take(point, decode(registers, point.register - block.start, point), now);
      return true;
    } catch (e) {
      if (!(e instanceof Refusal)) throw e;
      if (block.points.length > 1) return false;
      this.#bad(block.points[0]!, e.code, `the device refuses it (${e.code})`);
      return true;
    }
  }

  #take(point: Register, value: number | boolean | string, micros: number): void {
    if (typeof value === "string") return this.#bad(point, "BadOutOfRange", value);
    this.#codes.delete(point.id);
    const sample = this.#seriesOf(point).take(value, micros, Good);
    if (sample) this.#outlet.send(point, sample);
  }

  // said once: a device that is away for a day is no day of samples
  #bad(point: Register, code: string, text: string): void {
    if (this.#codes.get(point.id) === code) return;
    this.#codes.set(point.id, code);
    const quality: Quality = { word: "bad", code };
    const sample = this.#seriesOf(point).take(null, Date.now() * 1000, { word: "bad", code: code.startsWith("Bad") ? code : `Bad${code}` });
    if (sample) this.#outlet.send(point, sample);
    this.#outlet.fail(point, text, quality);
  }

  #seriesOf(point: Register): Series {
    let series = this.#series.get(point.id);
    if (!series) this.#series.set(point.id, series = new Series());
    return series;
  }

  // online when all its units answer
  #tell(unitId: number, isReached: boolean, text = ""): void {
    if (this.#reached.get(unitId) === isReached) return;
    this.#reached.set(unitId, isReached);
    const all = new Set(this.#config.points.map((p) => p.unitId));
    const isOnline = [...all].every((id) => this.#reached.get(id));
    if (isOnline) this.#outlet.machine("online");
    else if (!isReached) this.#outlet.machine("offline", "Unreachable", `Unit ${unitId}: ${text}`);
  }
}

function grouped(points: readonly Register[]): Map<number, Register[]> {
  const units = new Map<number, Register[]>();
  for (const point of points) units.set(point.unitId, [...(units.get(point.unitId) ?? []), point]);
  return units;
}

function wordsOf(e: NodeJS.ErrnoException): string {
  switch (e.code) {
    case "ECONNREFUSED": return "nothing listens there: is the device on, and is the port right?";
    case "ENOTFOUND": case "EAI_AGAIN": return "the name of the host is not known";
    case "EHOSTUNREACH": case "ENETUNREACH": case "ETIMEDOUT": return "the device cannot be reached";
    default: return e.message;
  }
}
