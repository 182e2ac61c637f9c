import { watch, type Live } from "../live/client";
import { judge, type Node, type Past, readStates, type State, worse } from "./data";

const every = 5_000, mostLive = 900;

/** What newest values change: the values of things, and the states of those whose state signal spoke. */
export function liveStates(nodes: Node[], values: Live[]): State[] {
  const fresh = new Map(values.map((v) => [v.signal, v])), told: State[] = [];
  for (const node of nodes) {
    for (const value of node.values) {
      const now = fresh.get(value.signal);
      if (now) [value.value, value.at] = [now.v, now.t];
    }
    const said = node.signal ? fresh.get(node.signal.id) : undefined, key = said ? String(said.v) : "";
    if (said && node.signal!.texts[key] !== undefined && node.signal!.texts[key] !== node.state.text)
      told.push({ ...node.state, text: node.signal!.texts[key], activity: node.signal!.activities[key] ?? "unknown" });
  }
  return told;
}

/** How things were at one step of the past, as ScenePastReader.cs says it: by their state signal and the limits of their main values. What was off alarms for nothing. */
export function pastStates(nodes: Node[], past: Past, step: number, words: { sends: string; none: string }): State[] {
  const column = new Map(past.signals.map((s, i) => [s, i])), at = (signal: number): number | null => past.values[column.get(signal) ?? -1]?.[step] ?? null;
  return nodes.filter((n) => !n.isGroup).map((node) => {
    for (const value of node.values) [value.value, value.at] = [at(value.signal), past.instants[step]];
    const said = node.signal ? at(node.signal.id) : null, activity = said === null ? "unknown" : node.signal!.activities[String(said)] ?? "unknown";
    const judged = node.values.flatMap((v) => (v.value === null || activity === "off" ? [] : [judge(v.value, v.limits)]));
    const word = said === null ? undefined : node.signal!.texts[String(said)], sends = word === undefined && judged.length > 0;
    return {
      id: node.id, tone: activity === "fault" ? "act" : judged.reduce(worse, "neutral" as State["tone"]), activity: sends ? "running" : activity,
      text: word ?? (sends ? words.sends : words.none), health: null,
    };
  });
}

/** Follows a scene: its signals over the stream that all pages share, and what only the server can judge every five seconds. Returns what ends it. */
export function follow(src: string, asset: string | null, nodes: Node[], live: (values: Live[]) => void, judged: (states: State[]) => void): () => void {
  const states = [...new Set(nodes.flatMap((n) => (n.signal ? [n.signal.id] : [])))], all = [...new Set([...states, ...nodes.flatMap((n) => n.values.map((v) => v.signal))])];
  const unwatch = watch(all.length <= mostLive ? all : states, { values: live });
  let timer = 0, over = false;
  const ask = async (): Promise<void> => {
    try {
      if (!document.hidden) judged((await readStates(src, asset)).states);
    } catch {
      // the server may be away for a moment: what is shown stays
    }
    if (!over) timer = setTimeout(() => void ask(), every) as unknown as number;
  };
  timer = setTimeout(() => void ask(), every) as unknown as number;
  return () => {
    over = true;
    clearTimeout(timer);
    unwatch();
  };
}
