import { icon, make } from "../dom";
import { say } from "../text";
import { banded, type Line } from "./option";
import { look } from "./palette";

/** Above the chart: a button for each of several lines, how the picture is to be read, and what is stale. Rewritten only when it says something else. */
export function paintLegend(legend: HTMLElement, lines: Line[], stale: string, toggle: (id: number) => void): void {
  const colors = look().series, items: Node[] = [];
  if (lines.length > 1) lines.forEach((line, i) => items.push(lineButton(line, colors[i % colors.length], toggle)));
  if (lines.some((l) => l.shown && banded(l))) items.push(make("span", "ws-chart-hint", say("chart.reduced")));
  if (stale) items.push(make("span", "ws-chart-stale", icon("clock"), ` ${stale}`));
  const key = items.map((i) => i.textContent).join("|") + lines.map((l) => Number(l.shown)).join("");
  if (legend.dataset.key === key) return;
  legend.dataset.key = key;
  legend.replaceChildren(...items);
}

function lineButton(line: Line, color: string, toggle: (id: number) => void): HTMLButtonElement {
  const mark = make("i"), button = make("button", "", mark, make("span", "", line.title));
  mark.style.background = color;
  button.type = "button";
  button.setAttribute("aria-pressed", String(line.shown));
  button.addEventListener("click", () => toggle(line.id));
  return button;
}
