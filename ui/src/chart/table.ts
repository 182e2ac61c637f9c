import { number, timeText, unitText, type Reader } from "../format";
import { make } from "../dom";
import { say } from "../text";
import { rows } from "./export";
import { shownValue, type Line } from "./option";
import { length, type Span } from "./span";

const most = 500;

/** The table behind a chart: what is drawn, an instant a row. */
export function table(lines: Line[], span: Span, r: Reader, label: string): HTMLElement {
  const all = rows(lines, span), exact = length(span) < 120_000 ? "ms" : "second";
  const root = make("div", "table-responsive ws-chart-table");
  root.tabIndex = 0;
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", label);
  const t = root.appendChild(make("table", "table table-sm"));
  const head = t.appendChild(document.createElement("thead")).insertRow();
  head.append(cell("th", say("table.time")), ...lines.map((l) => cell("th", unitText(l.unit) ? `${l.title} [${unitText(l.unit)}]` : l.title, "ws-num")));
  const body = t.appendChild(document.createElement("tbody"));
  const digits = lines.map((l, i) => l.digits ?? digitsOf(all.slice(0, most).map((row) => row.values[i])));
  for (const row of all.slice(0, most)) {
    const tr = body.insertRow();
    tr.append(cell("th", timeText(row.at, r, exact)));
    row.values.forEach((v, i) => tr.append(cell("td", v === null ? "" : lines[i].states ? shownValue(lines[i], v, r) : number(v, r, digits[i]), "ws-num")));
  }
  if (all.length === 0) root.append(make("p", "text-secondary p-3", say("chart.empty")));
  if (all.length > most) root.append(make("p", "text-secondary p-2", say("table.more", number(most, r, 0), number(all.length, r, 0))));
  return root;
}

/** As many decimals as the samples of a column have, of seven digits in all; undefined where powers of ten read better. */
export function digitsOf(values: (number | null)[]): number | undefined {
  let most = 0;
  for (const v of values) {
    if (v === null || !Number.isFinite(v) || v === 0) continue;
    if (Math.abs(v) < 1e-4 || Math.abs(v) >= 1e9) return undefined;
    most = Math.max(most, (String(Number(v.toPrecision(7))).split(".")[1] ?? "").length);
  }
  return Math.min(most, 6);
}

function cell(tag: "th" | "td", text: string, className = ""): HTMLTableCellElement {
  const c = make(tag, className, text) as HTMLTableCellElement;
  if (tag === "th") c.scope = className ? "col" : "row";
  return c;
}
