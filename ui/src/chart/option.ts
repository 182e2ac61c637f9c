import { dayText, number, timeText, unitText, valueText, type Reader } from "../format";
import { say } from "../text";
import type { Look } from "./palette";
import { band, lowerBound, type Limits, type Points } from "./samples";
import { length, type Span } from "./span";
import { ticks } from "./ticks";

/** What is usual of a signal: a band of values. */
export interface Usual { low: number; high: number }

/** A signal as the chart draws it. */
export interface Line {
  id: number; title: string; unit: string; kind: string; limits?: Limits | null; usual?: Usual | null; states?: Record<string, string> | null;
  digits?: number; shown: boolean; points: Points; means: Points; reduced: boolean;
}

/** True when a line is drawn as the band from least to greatest value with the mean in it. What holds until the next sample has no mean: its steps are drawn. */
export const banded = (line: Line): boolean => line.reduced && !steps(line);

const steps = (line: Line): boolean => line.kind === "state" || line.kind === "price";

/** Something that happened. */
export interface Mark { from: number; to: number | null; text: string; level: string }

export interface Scene { lines: Line[]; marks: Mark[]; span: Span; now: number | null; width: number; look: Look; reader: Reader; compact: boolean }

/** Height of one panel by how many there are. */
export const panelHeight = (panels: number): number => (panels <= 1 ? 340 : panels === 2 ? 230 : 180);

const top = 26, between = 34, bottom = 28;

/** The panels: one per unit, in the order of the signals. */
export const panels = (lines: Line[]): string[] => [...new Set(lines.filter((l) => l.shown).map((l) => panelOf(l)))];

const panelOf = (line: Line): string => (line.kind === "state" ? `state:${line.id}` : line.unit);

export const height = (count: number): number => top + bottom + count * panelHeight(count) + Math.max(0, count - 1) * between;

/** What ECharts shall draw. */
export function option(s: Scene): Record<string, unknown> {
  const units = panels(s.lines), high = panelHeight(units.length);
  const direct = s.lines.filter((l) => l.shown).length > 1 && !s.compact;
  const left = s.compact ? 46 : 62, right = direct ? 120 : 14;
  const marks = ticks(s.span, (s.width - left - right) / 84, s.reader);
  const names = new Map(marks.map((m) => [m.at, m.text]));
  const at = marks.map((m) => m.at);
  const grids = units.map((_, i) => ({ left, right, top: top + i * (high + between), height: high }));
  return {
    animation: false,
    textStyle: { fontFamily: "inherit" },
    grid: grids,
    axisPointer: { link: [{ xAxisIndex: "all" }] },
    tooltip: {
      trigger: "axis", confine: true, transitionDuration: 0, backgroundColor: s.look.surface, borderColor: s.look.line,
      textStyle: { color: s.look.text, fontSize: 13 }, axisPointer: { type: "line", lineStyle: { color: s.look.faint, type: "solid", width: 1 } },
      formatter: (found: unknown) => tooltip(found, s),
    },
    xAxis: units.map((_, i) => ({
      type: "value", gridIndex: i, min: s.span.from, max: s.span.to, axisLine: { lineStyle: { color: s.look.line } },
      axisTick: { show: i === units.length - 1, customValues: at, lineStyle: { color: s.look.faint } },
      splitLine: { show: false },
      axisLabel: { show: i === units.length - 1, customValues: at, color: s.look.faint, hideOverlap: true, formatter: (v: number) => names.get(v) ?? "" },
      axisPointer: { label: { show: false } },
    })),
    yAxis: units.map((unit, i) => yAxis(unit, i, s)),
    series: s.lines.flatMap((line, i) => (line.shown ? seriesOf(line, i, units.indexOf(panelOf(line)), s, direct) : [])),
  };
}

function yAxis(unit: string, index: number, s: Scene): Record<string, unknown> {
  const states = unit.startsWith("state:") ? s.lines.find((l) => `state:${l.id}` === unit)?.states : undefined;
  const single = s.lines.filter((l) => l.shown && panelOf(l) === unit);
  const name = states !== undefined ? (single[0]?.title ?? "") : unitText(unit) || (single.length === 1 && s.lines.length > 1 ? single[0].title : "");
  return {
    type: "value", gridIndex: index, scale: true, name, nameLocation: "end", nameGap: 8, splitNumber: 5,
    nameTextStyle: { align: "left", color: s.look.faint, padding: [0, 0, 0, s.compact ? -40 : -54] },
    axisLabel: {
      color: s.look.faint, width: s.compact ? 40 : 54, overflow: "truncate",
      formatter: (v: number) => states?.[String(v)] ?? (states && Object.keys(states).length ? "" : number(v, s.reader)),
    },
    minInterval: states ? 1 : undefined,
    splitLine: { lineStyle: { color: s.look.line } },
    axisPointer: { show: false },
  };
}

