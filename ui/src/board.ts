import { make } from "./dom";
import { say } from "./text";

/**
 * The board of work orders: cards are dragged to another column, or moved by Alt and the arrow keys. Their buttons work without it.
 * A move is sent to the server, which decides; then the page is loaded anew and offers to take it back.
 */
export class Board extends HTMLElement {
  #dragged: HTMLElement | null = null;

  connectedCallback(): void {
    if (!this.hasAttribute("data-can-move")) return;
    this.addEventListener("dragstart", (e) => this.#lift(e));
    this.addEventListener("dragend", () => this.#drop());
    for (const column of this.#columns()) {
      column.addEventListener("dragover", (e) => { if (this.#dragged) { e.preventDefault(); this.#mark(column); } });
      column.addEventListener("drop", (e) => { e.preventDefault(); if (this.#dragged) void this.#move(this.#dragged, column.dataset.state!); });
    }
    this.addEventListener("keydown", (e) => this.#key(e));
    const moved = location.hash.startsWith("#wo-") ? document.getElementById(location.hash.slice(1)) : null;
    if (moved && this.contains(moved)) moved.focus();
  }

  #columns(): HTMLElement[] { return [...this.querySelectorAll<HTMLElement>("[data-state]")]; }

  #lift(e: DragEvent): void {
    this.#dragged = (e.target as Element).closest<HTMLElement>("[data-order]");
    if (!this.#dragged || !e.dataTransfer) return;
    e.dataTransfer.effectAllowed = "move";
    e.dataTransfer.setData("text/plain", this.#dragged.querySelector("a")?.href ?? "");
    this.#dragged.classList.add("wo-lifted");
  }

  #drop(): void {
    this.#dragged?.classList.remove("wo-lifted");
    this.#dragged = null;
    this.#mark(null);
  }

  #mark(over: HTMLElement | null): void { for (const column of this.#columns()) column.classList.toggle("wo-over", column === over); }

  #key(e: KeyboardEvent): void {
    const card = e.target as HTMLElement, by = e.key === "ArrowRight" ? 1 : e.key === "ArrowLeft" ? -1 : 0;
    if (!by || !e.altKey || !card.dataset.order) return;
    e.preventDefault(); // else the browser goes back
    const columns = this.#columns(), to = columns[columns.indexOf(card.closest<HTMLElement>("[data-state]")!) + by];
    if (to) void this.#move(card, to.dataset.state!);
  }

  async #move(card: HTMLElement, state: string): Promise<void> {
    if (card.closest<HTMLElement>("[data-state]")?.dataset.state === state || card.getAttribute("aria-busy") === "true") return;
    const id = card.dataset.order!, target = this.#columns().find((c) => c.dataset.state === state), page = new URL(location.href);
    if (state === "done") return location.assign(`/cases/work/${id}?finish=true#finish`);
    card.setAttribute("aria-busy", "true");
    target?.querySelector("ol")?.prepend(card);
    try {
      const answer = await fetch(`/api/condition/work/${id}/move`, { method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json" }, body: JSON.stringify({ state, revision: Number(card.dataset.revision) }) });
      for (const name of ["moved", "rev", "late"]) page.searchParams.delete(name);
      page.searchParams.set("state", state);
      if (answer.ok) {
        const order = (await answer.json()) as { revision: number };
        page.searchParams.set("moved", id);
        page.searchParams.set("rev", String(order.revision));
      } else if (answer.status === 409) page.searchParams.set("late", id);
      else throw new Error(String(answer.status));
      page.hash = `wo-${id}`;
      // another hash alone would not load the page
      if (page.pathname + page.search === location.pathname + location.search) location.reload();
      else location.replace(page);
    } catch {
      this.before(make("p", "ws-field-error", say("board.failed")));
      card.removeAttribute("aria-busy");
    }
  }
}
