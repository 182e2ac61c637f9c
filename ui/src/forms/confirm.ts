import { make } from "../dom";
import { say } from "../text";

/**
 * Around a form that destroys something: asks once, naming what is lost (attribute `text`; `action` names the button).
 * Without script the form shows its required box inside `[data-plain-confirm]`; with script the box is ticked by the question.
 */
export class Confirm extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector("form");
    if (!form || form.dataset.asks) return;
    form.dataset.asks = "true";
    const plain = form.querySelector<HTMLElement>("[data-plain-confirm]");
    if (plain) plain.hidden = true;
    for (const box of plain?.querySelectorAll<HTMLInputElement>("input[type=checkbox]") ?? []) box.checked = true;
    form.addEventListener("submit", (e) => {
      if (form.dataset.sure) return;
      e.preventDefault();
      this.#ask(form, e.submitter);
    });
  }

  #ask(form: HTMLFormElement, submitter: HTMLElement | null): void {
    const yes = make("button", "btn btn-danger", this.getAttribute("action") ?? submitter?.textContent?.trim() ?? say("confirm.go"));
    const no = make("button", "btn", say("confirm.cancel"));
    yes.type = no.type = "button";
    const words = make("p", "", this.getAttribute("text") ?? "");
    words.id = "ws-confirm-text";
    const dialog = make("dialog", "ws-dialog", words, make("div", "ws-dialog-buttons", no, yes));
    dialog.setAttribute("aria-labelledby", words.id);
    no.autofocus = true;
    no.addEventListener("click", () => dialog.close());
    yes.addEventListener("click", () => { form.dataset.sure = "true"; dialog.close(); form.requestSubmit(submitter as HTMLButtonElement | null); delete form.dataset.sure; });
    dialog.addEventListener("close", () => dialog.remove());
    this.append(dialog);
    dialog.showModal();
  }
}
