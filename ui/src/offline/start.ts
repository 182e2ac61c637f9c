import { reader, timeText } from "../format";
import { banner } from "../live/values";
import { say } from "../text";

const kept = "ws-pages", whose = "ws-user";

/** Registers the service worker, says when a page is from its memory, and forgets the pages when the person changes or leaves. */
export function startOffline(): void {
  const root = document.documentElement, person = root.dataset.user ?? "";
  try {
    if (localStorage.getItem(whose) !== person) {
      localStorage.setItem(whose, person);
      void forget();
    }
  } catch { /* a private window keeps nothing */ }
  document.addEventListener("submit", (e) => { if ((e.target as Element).matches("[data-logout]")) void forget(); });
  if (root.dataset.asOf) banner(say("offline.shown", timeText(Number(root.dataset.asOf), reader())));
  addEventListener("offline", () => banner(say("offline.now")));
  addEventListener("online", () => (root.dataset.asOf ? location.reload() : banner("")));
  if ("serviceWorker" in navigator) addEventListener("load", () => void navigator.serviceWorker.register("/sw.js").catch(() => undefined));
}

async function forget(): Promise<void> {
  if ("caches" in window) await caches.delete(kept);
}
