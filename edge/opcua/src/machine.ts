// One server, read for as long as it is asked for: connects, subscribes, and begins anew when what the library repairs stays broken.
import type { ClientSession, ClientSubscription } from "node-opcua-client";
import { log, pause, report, type Machine, type Outlet } from "@werkstrom/edge-common";
import type { OpcuaConfig, OpcuaPoint } from "./config.ts";
import { connect, disconnect, fingerprintOf, verify, type Connected } from "./connect.ts";
import { faultOf } from "./faults.ts";
import { monitor, Samples } from "./subscribe.ts";

const FirstWait = 1000;
const LongestWait = 30_000;
const RepairTime = 120_000;
const AskAgain = 30_000;

export class OpcuaMachine implements Machine {
  readonly #config: OpcuaConfig;
  readonly #outlet: Outlet;
  readonly #samples: Samples;

  constructor(config: OpcuaConfig, outlet: Outlet) {
    this.#config = config;
    this.#outlet = outlet;
    this.#samples = new Samples(outlet);
  }

  async run(stop: AbortSignal): Promise<void> {
    for (let wait = FirstWait; !stop.aborted; wait = Math.min(wait * 2, LongestWait)) {
      try {
        this.#outlet.machine("connecting");
        const connected = await connect(this.#config.opcua);
        wait = FirstWait;
        try {
          await this.#serve(connected, stop);
        } finally {
          await disconnect(connected.client);
        }
      } catch (e) {
        const fault = faultOf(e);
        log(`${fault.code}: ${fault.message}`);
        this.#outlet.machine("offline", fault.code, fault.message);
      }
      await pause(wait * (0.75 + Math.random() / 2), stop);
    }
  }

  async #serve({ client, session, fingerprint }: Connected, stop: AbortSignal): Promise<void> {
    if (fingerprint) report({ type: "certificate", fingerprint });
    const namespaces = await session.readNamespaceArray();
    const interval = this.#config.opcua.publishingInterval ?? 500;
    const subscription = await session.createSubscription2({
      requestedPublishingInterval: interval, requestedLifetimeCount: Math.ceil(300_000 / interval), requestedMaxKeepAliveCount: Math.max(3, Math.ceil(5000 / interval)),
      maxNotificationsPerPublish: 0, publishingEnabled: true, priority: 1,
    });
    const watch = new Watch(this.#outlet, stop);
    client.on("start_reconnection", () => watch.lost());
    client.on("after_reconnection", (e?: Error | null) => void this.#repaired(watch, session, namespaces, e));
    client.on("close", () => watch.end("the connection was closed"));
    subscription.on("status_changed", (status) => watch.end(`the server ended the subscription (${status.name})`));
    subscription.on("internal_error", (e: Error) => watch.end(e.message));
    const refused = await monitor(subscription, this.#config.points, this.#config.opcua, namespaces, this.#samples);
    this.#outlet.machine("online");
    const again = setInterval(() => void this.#ask(subscription, refused, namespaces), AskAgain);
    try {
      await watch.over;
    } finally {
      clearInterval(again);
    }
  }

  // nodes that were not there may be there now
  async #ask(subscription: ClientSubscription, refused: OpcuaPoint[], namespaces: readonly string[]): Promise<void> {
    if (refused.length === 0) return;
    const points = refused.splice(0);
    refused.push(...await monitor(subscription, points, this.#config.opcua, namespaces, this.#samples).catch(() => points));
  }

  // a server that was started anew may count its namespaces otherwise, or be another one
  async #repaired(watch: Watch, session: ClientSession, namespaces: readonly string[], e?: Error | null): Promise<void> {
    try {
      if (e) throw e;
      const now = await session.readNamespaceArray();
      if (now.join("\n") !== namespaces.join("\n")) return watch.end("the namespaces of the server changed");
      const certificate = session.serverCertificate;
      if (this.#config.opcua.security !== "none" && certificate) verify(this.#config.opcua, fingerprintOf(certificate));
      watch.back();
    } catch (fault) {
      watch.end(faultOf(fault).message);
    }
  }
}

/** Whether a connection is whole, being repaired, or over. */
class Watch {
  readonly over: Promise<void>;
  #end!: (e?: Error) => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(readonly outlet: Outlet, stop: AbortSignal) {
    this.over = new Promise((resolve, reject) => {
      this.#end = (e) => { clearTimeout(this.#timer); if (e) reject(e); else resolve(); };
      stop.addEventListener("abort", () => this.#end(), { once: true });
    });
    this.over.catch(() => undefined); // it may end before anybody waits
  }

  lost(): void {
    this.outlet.machine("offline", "ConnectionLost", "The connection to the server is lost; it is tried again.");
    this.#timer ??= setTimeout(() => this.end("the connection could not be repaired"), RepairTime);
  }

  back(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.outlet.machine("online");
  }

  end(text: string): void {
    this.#end(new Error(text));
  }
}
