/**
 * Shows what a form would do while one types in it: attributes `for` (id of the form), `src` (address that takes the form and answers with a piece of
 * the page), `wait` (ms of rest, default 500), `address` (of the page that the form leads to: the browser then always shows what is in the form, so that
 * it can be passed on; what is inside of `data-unsaid` is left out). The piece takes the place of what is inside; without script a button of the form does
 * the same. A choice inside of `data-anew` changes the form itself: it is sent, and the page comes anew.
 */
export class Preview extends HTMLElement {
  #timer = 0;
  #told = 0;
  #asked?: AbortController;
  #form: HTMLFormElement | null = null;
  readonly #typed = (event: Event): void => {
    if (event.target instanceof HTMLSelectElement && event.target.closest("[data-anew]")) return this.#form!.requestSubmit();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), Number(this.getAttribute("wait") ?? 500)) as unknown as number;
    clearTimeout(this.#told);
    if (this.hasAttribute("address")) this.#told = setTimeout(() => this.#tell(), 400) as unknown as number; // browsers refuse more than some changes a second
  };

  connectedCallback(): void {
    this.#form = document.getElementById(this.getAttribute("for") ?? "") as HTMLFormElement | null;
    this.#form?.addEventListener("input", this.#typed);
    this.setAttribute("aria-live", "polite");
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#told);
    this.#asked?.abort();
    this.#form?.removeEventListener("input", this.#typed);
  }

  #tell(): void {
    const said = new URLSearchParams();
    for (const field of this.#form!.elements)
      if ((field instanceof HTMLInputElement || field instanceof HTMLSelectElement) && field.name && !field.disabled && !field.closest("[data-unsaid]")) said.append(field.name, field.value);
    history.replaceState(history.state, "", `${this.getAttribute("address")!}?${said}`);
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
