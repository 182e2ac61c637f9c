import type { Mark } from "./option";
import type { Span } from "./span";

interface Event { from: string; to: string | null; words: string; level: string }

let last: { key: string; marks: Mark[] } | undefined;

/** The events of a span as marks; nothing when they cannot be had, for the chart does not depend on them. */
export async function loadMarks(address: string, span: Span): Promise<Mark[] | undefined> {
  const url = new URL(address, location.href);
  url.searchParams.set("from", new Date(Math.floor(span.from)).toISOString());
  url.searchParams.set("to", new Date(Math.ceil(span.to)).toISOString());
  if (last?.key === url.href) return last.marks;
  try {
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    if (!answer.ok) return undefined;
    const body = (await answer.json()) as Event[] | { events: Event[] } | { items: Event[] };
    const events = Array.isArray(body) ? body : "events" in body ? body.events : body.items;
    const marks = events.map((e) => ({ from: Date.parse(e.from), to: e.to ? Date.parse(e.to) : null, text: e.words, level: e.level.toLowerCase() }));
    last = { key: url.href, marks };
    return marks;
  } catch {
    return undefined;
  }
}
