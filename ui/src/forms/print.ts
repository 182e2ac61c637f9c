/** Around a button that prints the page; without script it stays hidden, the browser's own menu prints. */
export class Print extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector("button");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
}
