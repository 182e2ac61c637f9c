import { number, reader } from "../format";
import type { ChartData } from "./samples";

const svg = "http://www.w3.org/2000/svg";

/** A word-sized chart: attributes `signal`, `hours` (default 24), `values` (JSON of numbers) instead of both, `label`; `least` and `greatest` for a scale that does not follow the values. */
export class Sparkline extends HTMLElement {
  connectedCallback(): void {
    const given = this.getAttribute("values");
    if (given) return this.#draw((JSON.parse(given) as number[]).map((v, i) => [i, v]), []);
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((e) => e.isIntersecting)) return;
      seen.disconnect();
      void this.#load();
    });
    seen.observe(this);
  }

  async #load(): Promise<void> {
    const to = Date.now(), from = to - Number(this.getAttribute("hours") ?? 24) * 3_600_000;
    const query = new URLSearchParams({ from: new Date(from).toISOString(), to: new Date(to).toISOString(), pixels: String(Math.max(40, this.clientWidth || 120)) });
    const answer = await fetch(`/api/signals/${this.getAttribute("signal")}/samples?${query}`).catch(() => undefined);
    if (!answer?.ok) return;
    const data = (await answer.json()) as ChartData;
    this.#draw(data.t.map((t, i) => [t, data.v[i]]), data.gaps ?? []);
  }

  #draw(points: [number, number][], gaps: [number, number][]): void {
    if (points.length < 2) return;
    let least = Infinity, greatest = -Infinity;
    for (const [, v] of points) { least = Math.min(least, v); greatest = Math.max(greatest, v); }
    const from = Number(this.getAttribute("least") ?? least), to = Number(this.getAttribute("greatest") ?? greatest);
    const width = 120, high = 32, [first, last] = [points[0][0], points[points.length - 1][0]], starts = new Set(gaps.map((g) => points.findIndex((p) => p[0] >= g[1])));
    const x = (t: number): string => (((t - first) / (last - first || 1)) * (width - 4) + 2).toFixed(1);
    const y = (v: number): string => (high - 3 - ((v - from) / (to - from || 1)) * (high - 6)).toFixed(1);
    const picture = document.createElementNS(svg, "svg");
    picture.setAttribute("viewBox", `0 0 ${width} ${high}`);
    picture.setAttribute("preserveAspectRatio", "none");
    picture.setAttribute("role", "img");
    const r = reader();
    picture.setAttribute("aria-label", `${this.getAttribute("label") ?? ""} ${number(least, r)} – ${number(greatest, r)}`.trim());
    const path = picture.appendChild(document.createElementNS(svg, "path"));
    path.setAttribute("d", points.map(([t, v], i) => `${i === 0 || starts.has(i) ? "M" : "L"}${x(t)} ${y(v)}`).join(""));
    path.setAttribute("vector-effect", "non-scaling-stroke");
    this.replaceChildren(picture);
  }
}
