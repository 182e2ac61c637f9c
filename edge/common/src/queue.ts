// The queue on disk: what is in it survives a kill and a power failure. Segments of JSON lines, and a small file that says how far
// they were sent. When it is full the oldest segment goes, and what was in it is counted.
import { constants } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, writeFile, type FileHandle } from "node:fs/promises";
import { join } from "node:path";

/** One message. */
export interface Message {
  topic: string;
  payload: string;
  retain?: boolean;
}

/** A message and its place. */
export interface Entry {
  message: Message;
  segment: number;
  /** Where the next begins. */
  end: number;
}

interface Segment {
  number: number;
  bytes: number;
  lines: number;
  /** Lines that were acknowledged. */
  done: number;
}

const DefaultMax = 256 << 20;

export class FileQueue {
  readonly #folder: string;
  readonly #maxBytes: number;
  readonly #segmentBytes: number;
  readonly #segments: Segment[] = [];
  #out: FileHandle | undefined;
  #waiting: { text: string; lines: number; done: () => void; failed: (e: Error) => void }[] = [];
  #writing = false;
  #reading = { segment: 0, at: 0 };
  #acked = { segment: 0, at: 0 };
  #ackDirty = false;
  #ackTimer: NodeJS.Timeout | undefined;
  #ackWrite: Promise<void> = Promise.resolve();
  #buffer: Entry[] = [];
  /** Called when messages were added. */
  onAppend: (() => void) | undefined;
  /** Messages that were dropped because the queue was full. */
  dropped = 0;
  /** Lines that could not be read: a power failure in the middle of a write. */
  damaged = 0;

