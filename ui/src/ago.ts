import { agoText, reader } from "./format";

/** "vor 12 s" goes on by itself: each second while it is young, else each half minute. */
export function startAgo(): void {
  const renew = (young: boolean): void => {
    if (document.hidden) return;
    const now = Date.now(), r = reader();
    for (const time of document.querySelectorAll<HTMLTimeElement>("time[data-ago]")) {
      const at = Date.parse(time.dateTime);
      if (!Number.isFinite(at) || (young && Math.abs(now - at) > 120_000)) continue;
      const text = agoText(at, now, r);
      if (time.textContent !== text) time.textContent = text;
    }
  };
  setInterval(() => renew(true), 1000);
  setInterval(() => renew(false), 30_000);
  document.addEventListener("visibilitychange", () => renew(false));
}
