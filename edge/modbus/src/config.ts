import { ConfigError, type EdgeConfig, type Point } from "@werkstrom/edge-common";

export type Table = "holding" | "input" | "coil" | "discrete";
export type Type = "int16" | "uint16" | "int32" | "uint32" | "float32" | "float64" | "bool";

/** A register, or several that are one number. */
export interface Register extends Point {
  unitId: number;
  table: Table;
  /** 0 to 65,535, as it goes over the wire: 40001 of a manual is 0. */
  register: number;
  type: Type;
  /** Which word of several comes first. */
  order: "big" | "little";
  scale: number;
  offset: number;
  /** Seconds. */
  interval: number;
}

export interface ModbusConfig extends EdgeConfig<Register> {
  modbus: {
    /** tcp://host:port */
    url: string;
    /** Milliseconds that the device has to answer; default 2,000. */
    timeout?: number;
  };
}

/** Host and port of an address. */
export function placeOf(url: string): { host: string; port: number } {
  const found = /^tcp:\/\/(\[[^\]]+\]|[^\s/:]+)(?::(\d+))?\/?$/iu.exec(url);
  if (!found) throw new ConfigError(`'${url}' is not an address such as tcp://192.168.0.20:502.`);
  return { host: found[1]!.replace(/^\[|\]$/gu, ""), port: Number(found[2] ?? 502) };
}
