/**
 * A number with a slider beside it: attributes `from`, `to`, `step`. Both say the same; only the number is sent, so that without script nothing is
 * missing. A number beyond the slider's ends stays as it is.
 */
export class Knob extends HTMLElement {
  connectedCallback(): void {
    const number = this.querySelector("input");
    if (!number || this.querySelector("[type=range]")) return;
    const slider = document.createElement("input");
    slider.type = "range";
    slider.className = "form-range";
    slider.min = this.getAttribute("from") ?? "0";
    slider.max = this.getAttribute("to") ?? "100";
    slider.step = this.getAttribute("step") ?? "1";
    slider.value = number.value;
    slider.setAttribute("aria-label", document.querySelector(`label[for="${CSS.escape(number.id)}"]`)?.textContent ?? "");
    slider.addEventListener("input", () => (number.value = slider.value));
    number.addEventListener("input", () => (slider.value = number.value));
    this.prepend(slider);
  }
}
