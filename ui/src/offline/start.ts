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
  if (root.dataset.asOf) {
    banner("network", say("offline.shown", timeText(Number(root.dataset.asOf), reader())));
    setInterval(() => void renew(), 3000); // the network may be back before the server can be reached
  }
  addEventListener("offline", () => banner("network", say("offline.now")));
  addEventListener("online", () => (root.dataset.asOf ? void renew() : banner("network", "")));
  if ("serviceWorker" in navigator) addEventListener("load", () => void navigator.serviceWorker.register("/sw.js").catch(() => undefined));
}

/** Loads the page again once the server answers. */
async function renew(): Promise<void> {
  const answer = await fetch("/health/ready", { cache: "no-store" }).catch(() => undefined);
  if (answer?.ok) location.reload();
}

async function forget(): Promise<void> {
  if ("caches" in window) await caches.delete(kept);
}
