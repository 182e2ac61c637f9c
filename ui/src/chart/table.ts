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
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", label);
  const t = root.appendChild(make("table", "table table-sm"));
  const head = t.appendChild(document.createElement("thead")).insertRow();
  head.append(cell("th", say("table.time")), ...lines.map((l) => cell("th", unitText(l.unit) ? `${l.title} [${unitText(l.unit)}]` : l.title, "ws-num")));
  const body = t.appendChild(document.createElement("tbody"));
  for (const row of all.slice(0, most)) {
    const tr = body.insertRow();
    tr.append(cell("th", timeText(row.at, r, exact)));
    row.values.forEach((v, i) => tr.append(cell("td", v === null ? "" : lines[i].states ? shownValue(lines[i], v, r) : number(v, r, lines[i].digits), "ws-num")));
  }
  if (all.length === 0) root.append(make("p", "text-secondary p-3", say("chart.empty")));
  if (all.length > most) root.append(make("p", "text-secondary p-2", say("table.more", number(most, r, 0), number(all.length, r, 0))));
  return root;
}

function cell(tag: "th" | "td", text: string, className = ""): HTMLTableCellElement {
  const c = make(tag, className, text) as HTMLTableCellElement;
  if (tag === "th") c.scope = className ? "col" : "row";
  return c;
}
