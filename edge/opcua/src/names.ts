// Node ids that survive a restart of the server: the namespace by its name, not by its place.
import { coerceNodeId, type NodeId } from "node-opcua-client";

/** nsu=urn:plant;s=Temperature */
export function addressOf(node: NodeId, namespaces: readonly string[]): string {
  const text = node.toString();
  if (node.namespace === 0) return text.replace(/^ns=0;/u, "");
  const uri = namespaces[node.namespace];
  return uri === undefined ? text : text.replace(/^ns=\d+;/u, `nsu=${uri.replace(/%/gu, "%25").replace(/;/gu, "%3B")};`);
}

/** The node of an address; undefined when the server has no such namespace, or it is none. */
export function nodeOf(address: string, namespaces: readonly string[]): NodeId | undefined {
  const named = /^nsu=([^;]*);(.*)$/su.exec(address);
  try {
    if (!named) return coerceNodeId(address);
    const at = namespaces.indexOf(named[1]!.replace(/%3B/gu, ";").replace(/%25/gu, "%"));
    return at < 0 ? undefined : coerceNodeId(`ns=${at};${named[2]!}`);
  } catch {
    return undefined;
  }
}
