// What a side-car tells the program that started it: JSON lines on standard output. Standard error is for people.

/** How sure a value is, and in the words of the machine why. */
export interface Quality {
  word: "good" | "uncertain" | "bad";
  /** For example BadSensorFailure. */
  code: string;
}

/** The last of a point. */
export interface PointReport {
  id: number;
  value?: number | boolean | string | null | (number | boolean | string | null)[];
  time?: string;
  quality?: Quality["word"];
  code?: string;
  /** Why it sends nothing; null when it does. */
  error?: string | null;
}

export type Report =
  | { type: "machine"; state: "online" | "offline" | "connecting"; code?: string; text?: string }
  | { type: "link"; state: "online" | "offline"; text?: string }
  | { type: "points"; points: PointReport[] }
  | { type: "counts"; sent: number; waiting: number; dropped: number; refused: number; refusal?: string; overflows: number }
  | { type: "certificate"; fingerprint: string }
  | { type: "progress"; nodes: number }
  | { type: "nodes"; nodes: unknown[] }
  | { type: "done"; nodes: number; cut: boolean }
  | { type: "failed"; code: string; text: string };

export function report(line: Report): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

export function log(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Collects the last of each point and tells what changed at most once a second. */
export class PointReporter {
  readonly #changed = new Map<number, PointReport>();
  #timer: NodeJS.Timeout | undefined;

  set(point: PointReport): void {
    this.#changed.set(point.id, point);
    this.#timer ??= setTimeout(() => this.flush(), 1000);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#changed.size > 0) report({ type: "points", points: [...this.#changed.values()] });
    this.#changed.clear();
  }
}
