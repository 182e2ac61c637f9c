import { make } from "../dom";
import { number, reader, roughText } from "../format";
import { say } from "../text";

/** What the address in `src` answers: `done` of `total`; `finished` ends it and `url` is where to go then. */
interface State { done: number; total: number | null; text?: string | null; finished?: boolean; error?: string | null; url?: string | null }

/** Long work: a bar, what is done, and the time left beyond two seconds. Attributes `src`, `every` (ms, default 500), `then` (address). */
export class Progress extends HTMLElement {
  #timer = 0;
  #begun = Date.now();

  connectedCallback(): void { void this.#ask(); }

  disconnectedCallback(): void { clearTimeout(this.#timer); }

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
    if (s.total) bar.value = share;
    const left = share > 0 ? (spent / share) * (1 - share) : 0;
    const words = s.error ?? s.text ?? (s.finished ? say("progress.done") : s.total ? say("progress.of", number(s.done, r, 0), number(s.total, r, 0)) : number(s.done, r, 0));
    const line = make("p", s.error ? "ws-field-error" : "text-secondary", spent > 2000 && left > 1000 ? `${words}, ${say("progress.left", roughText(left, r))}` : words);
    this.className = "ws-progress";
    this.setAttribute("role", "status");
    this.replaceChildren(...(s.error ? [line] : [bar, line]));
    if (!s.finished && !s.error) return false;
    const next = s.url ?? this.getAttribute("then");
    if (next && !s.error) location.assign(next);
    return true;
  }
}
