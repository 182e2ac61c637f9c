// One unit of a device over a connection of its own.
import { connect, type Socket } from "node:net";
import { ModbusTCPClient } from "jsmodbus";
import type { Block } from "./plan.ts";

/** The device answered that it will not: its connection is good. */
export class Refusal extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

// Modbus application protocol 1.1b3, section 7
const Exceptions = ["", "IllegalFunction", "IllegalDataAddress", "IllegalDataValue", "DeviceFailure", "Acknowledge", "DeviceBusy", "", "MemoryParityError", "", "GatewayPathUnavailable", "GatewayTargetFailed"];

export class Unit {
  readonly #socket: Socket;
  readonly #client: ModbusTCPClient;

  private constructor(socket: Socket, unitId: number, timeout: number) {
    this.#socket = socket;
    this.#client = new ModbusTCPClient(socket, unitId, timeout);
  }

  static async open(place: { host: string; port: number }, unitId: number, timeout: number): Promise<Unit> {
    const socket = connect(place);
    socket.setNoDelay(true);
    const unit = new Unit(socket, unitId, timeout);
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => socket.destroy(new Error("timeout")), Math.max(timeout, 5000));
      socket.once("connect", () => { clearTimeout(timer); resolve(); });
      socket.on("error", (e) => { clearTimeout(timer); reject(e); }); // stays: later errors come with a failed request
    });
    return unit;
  }

  /** The registers of a block, two bytes each; of bits 0 or 1 in each. */
  async read({ table, start, count }: Block): Promise<Buffer> {
    try {
      switch (table) {
        case "holding": return bytesOf((await this.#client.readHoldingRegisters(start, count)).response.body);
        case "input": return bytesOf((await this.#client.readInputRegisters(start, count)).response.body);
        case "coil": return bitsOf((await this.#client.readCoils(start, count)).response.body, count);
        case "discrete": return bitsOf((await this.#client.readDiscreteInputs(start, count)).response.body, count);
      }
    } catch (e) {
      const { err, message, response } = e as { err?: string; message?: string; response?: { body?: { code?: number } } };
      if (err === "ModbusException") throw new Refusal(Exceptions[response?.body?.code ?? 0] || "Exception");
      throw new Error(err === "Timeout" ? "the device does not answer" : message ?? String(e));
    }
  }

  close(): void {
    this.#socket.destroy();
  }
}

function bytesOf(body: { valuesAsBuffer: Buffer }): Buffer {
  return body.valuesAsBuffer;
}

function bitsOf(body: { valuesAsArray: ArrayLike<number | boolean> }, count: number): Buffer {
  const bytes = Buffer.alloc(count * 2);
  for (let at = 0; at < count; at++) bytes.writeUInt16BE(body.valuesAsArray[at] ? 1 : 0, at * 2);
  return bytes;
}
