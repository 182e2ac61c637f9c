// Sends what is in the queue over MQTT, QoS 1. A message leaves the queue when Werkstrom acknowledged it, which means: it is stored.
// After a cut it goes on with the first that was not; what came twice has the same instant and is stored once.
import { readFileSync } from "node:fs";
import mqtt, { type IClientOptions, type MqttClient } from "mqtt";
import type { LinkConfig } from "./config.ts";
import { Gate, pause } from "./gate.ts";
import type { Entry, FileQueue } from "./queue.ts";
import { report } from "./report.ts";

const Window = 200;
const FirstWait = 500;
const LongestWait = 15_000;

// reasons that concern this message only: trying again does not help (MQTT 5, 3.4.2.1)
const Refusals = new Map([
  [0x83, ": refused"], [0x87, ": not allowed: the token does not reach this topic"], [0x90, ": the topic is not valid"], [0x99, ": the payload is not valid"],
]);

export class Sender {
  readonly #queue: FileQueue;
  readonly #options: IClientOptions;
  readonly #onOnline: () => void;
  readonly #stop = new AbortController();
  #gate = new Gate();
  #told = "";
  sent = 0;
  refused = 0;
  refusal: string | undefined;
  online = false;

  /** @param onOnline called each time the link comes up */
  constructor(queue: FileQueue, link: LinkConfig, statusTopic: string, onOnline: () => void) {
    this.#queue = queue;
    this.#options = optionsOf(link, statusTopic);
    this.#onOnline = onOnline;
    queue.onAppend = () => this.#gate.kick();
  }

  /** Runs until it is ended. */
  async run(): Promise<void> {
    for (let wait = FirstWait; !this.#stop.signal.aborted; wait = Math.min(wait * 2, LongestWait)) {
      const client = mqtt.connect(this.#options);
      try {
        await connected(client, this.#stop.signal);
        wait = FirstWait;
        this.#tell(true);
        this.#onOnline();
        await this.#pump(client);
      } catch (e) {
        this.#tell(false, (e as Error).message);
      }
      await ended(client);
      this.#queue.rewind();
      await pause(wait * (0.75 + Math.random() / 2), this.#stop.signal);
    }
  }

  /** Sends what can be sent in the time, and ends. */
  async end(millis: number): Promise<void> {
    for (const until = Date.now() + millis; this.online && this.#queue.length > 0 && Date.now() < until;) await pause(20);
    this.#stop.abort();
    this.#gate.kick();
  }

  async #pump(client: MqttClient): Promise<void> {
    const gate = this.#gate = new Gate();
    const pending: { entry: Entry; done: boolean }[] = [];
    let failure: Error | undefined;
    const fail = (e: Error): void => { failure ??= e; gate.kick(); };
    client.once("close", () => fail(new Error("the connection was closed")));
    while (!failure && !this.#stop.signal.aborted) {
      const entries = await this.#queue.take(Window - pending.length);
      for (const entry of entries) {
        const place = { entry, done: false };
        pending.push(place);
        this.#publish(client, entry).then(() => { if (!failure) { place.done = true; this.#settle(pending); gate.kick(); } }, fail);
      }
      if (entries.length === 0 || pending.length >= Window) await gate.wait();
    }
    if (failure) throw failure;
  }

  async #publish(client: MqttClient, { message }: Entry): Promise<void> {
    try {
      await client.publishAsync(message.topic, message.payload, { qos: 1, retain: message.retain ?? false });
      this.sent++;
    } catch (e) {
      const word = Refusals.get((e as { code?: number }).code ?? 0);
      if (!word) throw e;
      this.refused++;
      this.refusal = `${message.topic}${word}`;
    }
  }

  // in order: the queue knows only how far everything was sent
  #settle(pending: { entry: Entry; done: boolean }[]): void {
    let n = 0;
    while (pending[n]?.done) n++;
    if (n > 0) this.#queue.acknowledge(pending.splice(0, n).map((p) => p.entry));
  }

  #tell(online: boolean, text = ""): void {
    this.online = online;
    const told = `${online} ${text}`;
    if (told !== this.#told) report({ type: "link", state: online ? "online" : "offline", ...(text ? { text } : {}) });
    this.#told = told;
  }
}

async function connected(client: MqttClient, stop: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    client.once("connect", () => resolve());
    client.on("error", reject); // stays: later errors come with a close, which says enough
    client.once("close", () => reject(new Error("the connection was closed")));
    stop.addEventListener("abort", () => reject(new Error("ended")), { once: true });
  });
}

// an orderly end when it is connected, so that no will is sent
async function ended(client: MqttClient): Promise<void> {
  const timer = new AbortController();
  if (client.connected) await Promise.race([client.endAsync().catch(() => undefined), pause(1000, timer.signal)]);
  timer.abort();
  client.end(true);
}

function optionsOf(link: LinkConfig, statusTopic: string): IClientOptions {
  const common: IClientOptions = {
    clientId: link.clientId, username: link.user, password: link.password, protocolVersion: 5, clean: true, reconnectPeriod: 0,
    connectTimeout: 10_000, keepalive: 15, resubscribe: false, will: { topic: statusTopic, payload: Buffer.from('{"value":"offline"}'), qos: 1, retain: true },
    ...(link.ca ? { ca: readFileSync(link.ca) } : {}),
  };
  // a WebSocket through a socket of this machine: the library below knows such an address, mqtt.js does not
  if (link.url.startsWith("ws+unix:")) return { ...common, protocol: "ws", hostname: "localhost", path: "/mqtt", transformWsUrl: () => link.url };
  const { protocol, hostname, port, pathname } = new URL(link.url);
  return {
    ...common, protocol: protocol.slice(0, -1) as "mqtt", hostname: hostname.replace(/^\[|\]$/gu, ""), path: pathname === "" ? "/mqtt" : pathname,
    ...(port ? { port: Number(port) } : {}),
  };
}
