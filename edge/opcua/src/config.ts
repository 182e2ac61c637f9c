import { ConfigError, type EdgeConfig, type Point } from "@werkstrom/edge-common";

export type Security = "none" | "sign" | "encrypt";

/** The server that is read. */
export interface ServerConfig {
  /** opc.tcp://host:port/path */
  url: string;
  security: Security;
  /** Both or neither. */
  user?: string;
  password?: string;
  /** Folder of our certificate and key. */
  pki: string;
  /** SHA-256 of the certificate that the server must show, hexadecimal; without it any. */
  fingerprint?: string;
  /** Milliseconds. */
  publishingInterval?: number;
  samplingInterval?: number;
  /** Values that the server keeps for each node between two publishings. */
  queueSize?: number;
}

export interface OpcuaPoint extends Point {
  /** Texts of an enumeration, by number. */
  states?: Record<string, string>;
  /** Smaller changes are not sent; only for numbers. */
  deadband?: number;
}

export interface OpcuaConfig extends EdgeConfig<OpcuaPoint> {
  opcua: ServerConfig;
}

/** Refuses what can never work. */
export function check(server: ServerConfig): void {
  if (!/^opc\.tcp:\/\/[^\s/]+/iu.test(server.url)) throw new ConfigError(`'${server.url}' is not an address such as opc.tcp://192.168.0.10:4840.`);
  if (!["none", "sign", "encrypt"].includes(server.security)) throw new ConfigError(`security: '${server.security}' is not none, sign or encrypt.`);
}
