/**
 * Shows what a form would do while one types in it: attributes `for` (id of the form), `src` (address that takes the form and answers with a piece of
 * the page), `wait` (ms of rest, default 500). The piece takes the place of what is inside; without script a button of the form does the same.
 */
export class Preview extends HTMLElement {
  #timer = 0;
  #asked?: AbortController;
  #form: HTMLFormElement | null = null;
  readonly #typed = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), Number(this.getAttribute("wait") ?? 500)) as unknown as number;
  };

  connectedCallback(): void {
    this.#form = document.getElementById(this.getAttribute("for") ?? "") as HTMLFormElement | null;
    this.#form?.addEventListener("input", this.#typed);
    this.setAttribute("aria-live", "polite");
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    this.#form?.removeEventListener("input", this.#typed);
  }

  async #ask(): Promise<void> {
    this.#asked?.abort();
    const asked = (this.#asked = new AbortController());
    this.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(this.getAttribute("src")!, { method: "POST", body: new URLSearchParams(new FormData(this.#form!) as unknown as Record<string, string>), signal: asked.signal });
      if (answer.ok) this.innerHTML = await answer.text(); // made by our own server, every value encoded there
    } catch {
      // a newer word is on its way, or the network is gone: what is shown stays
    }
    if (this.#asked === asked) this.removeAttribute("aria-busy");
  }
}
