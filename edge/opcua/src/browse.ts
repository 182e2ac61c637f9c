// What a server has: objects and variables below a node, with what is needed to choose among them. In pages, bounded.
import { BrowseDirection, NodeClassMask, type BrowseResult, type ClientSession, type NodeId, type ReferenceDescription } from "node-opcua-client";
import { report } from "@werkstrom/edge-common";
import type { ServerConfig } from "./config.ts";
import { connect, disconnect } from "./connect.ts";
import { describe, type Described, type Found } from "./describe.ts";
import { Fault } from "./faults.ts";
import { addressOf, nodeOf } from "./names.ts";

export interface BrowseConfig {
  opcua: ServerConfig;
  /** Where to begin; the folder Objects without it. */
  root?: string;
  /** Default 20,000. */
  maxNodes?: number;
}

/** A node of the tree. */
export interface BrowsedNode extends Partial<Described> {
  address: string;
  /** Address of the node above; empty at the top. */
  parent: string;
  /** Browse names from the top. */
  path: string[];
  /** What people call it. */
  title: string;
  isVariable: boolean;
}

const Hierarchical = "i=33";
const HasProperty = "i=46";
const Objects = "i=85";
// the server's own diagnostics: much, and no machine
const ServerObject = "i=2253";
const Chunk = 50;

export async function browse(config: BrowseConfig): Promise<void> {
  const { client, session, fingerprint } = await connect(config.opcua);
  try {
    if (fingerprint) report({ type: "certificate", fingerprint });
    const namespaces = await session.readNamespaceArray();
    const root = nodeOf(config.root || Objects, namespaces);
    if (!root) throw new Fault("BadNodeIdUnknown", `The server has no node '${config.root}'.`);
    await new Walk(session, namespaces, config.maxNodes ?? 20_000).run(root);
  } finally {
    await disconnect(client);
  }
}

class Walk {
  readonly #seen = new Set<string>();
  #count = 0;

  constructor(readonly session: ClientSession, readonly namespaces: readonly string[], readonly most: number) {}

  async run(root: NodeId): Promise<void> {
    this.#seen.add(root.toString());
    let level: { node: NodeId; address: string; path: string[] }[] = [{ node: root, address: "", path: [] }];
    while (level.length > 0 && this.#count < this.most) {
      const next: typeof level = [];
      for (let at = 0; at < level.length && this.#count < this.most; at += Chunk) {
        const group = level.slice(at, at + Chunk);
        const children = await this.#children(group.map((g) => g.node));
        const found = group.flatMap((parent, i) => this.#take(parent, children[i]!));
        await this.#tell(found);
        next.push(...found.map(({ node, told }) => ({ node, address: told.address, path: told.path })));
      }
      level = next;
    }
    report({ type: "done", nodes: this.#count, cut: this.#count >= this.most });
  }

  #take(parent: { address: string; path: string[] }, references: ReferenceDescription[]): { node: NodeId; told: BrowsedNode }[] {
    const found: { node: NodeId; told: BrowsedNode }[] = [];
    for (const reference of references) {
      const node = reference.nodeId as unknown as NodeId;
      const key = node.toString();
      if (reference.referenceTypeId.toString() === `ns=0;${HasProperty}` || key === `ns=0;${ServerObject}` || this.#seen.has(key) || this.#count >= this.most) continue;
      this.#seen.add(key);
      this.#count++;
      const name = reference.browseName.name ?? key;
      found.push({ node, told: {
        address: addressOf(node, this.namespaces), parent: parent.address, path: [...parent.path, name],
        title: reference.displayName.text || name, isVariable: reference.nodeClass === 2,
      } });
    }
    return found;
  }

  async #tell(found: { node: NodeId; told: BrowsedNode }[]): Promise<void> {
    const variables = found.filter(({ told }) => told.isVariable);
    for (let at = 0; at < variables.length; at += Chunk) {
      const group = variables.slice(at, at + Chunk);
      const properties = await this.#children(group.map(({ node }) => node));
      const asked: Found[] = group.map(({ node }, i) => ({ node, properties: properties[i]!.filter((r) => r.referenceTypeId.toString() === `ns=0;${HasProperty}`) }));
      (await describe(this.session, asked)).forEach((described, i) => Object.assign(group[i]!.told, described));
    }
    for (let at = 0; at < found.length; at += 200) report({ type: "nodes", nodes: found.slice(at, at + 200).map(({ told }) => told) });
    report({ type: "progress", nodes: this.#count });
  }

  /** What stands below nodes, with all pages of an answer. */
  async #children(nodes: NodeId[]): Promise<ReferenceDescription[][]> {
    const results = await this.session.browse(nodes.map((nodeId) => ({
      nodeId, browseDirection: BrowseDirection.Forward, referenceTypeId: Hierarchical, includeSubtypes: true,
      nodeClassMask: NodeClassMask.Object | NodeClassMask.Variable, resultMask: 63,
    })));
    return Promise.all(results.map((result) => this.#all(result)));
  }

  async #all(result: BrowseResult): Promise<ReferenceDescription[]> {
    const references = [...(result.references ?? [])];
    let point = result.continuationPoint;
    while (point?.length && references.length < this.most) {
      const more: BrowseResult = await this.session.browseNext(point, false);
      references.push(...(more.references ?? []));
      point = more.continuationPoint;
    }
    return references;
  }
}