function seriesOf(line: Line, index: number, panel: number, s: Scene, direct: boolean): Record<string, unknown>[] {
  const color = s.look.series[index % s.look.series.length];
  const common = { xAxisIndex: panel, yAxisIndex: panel, silent: true, animation: false };
  const main: Record<string, unknown> = {
    ...common, id: `line${line.id}`, name: line.title, type: "line", data: banded(line) ? line.means : line.points, showSymbol: sparse(line, s), symbol: "circle", symbolSize: 4, connectNulls: false,
    step: steps(line) ? "end" : false, color, lineStyle: { width: 1.5, color }, z: 2, emphasis: { disabled: true },
    endLabel: direct && s.lines.filter((l) => l.shown && panelOf(l) === panelOf(line)).length === 1 ? { show: true, formatter: line.title, color, width: 110, overflow: "truncate", fontSize: 12 } : { show: false },
    markLine: { silent: true, symbol: "none", animation: false, data: [...limitLines(line, s), ...eventLines(s, index === firstShown(s)), ...nowLine(s, panel)] },
    markArea: { silent: true, animation: false, data: [...usualArea(line, s), ...(index === firstShown(s) ? eventAreas(s) : [])] },
  };
  return banded(line) ? [bandSeries(line, color, common, s), main] : [main];
}

const firstShown = (s: Scene): number => s.lines.findIndex((l) => l.shown);

const sparse = (line: Line, s: Scene): boolean => line.points.length > 0 && line.points.length < s.width / 12;

/** Four pixels: each has its least and greatest value. */
const bandWidth = (s: Scene): number => (length(s.span) / Math.max(1, s.width)) * 4;

/** The min–max band of a condensed line, drawn as one polygon a stretch. */
function bandSeries(line: Line, color: string, common: Record<string, unknown>, s: Scene): Record<string, unknown> {
  const stretches: { t: number; min: number; max: number }[][] = [[]];
  for (const b of band(line.points, bandWidth(s))) {
    if (b === null) stretches.push([]);
    else stretches[stretches.length - 1].push(b);
  }
  const whole = stretches.filter((x) => x.length > 1);
  return {
    ...common, id: `band${line.id}`, type: "custom", tooltip: { show: false }, clip: true, z: 1,
    encode: { x: 0, y: [1, 2] }, // the axis holds both
    data: whole.map((stretch) => [stretch[0].t, Math.min(...stretch.map((b) => b.min)), Math.max(...stretch.map((b) => b.max))]),
    renderItem: (params: { dataIndex: number }, api: { coord(p: [number, number]): [number, number] }) => {
      const stretch = whole[params.dataIndex];
      const points = [...stretch.map((b) => api.coord([b.t, b.max])), ...stretch.slice().reverse().map((b) => api.coord([b.t, b.min]))];
      return { type: "polygon", shape: { points }, style: { fill: color, fillOpacity: 0.25 } };
    },
  };
}

function limitLines(line: Line, s: Scene): Record<string, unknown>[] {
  if (!line.limits || s.lines.filter((l) => l.shown && l.unit === line.unit).length > 1) return [];
  return (["lowAlarm", "lowWarning", "highWarning", "highAlarm"] as const).flatMap((name) => {
    const at = line.limits?.[name];
    if (at === null || at === undefined) return [];
    const alarm = name.endsWith("Alarm"), color = alarm ? s.look.act : s.look.watch;
    return [{
      yAxis: at, lineStyle: { color, type: alarm ? "solid" : "dashed", width: 1 },
      label: { formatter: `${say(`limit.${name}`)} ${valueText(at, line.unit, s.reader)}`, position: name.startsWith("high") ? "insideEndTop" : "insideEndBottom", color, fontSize: 11 },
    }];
  });
}

function usualArea(line: Line, s: Scene): unknown[] {
  if (!line.usual || s.lines.filter((l) => l.shown && l.unit === line.unit).length > 1) return [];
  const look = { color: s.look.accent, opacity: 0.1 }, label = { show: true, formatter: say("chart.usual"), position: "insideTopLeft", color: s.look.faint, fontSize: 11 };
  return [[{ yAxis: line.usual.low, itemStyle: look, label }, { yAxis: line.usual.high }]];
}

