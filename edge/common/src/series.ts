// What came of one point last, so that no sample hides another and a bad one has a value to stand on.
import type { Quality } from "./report.ts";
import type { Sample, Scalar } from "./payload.ts";

/** One point's samples in their order. Werkstrom keeps one sample for an instant: two that differ must not have the same. */
export class Series {
  #last: Sample | undefined;

  /**
   * Takes what the machine said.
   * @param value null when the machine gave none: the last one holds on, with the new quality
   * @param micros the time of the machine, Unix microseconds
   * @param later a later time that tells when the quality changed, if the first did not move
   * @returns the sample to send; undefined when it is the last one again, or there is nothing to say yet
   */
  take(value: Scalar | null, micros: number, quality: Quality, later = micros): Sample | undefined {
    const last = this.#last;
    const holds = value ?? last?.value;
    if (holds === undefined) return undefined;
    if (last && micros <= last.micros) {
      if (holds === last.value && quality.word === last.quality.word && quality.code === last.quality.code) return undefined;
      if (micros === last.micros) micros = later > last.micros ? later : last.micros + 1;
    }
    const sample: Sample = { value: holds, micros, quality };
    if (!last || micros >= last.micros) this.#last = sample;
    return sample;
  }
}
