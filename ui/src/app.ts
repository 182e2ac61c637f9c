import { startAgo } from "./ago";
import { startOffline } from "./offline/start";
import { startTheme } from "./theme";

/** The islands: custom elements whose code loads only on pages that have them. */
const islands: Record<string, () => Promise<CustomElementConstructor>> = {
  "ws-api-docs": async () => (await import("./api-docs")).ApiDocs,
  "ws-board": async () => (await import("./board")).Board,
  "ws-chart": async () => (await import("./chart/chart")).SignalChart,
  "ws-confirm": async () => (await import("./forms/confirm")).Confirm,
  "ws-knob": async () => (await import("./forms/knob")).Knob,
  "ws-copy": async () => (await import("./forms/copy")).Copy,
  "ws-print": async () => (await import("./forms/print")).Print,
  "ws-preview": async () => (await import("./forms/preview")).Preview,
  "ws-progress": async () => (await import("./forms/progress")).Progress,
  "ws-renew": async () => (await import("./renew")).Renew,
  "ws-scene": async () => (await import("./scene/scene")).PlantScene,
  "ws-search": async () => (await import("./search/search")).Search,
  "ws-sparkline": async () => (await import("./chart/sparkline")).Sparkline,
  "ws-topics": async () => (await import("./topics")).Topics,
  "ws-upload": async () => (await import("./forms/upload")).Upload,
};

startTheme();
startAgo();
startOffline();
const loading: Promise<unknown>[] = [];
if (document.querySelector("[data-branch]")) loading.push(import("./tree").then((tree) => tree.startTree()));
if (document.querySelector("[data-signal],[data-signal-time],[data-branch]")) loading.push(import("./live/values").then((live) => live.startValues()));
for (const [name, load] of Object.entries(islands))
  if (document.querySelector(name)) loading.push(load().then((island) => customElements.get(name) ?? customElements.define(name, island)));
// from here on keys and clicks reach what they are meant for
void Promise.allSettled(loading).then(() => document.documentElement.classList.add("ws-ready"));
