// From an address to a session: endpoint, certificate, user.
import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { OPCUACertificateManager } from "node-opcua-certificate-manager";
import {
  MessageSecurityMode, OPCUAClient, SecurityPolicy, UserTokenType, type ClientSession, type EndpointDescription, type OPCUAClientOptions, type UserIdentityInfo,
} from "node-opcua-client";
import type { Security, ServerConfig } from "./config.ts";
import { Fault } from "./faults.ts";

const Modes: Record<Security, MessageSecurityMode> = { none: MessageSecurityMode.None, sign: MessageSecurityMode.Sign, encrypt: MessageSecurityMode.SignAndEncrypt };
const Names = new Map(Object.entries(Modes).map(([name, mode]) => [mode, name]));

// best first; what is older is broken
const Policies: string[] = [SecurityPolicy.Aes256_Sha256_RsaPss, SecurityPolicy.Aes128_Sha256_RsaOaep, SecurityPolicy.Basic256Sha256];

export interface Connected {
  client: OPCUAClient;
  session: ClientSession;
  /** SHA-256 of the server's certificate; empty without security. */
  fingerprint: string;
}

/** Opens a session; after a cut the library repairs it and its subscriptions. */
export async function connect(server: ServerConfig): Promise<Connected> {
  await mkdir(server.pki, { recursive: true, mode: 0o700 });
  const manager = new OPCUACertificateManager({ rootFolder: server.pki, automaticallyAcceptUnknownCertificate: true, disableFileWatchers: true });
  await manager.initialize();
  const common: OPCUAClientOptions = {
    applicationName: "Werkstrom", clientName: "Werkstrom", endpointMustExist: false, clientCertificateManager: manager,
    certificateFile: join(server.pki, "own", "certs", "werkstrom.pem"), transportTimeout: 10_000,
  };
  const endpoint = choose(await endpointsOf(server.url, common), server);
  const certificate = endpoint.serverCertificate;
  const fingerprint = server.security === "none" ? "" : fingerprintOf(certificate);
  verify(server, fingerprint);
  const client = OPCUAClient.create({
    ...common, securityMode: Modes[server.security], securityPolicy: endpoint.securityPolicyUri ?? SecurityPolicy.None, keepSessionAlive: true,
    requestedSessionTimeout: 120_000, connectionStrategy: { initialDelay: 300, maxDelay: 5000, maxRetry: -1 },
    ...(server.security === "none" ? {} : { serverCertificate: certificate }),
  });
  try {
    await within(15_000, client.connect(server.url));
    const session = await within(15_000, client.createSession(identityOf(server)));
    return { client, session, fingerprint };
  } catch (e) {
    await disconnect(client);
    throw e;
  }
}

/** Refuses a server that shows another certificate than before. */
export function verify(server: ServerConfig, fingerprint: string): void {
  if (server.fingerprint && fingerprint && server.fingerprint !== fingerprint) {
    throw new Fault("CertificateChanged", `The server shows another certificate (SHA-256 ${fingerprint}) than before (${server.fingerprint}). If that is meant, trust it anew.`);
  }
}

/** Ends a client; a server that does not answer does not hold us up. */
export async function disconnect(client: OPCUAClient): Promise<void> {
  await within(3000, client.disconnect()).catch(() => undefined);
}

export function fingerprintOf(certificate: Buffer): string {
  return createHash("sha256").update(certificate).digest("hex");
}

async function endpointsOf(url: string, common: OPCUAClientOptions): Promise<EndpointDescription[]> {
  const client = OPCUAClient.create({ ...common, connectionStrategy: { initialDelay: 100, maxDelay: 100, maxRetry: 0 } });
  try {
    await within(15_000, client.connect(url));
    return await within(15_000, client.getEndpoints());
  } finally {
    await disconnect(client);
  }
}

/** The best endpoint that does what was asked for; what the server offers is said when there is none. */
export function choose(endpoints: readonly EndpointDescription[], server: ServerConfig): EndpointDescription {
  const rank = (e: EndpointDescription): number => e.securityMode === MessageSecurityMode.None ? 0 : Policies.indexOf(e.securityPolicyUri ?? "");
  const fitting = endpoints.filter((e) => e.securityMode === Modes[server.security] && rank(e) >= 0).sort((a, b) => rank(a) - rank(b));
  const wanted = server.user ? UserTokenType.UserName : UserTokenType.Anonymous;
  const best = fitting.find((e) => e.userIdentityTokens?.some((t) => t.tokenType === wanted));
  if (best) return best;
  if (fitting.length > 0) throw new Fault("BadIdentityTokenInvalid", server.user ? "The server takes no user and password at this security." : "The server lets nobody in without user and password.");
  const offered = [...new Set(endpoints.map((e) => `${Names.get(e.securityMode) ?? "?"} (${(e.securityPolicyUri ?? "").split("#")[1] ?? "?"})`))];
  throw new Fault("NoEndpoint", `The server has no endpoint with security '${server.security}'. It offers: ${offered.join(", ") || "nothing"}.`);
}

function identityOf(server: ServerConfig): UserIdentityInfo {
  return server.user ? { type: UserTokenType.UserName, userName: server.user, password: server.password ?? "" } : { type: UserTokenType.Anonymous };
}

/** Waits so long at most. */
export async function within<T>(millis: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => { timer = setTimeout(() => reject(new Error("timeout")), millis); });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
