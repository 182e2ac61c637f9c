import { icon, make } from "../dom";
import { agoText, reader, valueText } from "../format";
import { say } from "../text";
import type { Node } from "./data";
import { signs } from "./tools";


/** What a thing says when a pointer or the keys are on it: name, state, main values. */
export class Card {
  readonly element = make("div", "sc-card");
  #shown: Node | null = null;

  constructor() { this.element.hidden = true; }

  show(node: Node | null, past: boolean): void {
    this.#shown = node;
    this.element.hidden = node === null;
    if (!node) return;
    const r = reader(), state = make("p", `sc-card-state ws-tone-${node.state.tone}`, icon(signs[node.state.tone]), node.state.text);
    if (node.state.health !== null && !past) state.append(make("span", "sc-card-health", say("scene.health", Math.round(node.state.health))));
    const list = make("dl");
    for (const value of node.values) {
      const text = value.value === null ? "–" : valueText(value.value, value.unit, r), stale = !past && value.at !== null && Date.now() - value.at > value.staleAfter * 1000;
      const shown = make("dd", stale ? "ws-stale" : "", text);
      if (stale) shown.title = agoText(value.at!, Date.now(), r);
      list.append(make("div", "", make("dt", "", value.label), shown));
    }
    this.element.replaceChildren(make("strong", "", node.name), state, list, make("p", "sc-card-hint", say("scene.open")));
  }

  /** After values have changed. */
  renew(past: boolean): void { if (this.#shown) this.show(this.#shown, past); }

  /** Beside a point, within the picture. */
  at(x: number, y: number, width: number, height: number): void {
    const [w, h] = [this.element.offsetWidth, this.element.offsetHeight];
    const left = x + 18 + w < width ? x + 18 : Math.max(8, x - w - 18), top = Math.min(Math.max(8, y - h / 2), Math.max(8, height - h - 8));
    this.element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }
}
