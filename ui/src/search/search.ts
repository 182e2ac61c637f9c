import { icon, make } from "../dom";
import { say, type Word } from "../text";
import { merge, pagesFor, type Hit } from "./rank";

const icons: Record<string, string> = { page: "file-text", asset: "building-factory-2", signal: "chart-line", case: "alert-triangle", work: "tool", customer: "user" };

/** The palette behind Ctrl-K: a combobox over a list, as the ARIA Authoring Practices describe it. */
export class Search extends HTMLElement {
  #dialog!: HTMLDialogElement;
  #input!: HTMLInputElement;
  #list!: HTMLUListElement;
  #status!: HTMLElement;
  #hits: Hit[] = [];
  #at = -1;
  #running?: AbortController;
  #wait = 0;

  connectedCallback(): void {
    if (this.#dialog) return;
    this.#input = make("input", "form-control form-control-lg");
    Object.assign(this.#input, { type: "search", autocomplete: "off", spellcheck: false, placeholder: say("search.hint") });
    for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "true", "aria-controls": "ws-search-list", "aria-autocomplete": "list", "aria-label": say("search.title"), enterkeyhint: "go" }))
      this.#input.setAttribute(name, value);
    this.#list = make("ul");
    this.#list.id = "ws-search-list";
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", say("search.title"));
    this.#status = make("p", "ws-search-status");
    this.#status.setAttribute("role", "status");
    const close = make("button", "btn btn-icon", icon("x"));
    close.type = "button";
    close.setAttribute("aria-label", say("search.close"));
    close.addEventListener("click", () => this.#dialog.close());
    this.#dialog = make("dialog", "ws-search", make("div", "ws-search-head", this.#input, close), this.#list, this.#status);
    this.#dialog.setAttribute("aria-label", say("search.title"));
    this.append(this.#dialog);
    this.#wire();
  }

  #wire(): void {
    document.addEventListener("keydown", (e) => {
      if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "k") { e.preventDefault(); this.open(); }
    });
    for (const button of document.querySelectorAll<HTMLElement>("[data-search]")) {
      button.hidden = false;
      button.addEventListener("click", () => this.open());
    }
    this.#dialog.addEventListener("click", (e) => { if (e.target === this.#dialog) this.#dialog.close(); });
    this.#input.addEventListener("input", () => this.#ask());
    this.#input.addEventListener("keydown", (e) => this.#key(e));
    this.#list.addEventListener("pointermove", (e) => {
      const i = [...this.#list.children].indexOf((e.target as Element).closest("li")!);
      if (i >= 0 && i !== this.#at) this.#choose(i);
    });
  }

  open(): void {
    if (this.#dialog.open) return;
    document.querySelectorAll<HTMLElement>("[popover]:popover-open").forEach((p) => p.hidePopover());
    this.#dialog.showModal();
    this.#input.select();
    this.#ask();
  }

  #key(e: KeyboardEvent): void {
    const last = this.#hits.length - 1;
    const to = { ArrowDown: this.#at >= last ? 0 : this.#at + 1, ArrowUp: this.#at <= 0 ? last : this.#at - 1, PageDown: Math.min(last, this.#at + 8), PageUp: Math.max(0, this.#at - 8) }[e.key];
    if (to !== undefined && last >= 0) { e.preventDefault(); this.#choose(to); }
    else if (e.key === "Escape") { e.preventDefault(); this.#dialog.close(); } // a search field would only be emptied by it
    else if (e.key === "Enter" && this.#hits[this.#at]) {
      e.preventDefault();
      this.#go(this.#hits[this.#at], e.ctrlKey || e.metaKey);
    }
  }

  #go(hit: Hit, elsewhere: boolean): void {
    if (elsewhere) open(hit.url, "_blank", "noopener");
    else location.assign(hit.url);
  }

  #pages(): Hit[] {
    return [...document.querySelectorAll<HTMLAnchorElement>("[data-menu]")].map((a) =>
      ({ kind: "page", title: a.textContent!.trim(), path: "", url: a.getAttribute("href")! }));
  }

  #ask(): void {
    const query = this.#input.value.trim(), pages = pagesFor(query, this.#pages());
    this.#running?.abort();
    clearTimeout(this.#wait);
    if (!query) return this.#show(pages, query);
    this.#wait = setTimeout(() => void this.#fetch(query, pages), 90) as unknown as number;
  }

  async #fetch(query: string, pages: Hit[]): Promise<void> {
    const control = this.#running = new AbortController();
    try {
      const answer = await fetch(`${this.getAttribute("src")}?q=${encodeURIComponent(query)}`, { signal: control.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      this.#show(merge(pages, (await answer.json()) as Hit[]), query);
    } catch {
      if (control.signal.aborted) return;
      this.#show(pages, query);
      this.#status.textContent = say("search.failed");
    }
  }

  #show(hits: Hit[], query: string): void {
    this.#hits = hits;
    this.#list.replaceChildren(...hits.map((hit, i) => this.#line(hit, i)));
    this.#status.textContent = hits.length ? say("search.count", hits.length) : say("search.none", query);
    this.#choose(hits.length ? 0 : -1);
  }

  #line(hit: Hit, i: number): HTMLLIElement {
    const words = make("span", "", make("b", "", hit.title));
    if (hit.path && hit.path !== hit.url) words.append(make("small", "", hit.path));
    const kind = make("small", "ws-search-kind", `kind.${hit.kind}` in kinds ? say(`kind.${hit.kind}` as Word) : hit.kind);
    const line = make("li", "", icon(icons[hit.kind] ?? "arrow-right"), words, kind);
    line.addEventListener("click", (e) => this.#go(hit, e.ctrlKey || e.metaKey));
    line.id = `ws-search-${i}`;
    line.setAttribute("role", "option");
    return line;
  }

  #choose(i: number): void {
    this.#at = i;
    [...this.#list.children].forEach((line, n) => line.setAttribute("aria-selected", String(n === i)));
    this.#list.children[i]?.scrollIntoView({ block: "nearest" });
    if (i >= 0) this.#input.setAttribute("aria-activedescendant", `ws-search-${i}`);
    else this.#input.removeAttribute("aria-activedescendant");
  }
}

const kinds = { "kind.page": 1, "kind.asset": 1, "kind.signal": 1, "kind.case": 1, "kind.customer": 1 };
