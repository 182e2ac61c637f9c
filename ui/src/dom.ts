const svg = "http://www.w3.org/2000/svg";

/** An icon of the sprite, silent for those who hear the page. */
export function icon(name: string): SVGSVGElement {
  const element = document.createElementNS(svg, "svg");
  element.classList.add("icon");
  element.setAttribute("aria-hidden", "true");
  element.appendChild(document.createElementNS(svg, "use")).setAttribute("href", `/ui/icons.svg#${name}`);
  return element;
}

/** An element with a class, and words or children. */
export function make<K extends keyof HTMLElementTagNameMap>(tag: K, className = "", ...content: (Node | string)[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...content);
  return element;
}
