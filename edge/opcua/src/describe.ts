// What a variable is: its type, unit, range, the texts of its states, and why it would not be stored.
import { AttributeIds, DataType, type ClientSession, type DataValue, type NodeId, type ReferenceDescription, type ReadValueIdOptions } from "node-opcua-client";
import { Stored } from "./values.ts";

/** A variable and its properties. */
export interface Found {
  node: NodeId;
  properties: ReferenceDescription[];
}

export interface Described {
  /** For example Double, or the name of an enumeration. */
  dataType: string;
  isArray: boolean;
  /** As the server writes it, for example °C. */
  unit?: string;
  /** Code of UN/ECE recommendation 20, for example CEL. */
  unitCode?: string;
  range?: [number, number];
  states?: Record<string, string>;
  /** Why its values are not stored. */
  refused?: string;
}

const Chunk = 200;
const Readable = 1;
const Properties = ["EngineeringUnits", "EURange", "EnumStrings", "EnumValues", "TrueState", "FalseState"];

const types = new WeakMap<ClientSession, Map<string, Promise<TypeFacts>>>();

interface TypeFacts {
  builtIn: DataType | undefined;
  name: string;
  states?: Record<string, string>;
}

export async function describe(session: ClientSession, found: readonly Found[]): Promise<Described[]> {
  const asked = found.flatMap(({ node, properties }) => [
    { nodeId: node, attributeId: AttributeIds.DataType }, { nodeId: node, attributeId: AttributeIds.ValueRank }, { nodeId: node, attributeId: AttributeIds.UserAccessLevel },
    ...wanted(properties).map((p) => ({ nodeId: p.nodeId as unknown as NodeId, attributeId: AttributeIds.Value })),
  ]);
  const values = await readAll(session, asked);
  let at = 0;
  const described: Described[] = [];
  for (const { properties } of found) {
    const [type, rank, access] = values.slice(at, at += 3) as [DataValue, DataValue, DataValue];
    const own = new Map(wanted(properties).map((p) => [p.browseName.name ?? "", values[at++]!]));
    described.push(await one(session, type, rank, access, own));
  }
  return described;
}

async function one(session: ClientSession, type: DataValue, rank: DataValue, access: DataValue, own: Map<string, DataValue>): Promise<Described> {
  const facts = await typeOf(session, type.value?.value as NodeId | null);
  const isArray = ((rank.value?.value as number | undefined) ?? -1) >= 0;
  const states = statesOf(own) ?? facts.states;
  const described: Described = { dataType: facts.name, isArray };
  const unit = own.get("EngineeringUnits")?.value?.value as { unitId?: number; displayName?: { text?: string | null } } | null | undefined;
  if (unit?.displayName?.text) described.unit = unit.displayName.text;
  if (unit?.unitId && unit.unitId > 0) described.unitCode = codeOf(unit.unitId);
  const range = own.get("EURange")?.value?.value as { low?: number; high?: number } | null | undefined;
  if (range && Number.isFinite(range.low) && Number.isFinite(range.high) && range.high! > range.low!) described.range = [range.low!, range.high!];
  if (states && Object.keys(states).length > 0) described.states = states;
  if (facts.builtIn !== undefined && !Stored.has(facts.builtIn)) described.refused = `type ${facts.name}`;
  if (!(((access.value?.value as number | undefined) ?? Readable) & Readable)) described.refused = "not readable";
  return described;
}

function wanted(properties: readonly ReferenceDescription[]): ReferenceDescription[] {
  return properties.filter((p) => Properties.includes(p.browseName.name ?? ""));
}

// what stands at the variable itself wins: a discrete variable has the texts of its states there
function statesOf(own: Map<string, DataValue>): Record<string, string> | undefined {
  const strings = own.get("EnumStrings")?.value?.value as ({ text?: string | null } | null)[] | null | undefined;
  if (strings?.length) return Object.fromEntries(strings.map((s, i) => [String(i), s?.text || String(i)]));
  return namedValues(own.get("EnumValues")?.value?.value);
}

function namedValues(list: unknown): Record<string, string> | undefined {
  if (!Array.isArray(list) || list.length === 0) return undefined;
  return Object.fromEntries((list as { value: [number, number] | number; displayName?: { text?: string | null }; name?: string | null }[])
    .map((e) => [String(Array.isArray(e.value) ? e.value[1] | 0 : Number(e.value)), e.name ?? e.displayName?.text ?? String(e.value)]));
}

// the type of a variable is often one of the server's own: its built-in type stands above it
function typeOf(session: ClientSession, node: NodeId | null): Promise<TypeFacts> {
  if (!node) return Promise.resolve({ builtIn: undefined, name: "?" });
  let known = types.get(session);
  if (!known) types.set(session, known = new Map());
  const key = node.toString();
  let facts = known.get(key);
  if (!facts) known.set(key, facts = look(session, node));
  return facts;
}

async function look(session: ClientSession, node: NodeId): Promise<TypeFacts> {
  const builtIn = await builtInOf(session, node);
  const [name, definition] = await readAll(session, [{ nodeId: node, attributeId: AttributeIds.DisplayName }, { nodeId: node, attributeId: AttributeIds.DataTypeDefinition }]);
  const fields = builtIn === DataType.Int32 ? (definition?.value?.value as { fields?: unknown } | null | undefined)?.fields : undefined;
  const states = namedValues(fields);
  return { builtIn, name: (name?.value?.value as { text?: string } | null)?.text ?? node.toString(), ...(states ? { states } : {}) };
}

// up the types until one of the standard's own: 1 to 25 are built in, 29 is Enumeration
async function builtInOf(session: ClientSession, node: NodeId): Promise<DataType | undefined> {
  let at = node;
  for (let depth = 0; depth < 10; depth++) {
    if (at.namespace === 0 && typeof at.value === "number" && (at.value <= 25 || at.value === 29)) return at.value === 29 ? DataType.Int32 : at.value >= 24 ? undefined : at.value;
    const up = await session.browse({ nodeId: at, browseDirection: 1, referenceTypeId: "i=45", includeSubtypes: true, nodeClassMask: 0, resultMask: 0 });
    const parent = up.references?.[0];
    if (!parent) return undefined;
    at = parent.nodeId as unknown as NodeId;
  }
  return undefined;
}

async function readAll(session: ClientSession, asked: ReadValueIdOptions[]): Promise<DataValue[]> {
  const values: DataValue[] = [];
  for (let at = 0; at < asked.length; at += Chunk) values.push(...await session.read(asked.slice(at, at + Chunk)));
  return values;
}

/** The three letters of UN/ECE are packed into the number (OPC UA part 8, 5.6.4.3). */
export function codeOf(unitId: number): string {
  return [16, 8, 0].map((shift) => (unitId >> shift) & 255).filter((c) => c > 0).map((c) => String.fromCharCode(c)).join("");
}
