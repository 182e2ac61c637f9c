import { agoText, exactText, number, reader } from "./format";

interface Topic { topic: string; payload: string; rate: number; last: string; isRefused: boolean }

/**
 * Topics of MQTT as they come: asks the address `src` every two seconds and renews payload, rate and time of each `[data-topic]` within. When there are
 * more topics than `data-count` says, the link `[data-more]` shows them.
 */
export class Topics extends HTMLElement {
  #timer = 0;

  connectedCallback(): void {
    this.#later();
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
  }

  #later(): void {
    this.#timer = setTimeout(() => void this.#ask(), 2000) as unknown as number;
  }

  async #ask(): Promise<void> {
    try {
      if (!document.hidden) {
        const answer = await fetch(this.getAttribute("src")!, { headers: { Accept: "application/json" } });
        if (answer.ok) this.#show((await answer.json()) as { count: number; topics: Topic[] });
      }
    } catch {
      // the server may be away for a moment: what is shown stays, and its times grow older
    }
    if (this.isConnected) this.#later();
  }

  #show(now: { count: number; topics: Topic[] }): void {
    const rows = new Map([...this.querySelectorAll<HTMLElement>("[data-topic]")].map((row) => [row.dataset.topic!, row]));
    for (const topic of now.topics) {
      const row = rows.get(topic.topic);
      if (row) renew(row, topic);
    }
    const more = this.querySelector<HTMLElement>("[data-more]");
    if (more) more.hidden = now.count <= Number(this.dataset.count);
  }
}

function renew(row: HTMLElement, topic: Topic): void {
  const r = reader(), at = Date.parse(topic.last), set = (name: string, text: string): void => {
    const cell = row.querySelector(name);
    if (cell && cell.textContent !== text) cell.textContent = text;
  };
  set("[data-payload]", topic.payload);
  set("[data-rate]", rate(topic.rate));
  row.querySelector<HTMLElement>("[data-refused]")!.hidden = !topic.isRefused;
  const time = row.querySelector("time");
  if (!time) return;
  time.dateTime = topic.last;
  time.title = exactText(at, r);
  time.textContent = agoText(at, Date.now(), r);
}

/** As the page writes it: a second, or a minute when they are few. */
export function rate(perSecond: number): string {
  const r = reader();
  if (perSecond >= 0.95) return `${number(perSecond, r, perSecond < 10 ? 1 : 0)}/s`;
  return perSecond > 0 ? `${number(perSecond * 60, r, perSecond < 1 / 6 ? 1 : 0)}/min` : "";
}