  private constructor(folder: string, maxBytes: number) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
    this.#segmentBytes = Math.max(1024, Math.min(4 << 20, Math.floor(maxBytes / 8)));
  }

  /** Opens a folder, with what is left in it. */
  static async open(folder: string, maxBytes = DefaultMax): Promise<FileQueue> {
    const queue = new FileQueue(folder, maxBytes);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await queue.#load();
    return queue;
  }

  /** Messages that are not acknowledged. */
  get length(): number {
    return this.#segments.reduce((sum, s) => sum + s.lines - s.done, 0);
  }

  /** Adds messages; done when they are on disk. Calls that come meanwhile share the next write. */
  append(messages: readonly Message[]): Promise<void> {
    const text = messages.map((m) => `${JSON.stringify(m)}\n`).join("");
    return new Promise((done, failed) => {
      this.#waiting.push({ text, lines: messages.length, done, failed });
      if (!this.#writing) void this.#write();
    });
  }

  /** The next messages after those that were taken; empty when there are none now. */
  async take(most: number): Promise<Entry[]> {
    if (this.#buffer.length === 0) await this.#fill();
    return this.#buffer.splice(0, most);
  }

  /** Reads again from the first message that is not acknowledged. */
  rewind(): void {
    this.#buffer = [];
    this.#reading = { ...this.#acked };
  }

  /** All up to and with this one was sent. */
  acknowledge(entries: readonly Entry[]): void {
    const last = entries[entries.length - 1];
    if (!last) return;
    for (const entry of entries) {
      const segment = this.#segments.find((s) => s.number === entry.segment);
      if (segment) segment.done++;
    }
    this.#acked = { segment: last.segment, at: last.end };
    this.#ackDirty = true;
    this.#ackTimer ??= setTimeout(() => void this.#saveAck(), 200);
  }

  async close(): Promise<void> {
    clearTimeout(this.#ackTimer);
    await this.#saveAck();
    await this.#out?.close();
    this.#out = undefined;
  }

  async #load(): Promise<void> {
    const names = (await readdir(this.#folder)).filter((name) => /^\d+\.q$/u.test(name)).sort();
    const ack = await readFile(join(this.#folder, "sent"), "utf8").then((text) => text.split(" ").map(Number), () => [0, 0]);
    this.#acked = { segment: ack[0] || 0, at: ack[1] || 0 };
    for (const name of names) {
      const number = Number.parseInt(name, 10);
      if (number < this.#acked.segment) await rm(join(this.#folder, name), { force: true });
      else this.#segments.push(await this.#inspect(number));
    }
    const first = this.#segments[0];
    if (first && first.number !== this.#acked.segment) this.#acked = { segment: first.number, at: 0 };
    if (!first) this.#acked = { segment: this.#acked.segment + 1, at: 0 };
    this.#reading = { ...this.#acked };
    await this.#roll((this.#segments.at(-1)?.number ?? this.#acked.segment - 1) + 1);
    this.#buffer = [];
  }

  // a torn last line is not counted and never read: the file ends where its last whole line does
  async #inspect(number: number): Promise<Segment> {
    const bytes = await readFile(this.#path(number));
    const end = bytes.lastIndexOf(10) + 1;
    let [lines, done] = [0, 0];
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) {
      lines++;
      if (number === this.#acked.segment && at < this.#acked.at) done++;
    }
    return { number, bytes: end, lines, done };
  }

  async #roll(number: number): Promise<void> {
    await this.#out?.close();
    this.#out = await open(this.#path(number), constants.O_CREAT | constants.O_WRONLY | constants.O_APPEND, 0o600);
    this.#segments.push({ number, bytes: 0, lines: 0, done: 0 });
    await this.#forget();
  }

  async #write(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#put(batch.map((b) => b.text).join(""), batch.reduce((n, b) => n + b.lines, 0));
        for (const { done } of batch) done();
      } catch (e) {
        for (const { failed } of batch) failed(e as Error);
      }
    }
    this.#writing = false;
  }

  async #put(text: string, lines: number): Promise<void> {
    let segment = this.#segments.at(-1)!;
    if (segment.bytes >= this.#segmentBytes) {
      await this.#roll(segment.number + 1);
      segment = this.#segments.at(-1)!;
    }
    const bytes = Buffer.from(text);
    try {
      await this.#out!.write(bytes);
      await this.#out!.datasync();
    } catch (e) {
      await this.#out!.truncate(segment.bytes).catch(() => undefined); // a full disk leaves no half line
      throw e;
    }
    segment.bytes += bytes.length;
    segment.lines += lines;
    this.onAppend?.();
  }

  // what was sent goes; beyond the limit the oldest goes, sent or not
  async #forget(): Promise<void> {
    let total = this.#segments.reduce((sum, s) => sum + s.bytes, 0);
    while (this.#segments.length > 1) {
      const oldest = this.#segments[0]!;
      const isDone = oldest.done >= oldest.lines;
      if (!isDone && total <= this.#maxBytes - this.#segmentBytes) return;
      if (!isDone) this.#drop(oldest);
      this.#segments.shift();
      total -= oldest.bytes;
      await rm(this.#path(oldest.number), { force: true });
    }
  }

  #drop(segment: Segment): void {
    this.dropped += segment.lines - segment.done;
    const next = { segment: segment.number + 1, at: 0 };
    if (this.#acked.segment <= segment.number) this.#acked = { ...next };
    if (this.#reading.segment <= segment.number) this.#reading = { ...next };
    this.#buffer = this.#buffer.filter((entry) => entry.segment !== segment.number);
    this.#ackDirty = true;
  }

  async #fill(): Promise<void> {
    while (this.#buffer.length === 0) {
      const segment = this.#segments.find((s) => s.number >= this.#reading.segment);
      if (!segment) return;
      if (segment.number > this.#reading.segment) this.#reading = { segment: segment.number, at: 0 };
      if (this.#reading.at < segment.bytes) await this.#readFrom(segment);
      else if (segment === this.#segments.at(-1)) return;
      else this.#reading = { segment: segment.number + 1, at: 0 };
    }
  }

  async #readFrom(segment: Segment): Promise<void> {
    const { at } = this.#reading;
    const chunk = Buffer.alloc(Math.min(256 << 10, segment.bytes - at));
    const file = await open(this.#path(segment.number), "r").catch(() => undefined);
    if (!file) {
      this.#reading = { segment: segment.number + 1, at: 0 }; // dropped meanwhile
      return;
    }
    const { bytesRead } = await file.read(chunk, 0, chunk.length, at).finally(() => file.close());
    const end = chunk.subarray(0, bytesRead).lastIndexOf(10) + 1;
    if (this.#reading.segment !== segment.number || this.#reading.at !== at) return; // dropped or rewound meanwhile
    let from = 0;
    for (let to = chunk.indexOf(10); to >= 0 && to < end; from = to + 1, to = chunk.indexOf(10, from)) {
      this.#add(chunk.toString("utf8", from, to), segment, at + to + 1);
    };
    this.#reading = { segment: segment.number, at: end === 0 ? segment.bytes : at + end };
  }

  #add(line: string, segment: Segment, end: number): void {
    try {
      this.#buffer.push({ message: JSON.parse(line) as Message, segment: segment.number, end });
    } catch {
      this.damaged++;
      segment.done++;
    }
  }

  async #saveAck(): Promise<void> {
    this.#ackTimer = undefined;
    if (!this.#ackDirty) return this.#ackWrite;
    this.#ackDirty = false;
    const text = `${this.#acked.segment} ${this.#acked.at}`;
    this.#ackWrite = this.#ackWrite.then(async () => {
      await writeFile(join(this.#folder, "sent.new"), text, { mode: 0o600 });
      await rename(join(this.#folder, "sent.new"), join(this.#folder, "sent"));
      await this.#forget();
    });
    return this.#ackWrite;
  }

  #path(number: number): string {
    return join(this.#folder, `${String(number).padStart(10, "0")}.q`);
  }
}
