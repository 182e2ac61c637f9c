import { make } from "../dom";
import { agoText, exactText, number, reader } from "../format";
import { say } from "../text";
import { watch, type Live } from "./client";

/** Keeps every `[data-signal]` and `[data-signal-time]` of the page at its newest value, but for what is held at another moment (`[data-held]`); see Value.razor and TimeAgo.razor. */
export function startValues(): void {
  let end: (() => void) | undefined;
  const begin = (): void => {
    const before = end;
    end = follow(shown());
    before?.();
  };
  begin();
  document.addEventListener("ws-added", begin); // what came into the page later
  setInterval(() => document.querySelectorAll<HTMLElement>("[data-stale-after]").forEach(age), 5000);
}

function shown(): number[] {
  const numbers = (selector: string, name: string): number[] =>
    [...document.querySelectorAll<HTMLElement>(selector)].map((e) => Number(e.dataset[name])).filter((n) => n > 0);
  return [...new Set([...numbers("[data-signal]", "signal"), ...numbers("[data-signal-time]", "signalTime")])];
}

function follow(signals: number[]): (() => void) | undefined {
  if (!signals.length) return undefined;
  let newest = Date.now(), lost = 0;
  const pending = new Map<number, Live>();
  let frame = 0;
  return watch(signals, {
    values(values) {
      newest = Date.now();
      for (const value of values) pending.set(value.signal, value);
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        for (const value of pending.values()) show(value);
        pending.clear();
      });
    },
    state(open) {
      clearTimeout(lost);
      if (open) banner("live", "");
      else lost = setTimeout(() => banner("live", say("live.lost", agoText(newest, Date.now(), reader()))), 4000) as unknown as number;
    },
  });
}

function show(value: Live): void {
  const r = reader();
  for (const element of document.querySelectorAll<HTMLElement>(`[data-signal="${value.signal}"]`)) {
    if (value.t < Number(element.dataset.at ?? 0) || element.closest("[data-held]")) continue;
    const states = element.dataset.states ? (JSON.parse(element.dataset.states) as Record<string, string>) : undefined;
    const text = states?.[String(value.v)] ?? number(value.v, r, element.dataset.digits ? Number(element.dataset.digits) : undefined);
    const target = element.querySelector(".ws-number") ?? element;
    if (target.textContent !== text) target.textContent = text;
    element.dataset.at = String(value.t);
    age(element);
  }
  for (let element of document.querySelectorAll<HTMLElement>(`[data-signal-time="${value.signal}"]`)) {
    if (element.tagName !== "TIME") { // it never sent before
      const time = make("time", "ws-ago");
      time.dataset.ago = "";
      time.dataset.signalTime = element.dataset.signalTime;
      element.replaceWith(time);
      element = time;
    }
    element.setAttribute("datetime", new Date(value.t).toISOString());
    element.title = exactText(value.t, r);
    element.textContent = agoText(value.t, Date.now(), r);
  }
}

/** Greys what is too old, and says so. */
function age(element: HTMLElement): void {
  const at = Number(element.dataset.at), after = Number(element.dataset.staleAfter) * 1000;
  if (at > 0 && after > 0 && !element.closest("[data-held]")) element.classList.toggle("ws-stale", Date.now() - at > after);
}

/** Why the page is not of now: no network weighs more than a lost stream. */
const reasons = { network: "", live: "" };

/** Says at the top of the page that it is not of now, and why; an empty text takes the reason back. */
export function banner(reason: keyof typeof reasons, text: string): void {
  const element = document.querySelector<HTMLElement>("[data-offline]");
  if (!element) return;
  reasons[reason] = text;
  element.hidden = !(reasons.network || reasons.live);
  element.querySelector("span")!.textContent = reasons.network || reasons.live;
}
