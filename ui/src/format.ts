/** Numbers and instants as the reader writes them. Same rules as Format.cs; pure, so that node tests it. */
export interface Reader { lang: string; zone: string }

export const reader = (): Reader => ({
  lang: document.documentElement.lang || "de",
  zone: document.documentElement.dataset.tz || "Europe/Berlin",
});

const numberFormats = new Map<string, Intl.NumberFormat>();

/** Fixed digits, or as many as the number bears: four significant ones. */
export function number(value: number, r: Reader, digits?: number): string {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (digits === undefined && size !== 0 && (size < 1e-4 || size >= 1e9))
    return value.toExponential(3).replace(/\.?0+e/, "e").replace("e", "E").replace(".", r.lang.startsWith("de") ? "," : ".").replace(/-/g, "−");
  const most = digits ?? (size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4);
  const key = `${r.lang}|${digits ?? ""}|${most}|${digits !== undefined || size >= 1000}`;
  let format = numberFormats.get(key);
  if (!format)
    numberFormats.set(key, format = new Intl.NumberFormat(r.lang, {
      minimumFractionDigits: digits ?? 0, maximumFractionDigits: most, useGrouping: digits !== undefined || size >= 1000 ? "always" : false,
    } as unknown as Intl.NumberFormatOptions));
  const text = format.format(value);
  return /[1-9]/.test(text) ? text.replace("-", "−") : text.replace("-", "");
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(r: Reader, key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const id = `${r.lang}|${r.zone}|${key}`;
  let format = dateFormats.get(id);
  if (!format)
    dateFormats.set(id, format = new Intl.DateTimeFormat(r.lang.startsWith("de") ? "de-DE" : "en-GB", { timeZone: r.zone, hourCycle: "h23", ...options }));
  return format;
}

export interface Local { year: number; month: number; day: number; hour: number; minute: number; second: number; ms: number }

/** An instant on the wall clock of the reader's zone. */
export function local(at: number, r: Reader): Local {
  const parts: Record<string, number> = {};
  const format = dateFormat(r, "parts", { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric", era: undefined });
  for (const part of format.formatToParts(at)) parts[part.type] = Number(part.value);
  return { year: parts.year, month: parts.month, day: parts.day, hour: parts.hour, minute: parts.minute, second: parts.second, ms: ((at % 1000) + 1000) % 1000 };
}

const two = (n: number): string => String(n).padStart(2, "0");

/** How exact an instant is written. */
export type Exactness = "minute" | "second" | "ms";

export function dayText(at: number, r: Reader, withYear = true): string {
  const l = local(at, r);
  if (r.lang.startsWith("de")) return `${two(l.day)}.${two(l.month)}.${withYear ? l.year : ""}`;
  const month = dateFormat(r, "month", { month: "short" }).format(at).slice(0, 3);
  return withYear ? `${l.day} ${month} ${l.year}` : `${l.day} ${month}`;
}

export function clockText(at: number, r: Reader, exact: Exactness = "minute"): string {
  const l = local(at, r);
  const base = `${two(l.hour)}:${two(l.minute)}`;
  if (exact === "minute") return base;
  const seconds = `${base}:${two(l.second)}`;
  return exact === "second" ? seconds : `${seconds}${r.lang.startsWith("de") ? "," : "."}${String(Math.floor(l.ms)).padStart(3, "0")}`;
}

export const timeText = (at: number, r: Reader, exact: Exactness = "minute"): string => `${dayText(at, r)} ${clockText(at, r, exact)}`;

/** The month and its year, or the year alone for January of coarse axes. */
export function monthText(at: number, r: Reader): string {
  const name = dateFormat(r, "month", { month: "short" }).format(at).replace(".", "");
  return `${name} ${local(at, r).year}`;
}

/** The instant with its offset, for hovering: 22.11.2026 00:25:07 UTC+01:00. */
export function exactText(at: number, r: Reader): string {
  const minutes = Math.round(zoneOffset(at, r) / 60_000), size = Math.abs(minutes);
  return `${timeText(at, r, "second")} UTC${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** Milliseconds that the zone is ahead of UTC at an instant. */
export function zoneOffset(at: number, r: Reader): number {
  const l = local(at, r);
  return Date.UTC(l.year, l.month - 1, l.day, l.hour, l.minute, l.second) - Math.floor(at / 1000) * 1000;
}

/** A span in its largest fitting unit: 12 s, 3 min, 2 h, 4 Tage. */
export function roughText(ms: number, r: Reader, dative = false): string {
  const seconds = Math.floor(ms / 1000), german = r.lang.startsWith("de");
  if (seconds < 60) return `${seconds}\u00a0s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}\u00a0min`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)}\u00a0h`;
  return `${number(Math.floor(seconds / 86_400), r, 0)}\u00a0${german ? (dative ? "Tagen" : "Tage") : "days"}`;
}

/** How long ago: vor 12 s, 3 min ago; beyond 60 days the day. */
export function agoText(at: number, now: number, r: Reader): string {
  const age = now - at, size = Math.abs(age), german = r.lang.startsWith("de");
  if (size > 60 * 86_400_000) return dayText(at, r);
  if (size < 1000) return german ? "jetzt" : "now";
  const span = roughText(size, r, true);
  if (age < 0) return `in ${span}`;
  return german ? `vor ${span}` : `${span} ago`;
}

const units: Record<string, string> = {
  "1": "", Cel: "°C", "[degF]": "°F", "[ppm]": "ppm", deg: "°", m2: "m²", m3: "m³", "m3/h": "m³/h", "m/s2": "m/s²", "mm/s2": "mm/s²", um: "µm",
  "g/kW.h": "g/kWh", "W.h": "Wh", "kW.h": "kWh", "MW.h": "MWh", "V.A": "VA", "kV.A": "kVA", "/min": "1/min", "/s": "1/s", "{rpm}": "1/min", "N.m": "Nm",
  Ohm: "Ω", "[psi]": "psi", "W/m2": "W/m²", L: "l", "L/min": "l/min", "L/h": "l/h", EUR: "€", "[EUR]": "€", "EUR/MW.h": "€/MWh", "EUR/(MW.h)": "€/MWh",
  "EUR/(kW.h)": "€/kWh", "g/(kW.h)": "g/kWh", "[EUR]/MW.h": "€/MWh",
  "ct/kW.h": "ct/kWh", "[ct]/kW.h": "ct/kWh",
};

/** A UCUM unit as people write it. */
export function unitText(ucum: string | null | undefined): string {
  if (!ucum) return "";
  if (ucum in units) return units[ucum];
  return /^\{.*\}$/.test(ucum) ? ucum.slice(1, -1) : ucum.replace(/\./g, "·");
}

export const valueText = (value: number, unit: string, r: Reader, digits?: number): string =>
  unitText(unit) ? `${number(value, r, digits)}\u202f${unitText(unit)}` : number(value, r, digits);
