import { reader, timeText } from "../format";
import { say } from "../text";
import { shownValue, type Line } from "./option";
import type { Span } from "./span";

/** A line in words, for those who hear the page. */
export function summary(l: Line, span: Span): string {
  const r = reader(), values = l.points.filter((p) => p[1] !== null && p[0] >= span.from && p[0] < span.to).map((p) => p[1]!);
  if (!values.length) return `${l.title}: ${say("chart.none")}`;
  let least = Infinity, greatest = -Infinity;
  for (const v of values) { least = Math.min(least, v); greatest = Math.max(greatest, v); }
  return say("chart.summary", l.title, timeText(span.from, r), timeText(span.to, r),
    shownValue(l, least, r), shownValue(l, greatest, r), shownValue(l, values[values.length - 1], r));
}
