// The form that Werkstrom reads without a rule: the topic is the signal, the payload one sample.
import type { Quality } from "./report.ts";

export type Scalar = number | boolean | string;

/** A value with the time and the quality that the machine gave it. */
export interface Sample {
  value: Scalar;
  /** Unix microseconds. */
  micros: number;
  quality: Quality;
}

/** The payload of a sample. */
export function payloadOf(sample: Sample, unit: string | undefined): string {
  const { value, quality } = sample;
  return JSON.stringify({
    value,
    time: isoOf(sample.micros),
    quality: quality.word === "good" ? "good" : quality.code,
    ...(unit && typeof value === "number" ? { unit } : {}),
  });
}

/** ISO 8601 with microseconds. */
export function isoOf(micros: number): string {
  const millis = Math.floor(micros / 1000);
  const rest = micros - millis * 1000;
  const text = new Date(millis).toISOString();
  return rest === 0 ? text : `${text.slice(0, -1)}${String(rest).padStart(3, "0")}Z`;
}
