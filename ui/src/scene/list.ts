import { exactText, number, reader } from "../format";
import { say } from "../text";
import type { Node, State, Value } from "./data";
import { signs } from "./tools";

const calm = 1_000;

/** What of a row of the list changes. */
interface Row { badge: HTMLElement; health: HTMLElement | null; values: Map<number, HTMLElement> }

/** The list beside the picture (SceneList.razor) says the same, of now or of the moment that is looked at; while time runs by, it says so once a second. */
export class SceneList {
  #root = document.querySelector<HTMLElement>("[data-scene-list]");
  #rows = new Map([...this.#root?.querySelectorAll<HTMLElement>("[data-thing]") ?? []].map((row) => [Number(row.dataset.thing), rowOf(row)]));
  #written = 0;
  #at: number | null = Date.parse(this.#root?.querySelector("[data-scene-when] time")?.getAttribute("datetime") ?? "");

  /** How a thing is now; what is held at another moment is left alone. */
  tell(state: State): void { if (this.#root?.dataset.held === undefined) this.#tell(state); }

  /** How things were at an instant; what is only passed on the way may be left out. */
  past(nodes: Node[], at: number, isPassing: boolean): void {
    const now = performance.now();
    if (!this.#root || (isPassing && now - this.#written < calm)) return;
    [this.#written, this.#at] = [now, at];
    this.#root.dataset.held = ""; // newest values keep out
    const time = this.#root.querySelector<HTMLElement>("[data-scene-when] time");
    time?.setAttribute("datetime", new Date(at).toISOString());
    if (time) write(time, exactText(at, reader()));
    this.#show(nodes, (cell) => cell.classList.remove("ws-stale"));
  }

  /** What is said until it is known how things were at an instant; what the server said of it stays. */
  wait(nodes: Node[], at: number): void {
    if (this.#at === at) return;
    this.past(nodes, at, false);
    this.#at = null;
  }

  /** How things are now. */
  now(nodes: Node[]): void {
    if (!this.#root) return;
    this.#at = null;
    delete this.#root.dataset.held;
    this.#show(nodes, (cell, { at, staleAfter }) => {
      if (at === null) delete cell.dataset.at;
      else cell.dataset.at = String(at);
      cell.classList.toggle("ws-stale", at !== null && Date.now() - at > staleAfter * 1000);
    });
  }

  #show(nodes: Node[], dress: (cell: HTMLElement, value: Value) => void): void {
    for (const node of nodes) {
      this.#tell(node.state);
      for (const value of node.values) {
        const cell = this.#rows.get(node.id)?.values.get(value.signal);
        if (!cell) continue;
        write(cell.querySelector(".ws-number")!, value.value === null ? "–" : number(value.value, reader()));
        dress(cell, value);
      }
    }
  }

  #tell(state: State): void {
    const row = this.#rows.get(state.id);
    if (!row) return;
    row.badge.className = `ws-badge ws-tone-${state.tone}`;
    row.badge.querySelector("use")?.setAttribute("href", `/ui/icons.svg#${signs[state.tone]}`);
    row.badge.querySelector("svg")?.setAttribute("aria-label", say(`scene.tone.${state.tone}`));
    write(row.badge.querySelector("span")!, state.text);
    if (row.health) write(row.health, state.health === null ? "" : say("scene.health", Math.round(state.health)));
  }
}

function rowOf(row: HTMLElement): Row {
  const cells = [...row.querySelectorAll<HTMLElement>("[data-signal]")].map((cell) => [Number(cell.dataset.signal), cell] as const);
  return { badge: row.querySelector<HTMLElement>(".ws-badge")!, health: row.querySelector<HTMLElement>(".sc-health"), values: new Map(cells) };
}

const write = (into: Element, text: string): void => { if (into.textContent !== text) into.textContent = text; };
