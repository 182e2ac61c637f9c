/** Lets one who waits go on; a kick that comes before the wait is not lost. */
export class Gate {
  #kicked = false;
  #go: (() => void) | undefined;

  kick(): void {
    this.#kicked = true;
    this.#go?.();
  }

  async wait(): Promise<void> {
    if (!this.#kicked) await new Promise<void>((go) => { this.#go = go; });
    this.#kicked = false;
    this.#go = undefined;
  }
}

/** Waits; ends early without an error when it is stopped. */
export async function pause(millis: number, stop?: AbortSignal): Promise<void> {
  if (stop?.aborted) return;
  await new Promise<void>((done) => {
    const end = (): void => { clearTimeout(timer); stop?.removeEventListener("abort", end); done(); };
    const timer = setTimeout(end, millis);
    stop?.addEventListener("abort", end);
  });
}
