import { make } from "../dom";
import { number, reader, roughText } from "../format";
import { say } from "../text";

/** What the server says: `done` of `total`, seconds `left` if it knows; `finished` ends it and `url` is where to go then. */
interface State { done: number; total: number | null; text?: string | null; left?: number | null; finished?: boolean; error?: string | null; url?: string | null }

/**
 * Long work: a bar, what is done, and the time left beyond two seconds. Attributes `stream` (address of server-sent events) or `src` (address to ask)
 * with `every` (ms, default 500), `then` (address), `label` (of the bar). What is inside is shown until the first answer.
 */
export class Progress extends HTMLElement {
  #timer = 0;
  #begun = Date.now();
  #events: EventSource | null = null;

  connectedCallback(): void {
    const stream = this.getAttribute("stream");
    if (!stream) return void this.#ask();
    this.#events = new EventSource(stream); // comes back by itself when the server restarts
    this.#events.onmessage = (event) => { if (this.#show(JSON.parse(event.data as string) as State)) this.#events?.close(); };
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
    this.#events?.close();
  }

  async #ask(): Promise<void> {
    let wait = Number(this.getAttribute("every") ?? 500);
    try {
      const answer = await fetch(this.getAttribute("src")!, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      if (this.#show((await answer.json()) as State)) return;
    } catch {
      wait = 3000; // the server may be busy or restarting
    }
    this.#timer = setTimeout(() => void this.#ask(), wait) as unknown as number;
  }

  /** Returns true at the end. */
  #show(s: State): boolean {
    const r = reader(), bar = make("progress"), share = s.total ? s.done / s.total : 0, spent = Date.now() - this.#begun;
    bar.max = 1;
    bar.setAttribute("aria-label", this.getAttribute("label") ?? say("progress.label"));
    if (s.total) bar.value = share;
    const left = s.left === undefined ? (share > 0 && spent > 2000 ? (spent / share) * (1 - share) : 0) : (s.left ?? 0) * 1000;
    const words = s.error ?? s.text ?? (s.finished ? say("progress.done") : s.total ? say("progress.of", number(s.done, r, 0), number(s.total, r, 0)) : number(s.done, r, 0));
    const line = make("p", s.error ? "ws-field-error" : "text-secondary", left > 1000 ? `${words}, ${say("progress.left", roughText(left, r))}` : words);
    this.className = "ws-progress";
    this.setAttribute("role", "status");
    this.replaceChildren(...(s.error ? [line] : [bar, line]));
    if (!s.finished && !s.error) return false;
    const next = s.url ?? this.getAttribute("then");
    if (next && !s.error) location.replace(next);
    return true;
  }
}
