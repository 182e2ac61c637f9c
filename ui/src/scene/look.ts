import { Color } from "three";
import type { Tone } from "./data";

/** What things stand on, by theme; the tones are those of tokens.css. */
export interface Look { sky: Color; ground: Color; site: Color; plate: Color; edge: Color; word: string; lamp: Record<Tone, Color>; shade: number; sun: number; fill: number }

const tone = (good: number, watch: number, act: number, neutral: number): Record<Tone, Color> =>
  ({ good: new Color(good), watch: new Color(watch), act: new Color(act), neutral: new Color(neutral) });

const light: Look = {
  sky: new Color(0xe9eef0), ground: new Color(0xdfe6e8), site: new Color(0xeef2f3), plate: new Color(0xf8fafb), edge: new Color(0xa9c3c9), word: "#37505a",
  lamp: tone(0x2f9e5c, 0xe08a00, 0xd3261c, 0x9aa5ab), shade: 0.3, sun: 2.1, fill: 1.5,
};
const dark: Look = {
  sky: new Color(0x12181b), ground: new Color(0x171f23), site: new Color(0x1d272c), plate: new Color(0x26333a), edge: new Color(0x2f6470), word: "#a9c4cc",
  lamp: tone(0x55c98a, 0xf2a93c, 0xff6a5e, 0x66737a), shade: 0.5, sun: 1.35, fill: 0.85,
};

export const lookNow = (): Look => (document.documentElement.dataset.bsTheme === "dark" ? dark : light);

/** How much of its colour a thing keeps: what is off or not known stands back. */
export const presence = (activity: string): number => (activity === "off" ? 0.62 : activity === "unknown" ? 0.8 : 1);
