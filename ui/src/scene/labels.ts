import { Vector3 } from "three";
import { icon, make } from "../dom";
import { type Crowd, type Figure } from "./crowd";
import { urgency } from "./data";
import type { Stage } from "./stage";

interface Label { figure: Figure; element: HTMLElement; icon: SVGSVGElement; tone: string; width: number }

const at = new Vector3(), most = 60;
const signs: Record<string, string> = { act: "alert-octagon", watch: "alert-triangle" };

/** Names above things: those that matter first; one that would cover another rises above it, or waits until the eye is nearer. */
export class Labels {
  readonly element = make("div", "sc-labels");
  #labels: Label[] = [];
  #isSmall: boolean;

  /** A small picture names only what needs a person. */
  constructor(crowd: Crowd, isSmall: boolean) {
    this.#isSmall = isSmall;
    this.element.setAttribute("aria-hidden", "true");
    for (const figure of crowd.figures.values()) {
      const sign = icon("circle-dashed"), element = make("span", "sc-label", make("span", "", figure.node.name));
      element.prepend(sign);
      this.#labels.push({ figure, element, icon: sign, tone: "", width: 0 });
      this.element.append(element);
    }
  }

  /** After states have changed. */
  renew(): void {
    for (const label of this.#labels) {
      const { tone } = label.figure.node.state;
      if (tone === label.tone) continue;
      label.tone = tone;
      label.element.className = `sc-label ws-tone-${tone}`;
      label.icon.style.display = signs[tone] ? "" : "none";
      if (signs[tone]) label.icon.firstElementChild!.setAttribute("href", `/ui/icons.svg#${signs[tone]}`);
      label.width = 0;
    }
    this.#labels.sort((a, b) => urgency(b.tone as never) - urgency(a.tone as never) || a.figure.index - b.figure.index);
  }

  // all at once: to read one, write one, read the next would lay the page out for each
  #measure(): void {
    for (const label of this.#labels) if (!label.width) label.width = label.element.offsetWidth || 80;
  }

  /** Puts them where their things are now. */
  place(crowd: Crowd, stage: Stage, width: number, height: number, chosen: number | null): void {
    const taken: [number, number, number, number][] = [];
    const order = chosen === null ? this.#labels : [...this.#labels].sort((a, b) => Number(b.figure.node.id === chosen) - Number(a.figure.node.id === chosen));
    let shown = 0;
    this.#measure();
    for (const label of order) {
      crowd.crown(label.figure, at).project(stage.camera);
      const x = ((at.x + 1) / 2) * width, y = ((1 - at.y) / 2) * height;
      const half = label.width / 2 + 2, isSeen = at.z < 1 && x > half && x < width - half && y > 24 && y < height && (!this.#isSmall || label.tone in signs);
      const rise = isSeen && shown < most ? [0, 22].find((up) => y - up > 24 && !taken.some((t) => x - half < t[2] && t[0] < x + half && y - up - 24 < t[3] && t[1] < y - up + 2)) : undefined;
      label.element.classList.toggle("sc-off", rise === undefined);
      if (rise === undefined) continue;
      taken.push([x - half, y - rise - 24, x + half, y - rise + 2]);
      shown++;
      label.element.style.transform = `translate(${Math.round(x - label.width / 2)}px, ${Math.round(y - rise - 24)}px)`;
    }
  }
}
