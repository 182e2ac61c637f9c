import { icon, make } from "../dom";
import { say } from "../text";

/** A button that copies: attribute `text`, or `for` with the id of an element whose words are copied. */
export class Copy extends HTMLElement {
  connectedCallback(): void {
    if (this.firstElementChild) return;
    const button = make("button", "btn btn-sm", icon("copy"), make("span", "", say("copy.copy")));
    button.type = "button";
    button.addEventListener("click", () => void this.#copy(button));
    this.append(button);
  }

  async #copy(button: HTMLButtonElement): Promise<void> {
    const target = document.getElementById(this.getAttribute("for") ?? "");
    const text = this.getAttribute("text") ?? (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target.value : target?.textContent?.trim()) ?? "";
    if (!(await written(text))) return;
    button.replaceChildren(icon("check"), make("span", "", say("copy.done")));
    setTimeout(() => button.replaceChildren(icon("copy"), make("span", "", say("copy.copy"))), 2000);
  }
}

/** The clipboard is only there over TLS and on the own machine; else the old way. */
async function written(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.body.appendChild(make("textarea", "visually-hidden"));
    area.value = text;
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
