// What a side-car is told: one JSON object, from a file (--config) or as the first line of standard input.
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";

/** Where Werkstrom is. */
export interface LinkConfig {
  /** mqtt://, mqtts://, ws://, wss://, or ws+unix:/path/of/socket:/mqtt. */
  url: string;
  clientId: string;
  user: string;
  /** A token of Werkstrom. */
  password: string;
  /** File with the certificate that mqtts:// or wss:// must show, PEM; without it the usual authorities hold. */
  ca?: string;
}

/** The queue on disk. */
export interface QueueConfig {
  folder: string;
  /** The oldest values are dropped beyond; default 256 MiB. */
  maxBytes?: number;
}

/** A value of the machine that becomes a signal. */
export interface Point {
  id: number;
  /** Where it is on the machine, in the words of the protocol. */
  address: string;
  topic: string;
  /** UCUM; empty when not known. */
  unit?: string;
}

/** What all side-cars are told. */
export interface EdgeConfig<P extends Point = Point> {
  name: string;
  link: LinkConfig;
  queue: QueueConfig;
  /** Gets "online" and "offline". */
  statusTopic: string;
  points: P[];
}

/** A mistake in what a side-car was told; trying again does not help. */
export class ConfigError extends Error {}

/** Reads the configuration, and tells when the one who started this program is gone. */
export async function readConfig<T>(args: string[], gone: () => void): Promise<T> {
  const at = args.indexOf("--config");
  if (at >= 0) return parse(await readFile(args[at + 1] ?? "", "utf8").catch(() => { throw new ConfigError(`--config: the file '${args[at + 1] ?? ""}' cannot be read.`); }));
  const lines = createInterface({ input: process.stdin });
  const first = await new Promise<string>((resolve, reject) => {
    lines.once("line", resolve);
    lines.once("close", () => reject(new ConfigError("No configuration came: name a file with --config, or write it to standard input as one line.")));
  });
  lines.on("close", gone);
  return parse(first);
}

function parse<T>(text: string): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new ConfigError("The configuration is not JSON.");
  }
}
