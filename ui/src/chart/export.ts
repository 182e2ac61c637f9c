import { timeText, unitText, type Reader } from "../format";
import type { Line } from "./option";
import { iso, type Span } from "./span";

export interface Row { at: number; values: (number | null)[] }

/** The points of all lines by instant. */
export function rows(lines: Line[], span: Span): Row[] {
  const found = new Map<number, Row>();
  lines.forEach((line, i) => {
    for (const [at, value] of line.points) {
      if (value === null || at < span.from || at >= span.to) continue;
      let row = found.get(at);
      if (!row) found.set(at, row = { at, values: new Array<number | null>(lines.length).fill(null) });
      row.values[i] = value;
    }
  });
  return [...found.values()].sort((a, b) => a.at - b.at);
}

/** CSV (RFC 4180) of what is drawn: German with semicolons and decimal commas in local time, else commas, points and UTC. */
export function csv(lines: Line[], span: Span, r: Reader): string {
  const german = r.lang.startsWith("de"), separator = german ? ";" : ",";
  const cell = (text: string): string => (/["\r\n;,]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  const head = [german ? "Zeitpunkt" : "at", ...lines.map((l) => (unitText(l.unit) ? `${l.title} [${unitText(l.unit)}]` : l.title))].map(cell).join(separator);
  const body = rows(lines, span).map((row) =>
    [german ? timeText(row.at, r, "ms") : iso(row.at), ...row.values.map((v) => (v === null ? "" : german ? String(v).replace(".", ",") : String(v)))].map(german ? (x) => x : cell).join(separator));
  return [head, ...body].join("\r\n") + "\r\n";
}

export function download(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A file name of a title: letters and digits of any language, dashes between. */
export const fileName = (title: string): string => title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 80) || "werkstrom";
