/** A scene as `/api/twins/scene` sends it. Lengths are metres, x to the right, z to the front. */
export type Tone = "good" | "watch" | "act" | "neutral";
export type Activity = "unknown" | "off" | "idle" | "setup" | "running" | "fault";

export interface Limits { lowAlarm: number | null; lowWarning: number | null; highWarning: number | null; highAlarm: number | null }
export interface Value { signal: number; label: string; unit: string; value: number | null; at: number | null; staleAfter: number; limits: Limits }
export interface State { id: number; tone: Tone; activity: Activity; text: string; health: number | null }
export interface StateSignal { id: number; texts: Record<string, string>; activities: Record<string, Activity> }
export interface Node {
  id: number; parentId: number | null; name: string; path: string; shape: string; isGroup: boolean; x: number; z: number; originX: number; originZ: number;
  turn: number; width: number; depth: number; height: number; isMoved: boolean; model: string | null; url: string; state: State; signal: StateSignal | null; values: Value[];
}
export interface SceneData { asset: number | null; title: string; at: string; nodes: Node[] }
export interface Past { from: string; to: string; instants: number[]; signals: number[]; values: (number | null)[][] }

/** What a refused request says, in words. */
export class Refused extends Error {}

async function ask<T>(address: string, init?: RequestInit): Promise<T> {
  const answer = await fetch(address, { ...init, headers: { Accept: "application/json", ...(init?.body ? { "Content-Type": "application/json" } : {}) } });
  if (answer.ok) return (answer.status === 204 ? undefined : await answer.json()) as T;
  const problem = (await answer.json().catch(() => ({}))) as { detail?: string; title?: string; errors?: Record<string, string[]> };
  throw new Refused(problem.errors ? Object.values(problem.errors).flat().join(" ") : problem.detail ?? problem.title ?? String(answer.status));
}

const query = (values: Record<string, string | number | null | undefined>): string => {
  const given = Object.entries(values).filter(([, v]) => v !== null && v !== undefined && v !== "").map(([k, v]) => `${k}=${encodeURIComponent(v!)}`);
  return given.length ? `?${given.join("&")}` : "";
};

export const readScene = (src: string, asset: string | null): Promise<SceneData> => ask(src + query({ asset }));
export const readStates = (src: string, asset: string | null): Promise<{ states: State[] }> => ask(`${src}/states${query({ asset })}`);
export const readPast = (src: string, asset: string | null, from: number, to: number, steps: number): Promise<Past> =>
  ask(`${src}/past${query({ asset, from: new Date(from).toISOString(), to: new Date(to).toISOString(), steps })}`);
export interface Place { x: number; z: number; turn: number }
/** `seen` is where it stood when it was taken, null for where the layout has it: whoever moved it meanwhile is not overwritten. */
export const putPlace = (src: string, id: number, place: Place, seen: Place | null): Promise<unknown> =>
  ask(`${src}/places/${id}`, { method: "PUT", body: JSON.stringify({ ...place, seen: seen ?? {} }) });
export const resetPlace = (src: string, id: number, seen: Place): Promise<unknown> => ask(`${src}/places/${id}${query({ ...seen })}`, { method: "DELETE" });

/** What its limits say of a value. */
export function judge(value: number, limits: Limits): Tone {
  const { lowAlarm, lowWarning, highWarning, highAlarm } = limits;
  if ((highAlarm !== null && value > highAlarm) || (lowAlarm !== null && value < lowAlarm)) return "act";
  return (highWarning !== null && value > highWarning) || (lowWarning !== null && value < lowWarning) ? "watch" : "good";
}

const rank: Record<Tone, number> = { neutral: 0, good: 1, watch: 2, act: 3 };
export const worse = (a: Tone, b: Tone): Tone => (rank[a] >= rank[b] ? a : b);
export const urgency = (tone: Tone): number => rank[tone];
