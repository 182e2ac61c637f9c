import { icon, make } from "../dom";
import { say, type Word } from "../text";
import type { Node, Tone } from "./data";
import type { Stage } from "./stage";

/** The icon of each tone: nobody needs the colour. */
export const signs: Record<Tone, string> = { act: "alert-octagon", watch: "alert-triangle", good: "circle-check", neutral: "circle-dashed" };

/** The tones, the pressing first. */
export const pressing = ["act", "watch", "good", "neutral"] as const;

export function button(name: string, word: Word, act: () => void): HTMLButtonElement {
  const made = make("button", "btn btn-icon", icon(name));
  made.type = "button";
  made.title = say(word);
  made.setAttribute("aria-label", say(word));
  made.addEventListener("click", act);
  return made;
}

/** Search, and the buttons of the picture. */
export function makeTools(nodes: Node[], stage: Stage, find: (text: string) => boolean, overview: () => void, more: HTMLElement[]): HTMLElement {
  const search = make("input", "form-control sc-search"), names = make("datalist");
  names.id = "sc-names";
  names.append(...nodes.map((n) => new Option(n.name)));
  Object.assign(search, { type: "search", placeholder: say("scene.search"), autocomplete: "off" });
  search.setAttribute("aria-label", say("scene.search"));
  search.setAttribute("list", names.id);
  search.addEventListener("input", () => { search.setCustomValidity(""); if (nodes.some((n) => n.name === search.value)) find(search.value); });
  search.addEventListener("keydown", (e) => {
    if (e.key !== "Enter" || !search.value.trim() || find(search.value)) return;
    search.setCustomValidity(say("search.none", search.value.trim()));
    search.reportValidity();
  });
  const zooms = [button("zoom-in", "chart.zoomin", () => stage.zoom(0.8)), button("zoom-out", "chart.zoomout", () => stage.zoom(1.25))];
  for (const zoom of zooms) zoom.classList.add("sc-zoom"); // a phone has fingers
  return make("div", "sc-tools", search, names, ...zooms, button("focus-2", "scene.overview", overview), ...more);
}

/** The thing that a word means: its name, its beginning, or anything in name or path. */
export function search(nodes: Node[], text: string): Node | undefined {
  const word = text.trim().toLocaleLowerCase(), named = (n: Node): string => n.name.toLocaleLowerCase();
  if (!word) return undefined;
  return nodes.find((n) => named(n) === word) ?? nodes.find((n) => named(n).startsWith(word)) ?? nodes.find((n) => `${named(n)} ${n.path.toLocaleLowerCase()}`.includes(word));
}

/** How many things are of each tone, the pressing first. */
export function showTones(into: HTMLElement, tones: Record<Tone, number>): void {
  into.replaceChildren(...pressing.filter((t) => tones[t] > 0)
    .map((t) => make("span", `ws-badge ws-tone-${t}`, icon(signs[t]), ` ${tones[t]} ${say(`scene.tone.${t}`)}`)));
}
