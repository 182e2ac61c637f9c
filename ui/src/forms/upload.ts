import { icon, make } from "../dom";
import { number, reader, roughText } from "../format";
import { say } from "../text";

/** Around a form with a file: a place to drop files on, and a bar with the time left while they are sent. Without script it is the plain form. */
export class Upload extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector("form"), input = form?.querySelector<HTMLInputElement>("input[type=file]");
    if (!form || !input || this.querySelector(".ws-drop")) return;
    const chosen = make("span", "", say("upload.drop"));
    const drop = make("label", "ws-drop", icon("file-upload"), chosen);
    drop.htmlFor = input.id ||= "ws-upload-file";
    input.before(drop);
    input.classList.add("visually-hidden");
    const name = (): void => { chosen.textContent = [...(input.files ?? [])].map((f) => f.name).join(", ") || say("upload.drop"); };
    input.addEventListener("change", name);
    for (const kind of ["dragover", "dragenter"]) drop.addEventListener(kind, (e) => { e.preventDefault(); drop.classList.add("ws-over"); });
    for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("ws-over"));
    drop.addEventListener("drop", (e) => {
      e.preventDefault();
      if (!e.dataTransfer?.files.length) return;
      input.files = e.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
    form.addEventListener("submit", (e) => {
      if (!input.files?.length || e.defaultPrevented) return;
      e.preventDefault();
      this.#send(form, e.submitter);
    });
  }

  #send(form: HTMLFormElement, submitter: HTMLElement | null): void {
    const bar = make("progress"), words = make("p", "text-secondary"), r = reader(), begun = Date.now();
    bar.max = 1;
    words.setAttribute("role", "status");
    const shown = make("div", "ws-progress", bar, words);
    this.querySelector(".ws-progress")?.remove();
    form.after(shown);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "text/html");
    request.upload.onprogress = (e) => {
      const share = e.total ? e.loaded / e.total : 0, spent = Date.now() - begun, left = share > 0 ? (spent / share) * (1 - share) : 0;
      bar.value = share;
      words.textContent = say("upload.sending", number(Math.floor(share * 100), r, 0)) + (spent > 2000 && left > 1000 ? `, ${say("upload.left", roughText(left, r))}` : "");
    };
    request.onload = () => {
      if (request.responseURL && request.responseURL !== form.action) return location.assign(request.responseURL);
      document.open();
      document.write(request.responseText);
      document.close();
    };
    request.onerror = () => { words.textContent = say("upload.failed"); words.className = "ws-field-error"; bar.remove(); };
    request.send(new FormData(form, submitter));
  }
}
