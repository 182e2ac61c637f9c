/** What the service worker does with a request. Pure, so that node tests it. */
export type Rule = "pass" | "page" | "fixed" | "file";

/** Pages that are never kept: they show secrets, or belong to no person. */
const never = /^\/(login|logout|account|language|welcome|denied|green|setup\/(tokens|people|audit)|my\/(start|stop)|energy\/letters)(\/|$)/;

export function rule(method: string, url: URL, mode: string, origin: string): Rule {
  if (method !== "GET" || url.origin !== origin) return "pass";
  if (mode === "navigate") return never.test(url.pathname) || url.pathname.startsWith("/api") || url.pathname.startsWith("/openapi") ? "pass" : "page";
  if (!url.pathname.startsWith("/ui/") || url.pathname === "/ui/live-worker.js") return "pass";
  return /\/chunk\/|\/asset\/|\.[a-z0-9]{10}\.(js|css)$/.test(url.pathname) ? "fixed" : "file"; // names with their content's hash never change
}

/** The page with the time at which it was got, for the banner. */
export const stamp = (html: string, at: number): string => html.replace(/<html(?=[\s>])/i, `<html data-as-of="${at}"`);
