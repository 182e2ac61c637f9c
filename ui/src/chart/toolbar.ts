import { icon } from "../dom";
import { say, type Word } from "../text";
import { named } from "./span";

/** What the buttons of a chart do. */
export interface Actions {
  span(name: string): void; zoom(factor: number): void; back(): void; latest(): void; table(): void; png(): void; csv(): void;
}

export interface Toolbar { root: HTMLElement; range: HTMLElement; show(state: { name?: string; table: boolean; canBack: boolean; following: boolean; live: boolean }): void }

export function toolbar(actions: Actions): Toolbar {
  const root = document.createElement("div");
  root.className = "ws-chart-bar d-print-none";
  const spans = group(root, say("chart.span"));
  const spanButtons = [...Object.keys(named), "all"].map((name) => {
    const b = button(spans, say(`span.${name}` as Word), () => actions.span(name));
    b.dataset.span = name;
    return b;
  });
  const moves = group(root, say("chart.zoomin"));
  const back = button(moves, say("chart.back"), actions.back, "arrow-back-up");
  button(moves, say("chart.zoomout"), () => actions.zoom(2), "zoom-out");
  button(moves, say("chart.zoomin"), () => actions.zoom(0.5), "zoom-in");
  const latest = button(moves, say("chart.latest"), actions.latest, "player-play");
  const range = root.appendChild(document.createElement("span"));
  range.className = "ws-chart-range";
  const files = group(root, say("chart.csv"));
  const table = button(files, say("chart.table"), actions.table, "table");
  button(files, say("chart.png"), actions.png, "photo");
  button(files, say("chart.csv"), actions.csv, "download");
  return {
    root, range,
    show(state) {
      for (const b of spanButtons) b.setAttribute("aria-pressed", String(b.dataset.span === state.name));
      table.setAttribute("aria-pressed", String(state.table));
      back.disabled = !state.canBack;
      latest.hidden = !state.live;
      latest.setAttribute("aria-pressed", String(state.following));
    },
  };
}

function group(to: HTMLElement, label: string): HTMLElement {
  const g = to.appendChild(document.createElement("div"));
  g.className = "ws-buttons";
  g.setAttribute("role", "group");
  g.setAttribute("aria-label", label);
  return g;
}

function button(to: HTMLElement, label: string, act: () => void, sign?: string): HTMLButtonElement {
  const b = to.appendChild(document.createElement("button"));
  b.type = "button";
  if (sign) {
    b.append(icon(sign));
    b.title = label;
    b.setAttribute("aria-label", label);
  } else {
    b.textContent = label;
  }
  b.addEventListener("click", act);
  return b;
}
