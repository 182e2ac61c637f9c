// Monitored items: what the server says of the chosen nodes, in its order, as samples.
import {
  AttributeIds, DataChangeFilter, DataChangeTrigger, DeadbandType, TimestampsToReturn, type ClientSubscription, type DataValue, type NodeId,
} from "node-opcua-client";
import { Series, type Outlet } from "@werkstrom/edge-common";
import type { OpcuaPoint, ServerConfig } from "./config.ts";
import { nodeOf } from "./names.ts";
import { qualityOf, read, timesOf } from "./values.ts";

const Chunk = 500;

/** The samples of the points, over all subscriptions: what a new one says first again is not sent again. */
export class Samples {
  readonly #series = new Map<string, Series>();

  constructor(readonly outlet: Outlet) {}

  take(point: OpcuaPoint, value: DataValue): void {
    const quality = qualityOf(value.statusCode);
    if ((value.statusCode as { hasOverflowBit?: boolean }).hasOverflowBit) this.outlet.overflow();
    const found = read(value.value, point.states);
    if ("refused" in found) return this.outlet.fail(point, found.refused, quality);
    const [time, later] = timesOf(value, Date.now());
    if ("array" in found) return found.array.forEach((one, at) => this.#send(point, `${point.topic}/${at}`, one, time, quality, later));
    const topics = "none" in found ? this.#known(point) : [point.topic];
    for (const topic of topics) this.#send(point, topic, "none" in found ? null : found.scalar, time, quality, later);
    if (topics.length === 0) this.outlet.fail(point, `no value came yet (${quality.code})`, quality);
  }

  #send(point: OpcuaPoint, topic: string, ...what: Parameters<Series["take"]>): void {
    let series = this.#series.get(topic);
    if (!series) this.#series.set(topic, series = new Series());
    const sample = series.take(...what);
    if (sample) this.outlet.send(point, sample, topic);
  }

  // a bad value without a number holds for all elements that an array had
  #known(point: OpcuaPoint): string[] {
    return [...this.#series.keys()].filter((topic) => topic === point.topic || (topic.startsWith(`${point.topic}/`) && /^\d+$/u.test(topic.slice(point.topic.length + 1))));
  }
}

/** Asks for points. Gives back those that the server refuses now; they may be there later. */
export async function monitor(subscription: ClientSubscription, points: readonly OpcuaPoint[], server: ServerConfig, namespaces: readonly string[], samples: Samples): Promise<OpcuaPoint[]> {
  const refused: OpcuaPoint[] = [];
  for (const [deadband, group] of byDeadband(points)) {
    const found: { point: OpcuaPoint; node: NodeId }[] = [];
    for (const point of group) {
      const node = nodeOf(point.address, namespaces);
      if (node) found.push({ point, node });
      else refuse(point, "the server has no such node: its namespace is not known there", refused, samples);
    }
    for (let at = 0; at < found.length; at += Chunk) await ask(subscription, found.slice(at, at + Chunk), deadband, server, samples, refused);
  }
  return refused;
}

async function ask(subscription: ClientSubscription, items: { point: OpcuaPoint; node: NodeId }[], deadband: number, server: ServerConfig, samples: Samples, refused: OpcuaPoint[]): Promise<void> {
  const filter = deadband > 0 ? new DataChangeFilter({ trigger: DataChangeTrigger.StatusValue, deadbandType: DeadbandType.Absolute, deadbandValue: deadband }) : null;
  const group = await subscription.monitorItems(
    items.map(({ node }) => ({ nodeId: node, attributeId: AttributeIds.Value })),
    { samplingInterval: server.samplingInterval ?? 250, queueSize: server.queueSize ?? 100, discardOldest: true, ...(filter ? { filter } : {}) },
    TimestampsToReturn.Both);
  group.on("changed", (_, value, at) => samples.take(items[at]!.point, value));
  group.monitoredItems.forEach((item, at) => {
    const status = item.result?.statusCode ?? item.statusCode;
    if (status && status.value >>> 30 !== 0) refuse(items[at]!.point, wordsOf(status.name), refused, samples);
  });
}

function refuse(point: OpcuaPoint, words: string, refused: OpcuaPoint[], samples: Samples): void {
  refused.push(point);
  samples.outlet.fail(point, words);
}

function wordsOf(code: string): string {
  switch (code) {
    case "BadNodeIdUnknown": return "the server has no such node (BadNodeIdUnknown)";
    case "BadNotReadable": case "BadUserAccessDenied": return `the server does not let it be read (${code})`;
    case "BadFilterNotAllowed": case "BadMonitoredItemFilterUnsupported": return `the server takes no deadband for it (${code})`;
    default: return `the server refuses it (${code})`;
  }
}

function byDeadband(points: readonly OpcuaPoint[]): Map<number, OpcuaPoint[]> {
  const groups = new Map<number, OpcuaPoint[]>();
  for (const point of points) groups.set(point.deadband ?? 0, [...(groups.get(point.deadband ?? 0) ?? []), point]);
  return groups;
}
