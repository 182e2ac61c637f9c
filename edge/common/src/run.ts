// The life of a side-car: configuration, queue and sender; then the machine, until it is asked to end.
import { ConfigError, readConfig, type EdgeConfig, type Point } from "./config.ts";
import { isoOf, payloadOf, type Sample, type Scalar } from "./payload.ts";
import { FileQueue, type Message } from "./queue.ts";
import { log, PointReporter, report, type Quality } from "./report.ts";
import { Sender } from "./sender.ts";

/** What a machine's part gives its values to. */
export interface Outlet {
  /** A sample of a point; done without waiting, kept in the order of the calls. */
  send(point: Point, sample: Sample, topic?: string): void;
  /** Why a point gives nothing. */
  fail(point: Point, error: string, quality?: Quality): void;
  /** Whether the machine is reached. */
  machine(state: "online" | "offline" | "connecting", code?: string, text?: string): void;
  /** Values that the machine itself lost. */
  overflow(): void;
}

/** The part that speaks to a machine. */
export interface Machine {
  /** Runs until the signal; reconnects by itself. */
  run(stop: AbortSignal): Promise<void>;
}

const CountsEvery = 1000;

/** Runs a side-car to its end and gives the exit code: 0 asked to end, 2 told something wrong, 1 broken. */
export async function runEdge<C extends EdgeConfig>(args: string[], make: (config: C, outlet: Outlet) => Machine): Promise<number> {
  const stop = new AbortController();
  const end = (): void => stop.abort();
  process.once("SIGTERM", end).once("SIGINT", end);
  process.stdout.on("error", end); // nobody reads any more
  try {
    const config = await readConfig<C>(args, end);
    await serve(config, make, stop);
    return 0;
  } catch (e) {
    const isConfig = e instanceof ConfigError;
    report({ type: "failed", code: isConfig ? "Config" : "Broken", text: (e as Error).message });
    if (!isConfig) log(String((e as Error).stack));
    return isConfig ? 2 : 1;
  }
}

async function serve<C extends EdgeConfig>(config: C, make: (config: C, outlet: Outlet) => Machine, stop: AbortController): Promise<void> {
  const queue = await FileQueue.open(config.queue.folder, config.queue.maxBytes);
  const sender: Sender = new Sender(queue, config.link, config.statusTopic, () => desk.birth());
  const desk = new Desk(config, queue, sender);
  const sending = sender.run();
  const timer = setInterval(() => desk.count(), CountsEvery);
  try {
    await make(config, desk).run(stop.signal);
    desk.machine("offline", "Ended");
  } finally {
    clearInterval(timer);
    await desk.settled();
    await sender.end(2000);
    await sending.catch(() => undefined);
    desk.count();
    await queue.close();
  }
}

class Desk implements Outlet {
  readonly #reporter = new PointReporter();
  readonly #broken = new Map<number, string>();
  readonly #elements = new Map<number, (Scalar | null)[]>();
  #batch: Message[] = [];
  #writing: Promise<void> | undefined;
  #lost = 0;
  #overflows = 0;
  #state = "";
  #told = "";

  constructor(readonly config: EdgeConfig, readonly queue: FileQueue, readonly sender: Sender) {}

  send(point: Point, sample: Sample, topic = point.topic): void {
    this.#put({ topic, payload: payloadOf(sample, point.unit) });
    this.#broken.delete(point.id);
    const { micros, quality } = sample;
    const value = topic === point.topic ? sample.value : this.#element(point, Number(topic.slice(point.topic.length + 1)), sample.value);
    this.#reporter.set({ id: point.id, value, time: isoOf(micros), quality: quality.word, code: quality.code, error: null });
  }

  fail(point: Point, error: string, quality?: Quality): void {
    if (this.#broken.get(point.id) === error) return;
    this.#broken.set(point.id, error);
    this.#reporter.set({ id: point.id, error, ...(quality ? { quality: quality.word, code: quality.code } : {}) });
  }

  machine(state: "online" | "offline" | "connecting", code?: string, text?: string): void {
    report({ type: "machine", state, ...(code ? { code } : {}), ...(text ? { text } : {}) });
    const word = state === "online" ? "online" : "offline";
    if (word === this.#state) return;
    this.#state = word;
    this.birth();
  }

  /** Says anew whether the machine is reached: after a cut the will of the connection before stands there. */
  birth(): void {
    if (this.#state === "") return;
    const sample: Sample = { value: this.#state, micros: Date.now() * 1000, quality: { word: "good", code: "Good" } };
    this.#put({ topic: this.config.statusTopic, payload: payloadOf(sample, undefined), retain: true });
  }

  overflow(): void {
    this.#overflows++;
  }

  count(): void {
    this.#reporter.flush();
    const { sent, refused, refusal } = this.sender;
    const counts = { sent, waiting: this.queue.length, dropped: this.queue.dropped + this.queue.damaged + this.#lost, refused, overflows: this.#overflows, ...(refusal ? { refusal } : {}) };
    const text = JSON.stringify(counts);
    if (text !== this.#told) report({ type: "counts", ...counts });
    this.#told = text;
  }

  async settled(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  // of an array all elements are told, as only those that change are sent
  #element(point: Point, at: number, value: Scalar): (Scalar | null)[] {
    const elements = this.#elements.get(point.id) ?? [];
    elements[at] = value;
    this.#elements.set(point.id, elements);
    return Array.from(elements, (element) => element ?? null);
  }

  #put(message: Message): void {
    this.#batch.push(message);
    this.#writing ??= this.#write();
  }

  // what comes while one write is under way goes into the next
  async #write(): Promise<void> {
    await new Promise((done) => setTimeout(done, 5));
    while (this.#batch.length > 0) {
      const batch = this.#batch;
      this.#batch = [];
      try {
        await this.queue.append(batch);
      } catch (e) {
        this.#lost += batch.length;
        log(`The queue cannot be written, ${batch.length} values are lost: ${(e as Error).message}`);
      }
    }
    this.#writing = undefined;
  }
}