function eventLines(s: Scene, here: boolean): Record<string, unknown>[] {
  if (!here) return [];
  return s.marks.filter((m) => m.from >= s.span.from && m.from < s.span.to).slice(0, 200).map((m) => ({
    xAxis: m.from, lineStyle: { color: levelColor(m.level, s), type: "dotted", width: 1 },
    label: { formatter: m.level === "act" ? "▲" : m.level === "watch" ? "◆" : "●", position: "end", distance: 2, color: levelColor(m.level, s), fontSize: 11 },
  }));
}

function eventAreas(s: Scene): unknown[] {
  return s.marks.filter((m) => m.to !== null && m.to > s.span.from && m.from < s.span.to).slice(0, 100)
    .map((m) => [{ xAxis: Math.max(m.from, s.span.from), itemStyle: { color: levelColor(m.level, s), opacity: 0.08 } }, { xAxis: Math.min(m.to!, s.span.to) }]);
}

function nowLine(s: Scene, panel: number): Record<string, unknown>[] {
  return s.now !== null && panel === 0 && s.now > s.span.from && s.now < s.span.to && s.span.to - s.now > length(s.span) * 0.02
    ? [{ xAxis: s.now, lineStyle: { color: s.look.accent, type: "solid", width: 1 }, label: { show: false } }] : [];
}

const levelColor = (level: string, s: Scene): string => (level === "act" ? s.look.act : level === "watch" ? s.look.watch : s.look.info);

/** What is under the pointer: the instant, each signal's value, events near it. Built of elements, never of text that is parsed. */
function tooltip(found: unknown, s: Scene): HTMLElement | string {
  const params = (Array.isArray(found) ? found : [found]) as { axisValue?: number; seriesId?: string; value?: [number, number | null] }[];
  const at = params[0]?.axisValue ?? params[0]?.value?.[0];
  if (at === undefined) return "";
  const box = document.createElement("div");
  const instants = params.filter((p) => p.seriesId?.startsWith("line") && p.value).map((p) => p.value![0]);
  const head = box.appendChild(document.createElement("div"));
  head.className = "ws-tip-time";
  head.textContent = timeText(instants[0] ?? at, s.reader, length(s.span) < 120_000 ? "ms" : "second");
  for (const line of s.lines.filter((l) => l.shown)) {
    const value = params.find((p) => p.seriesId === `line${line.id}`)?.value?.[1];
    row(box, s.look.series[s.lines.indexOf(line) % s.look.series.length], line.title, banded(line) ? rangeAt(line, at, value, s) : shownValue(line, value, s.reader));
  }
  const near = (length(s.span) / Math.max(1, s.width)) * 6;
  for (const mark of s.marks.filter((m) => at >= m.from - near && at <= (m.to ?? m.from) + near).slice(0, 5))
    row(box, levelColor(mark.level, s), `${dayText(mark.from, s.reader, false)} ${mark.text}`, "");
  return box;
}

/** The least and the greatest value around an instant of a condensed line, and their mean. */
function rangeAt(line: Line, at: number, mean: number | null | undefined, s: Scene): string {
  const width = bandWidth(s), low = lowerBound(line.points.map((p) => p[0]), at - width), values: number[] = [];
  for (let i = low; i < line.points.length && line.points[i][0] <= at + width; i++) if (line.points[i][1] !== null) values.push(line.points[i][1]!);
  if (!values.length) return "–";
  const least = Math.min(...values), greatest = Math.max(...values);
  if (least === greatest) return shownValue(line, least, s.reader);
  const range = `${number(least, s.reader, line.digits)} – ${shownValue(line, greatest, s.reader)}`;
  return mean === null || mean === undefined ? range : `${range}, ⌀ ${number(mean, s.reader, line.digits)}`;
}

/** A value with its unit, or the word of a state. */
export function shownValue(line: Line, value: number | null | undefined, r: Reader): string {
  if (value === null || value === undefined) return "–";
  return line.states?.[String(value)] ?? valueText(value, line.unit, r, line.digits);
}

function row(box: HTMLElement, color: string, name: string, value: string): void {
  const element = box.appendChild(document.createElement("div"));
  element.className = "ws-tip-row";
  const dot = element.appendChild(document.createElement("i"));
  dot.style.background = color;
  element.appendChild(document.createElement("span")).textContent = name;
  element.appendChild(document.createElement("b")).textContent = value;
}
