import { pan, zoom, type Span } from "./span";

/** What the gestures need of the chart. */
export interface Surface {
  element: HTMLElement;
  /** Left edge and width of the plot in CSS pixels, within the element. */
  plot(): { left: number; width: number };
  span(): Span;
  /** Shows a span; `settled` is false while a gesture goes on. */
  go(span: Span, settled: boolean): void;
  back(): void;
}

/** Wheel zooms at the pointer, with shift it moves. Dragging selects a span with the mouse, with shift or a finger it moves; two fingers pinch. */
export function gestures(s: Surface): void {
  const share = (x: number): number => {
    const { left, width } = s.plot();
    return (x - s.element.getBoundingClientRect().left - left) / width;
  };
  let settle = 0;
  s.element.addEventListener("wheel", (e) => {
    e.preventDefault();
    const unit = e.deltaMode === 1 ? 16 : 1, sideways = Math.abs(e.deltaX) > Math.abs(e.deltaY);
    if (e.shiftKey || sideways) s.go(pan(s.span(), ((sideways ? e.deltaX : e.deltaY) * unit) / s.plot().width), false);
    else s.go(zoom(s.span(), Math.exp(Math.max(-300, Math.min(300, e.deltaY * unit)) * 0.002), clamp(share(e.clientX))), false);
    clearTimeout(settle);
    settle = setTimeout(() => s.go(s.span(), true), 150) as unknown as number;
  }, { passive: false });
  s.element.addEventListener("dblclick", () => s.back());
  drags(s, share);
}

const clamp = (x: number): number => Math.max(0, Math.min(1, x));

function drags(s: Surface, share: (x: number) => number): void {
  const pointers = new Map<number, number>();
  let start: { span: Span; shares: number[]; selects: boolean } | undefined;
  const brush = s.element.appendChild(document.createElement("div"));
  brush.className = "ws-chart-brush";
  const begin = (selects: boolean): void => { start = { span: s.span(), shares: [...pointers.values()], selects }; };
  s.element.addEventListener("pointerdown", (e) => {
    if (e.button !== 0 || pointers.size >= 2) return;
    pointers.set(e.pointerId, share(e.clientX));
    begin(e.pointerType === "mouse" && !e.shiftKey);
    s.element.setPointerCapture(e.pointerId);
  });
  s.element.addEventListener("pointermove", (e) => {
    if (!start || !pointers.has(e.pointerId)) return;
    pointers.set(e.pointerId, share(e.clientX));
    const now = [...pointers.values()];
    if (start.selects) paint(brush, s, start.shares[0], now[0]);
    else s.go(moved(start.span, start.shares, now), false);
  });
  const end = (e: PointerEvent): void => {
    if (!start || !pointers.has(e.pointerId)) return;
    const { selects, span, shares } = start, to = share(e.clientX);
    pointers.delete(e.pointerId);
    brush.hidden = true;
    start = undefined;
    if (pointers.size > 0) return begin(false);
    if (e.type === "pointercancel") return;
    const [a, b] = [clamp(Math.min(shares[0], to)), clamp(Math.max(shares[0], to))];
    if (!selects) { if (Math.abs(to - shares[0]) > 0.005) s.go(s.span(), true); }
    else if ((b - a) * s.plot().width > 5) s.go({ from: span.from + a * (span.to - span.from), to: span.from + b * (span.to - span.from) }, true);
  };
  brush.hidden = true;
  s.element.addEventListener("pointerup", end);
  s.element.addEventListener("pointercancel", end);
}

function paint(brush: HTMLElement, s: Surface, a: number, b: number): void {
  const { left, width } = s.plot(), low = clamp(Math.min(a, b)), high = clamp(Math.max(a, b));
  brush.hidden = (high - low) * width < 5;
  brush.style.left = `${left + low * width}px`;
  brush.style.width = `${(high - low) * width}px`;
}

/** The span that keeps what was under the fingers under them. */
export function moved(span: Span, before: number[], now: number[]): Span {
  const wide = span.to - span.from;
  if (before.length < 2 || now.length < 2) return pan(span, (before[0] ?? 0) - (now[0] ?? 0));
  const apart = (x: number[]): number => Math.max(0.02, Math.abs(x[0] - x[1])), middle = (x: number[]): number => (x[0] + x[1]) / 2;
  const next = wide * (apart(before) / apart(now)), fixed = span.from + wide * middle(before);
  return { from: fixed - next * middle(now), to: fixed + next * (1 - middle(now)) };
}
