import assert from "node:assert/strict";
import { test } from "node:test";
import { csv } from "../src/chart/export";
import type { Line } from "../src/chart/option";
import { rule, stamp } from "../src/offline/rules";
import { merge, pagesFor, type Hit } from "../src/search/rank";

const line = (title: string, points: [number, number | null][]): Line => ({ id: 1, title, unit: "Cel", kind: "measurement", shown: true, points, reduced: false });

test("the CSV file is German for German readers, and keeps its quotes", () => {
  const at = Date.UTC(2026, 10, 21, 23, 25, 7), lines = [line("Öl; heiß", [[at, 1.5], [at + 1000, null]]), line("Kühlung", [[at, -2]])], span = { from: at, to: at + 5000 };
  assert.equal(csv(lines, span, { lang: "de", zone: "Europe/Berlin" }), 'Zeitpunkt;"Öl; heiß [°C]";Kühlung [°C]\r\n22.11.2026 00:25:07,000;1,5;-2\r\n');
  assert.equal(csv(lines, span, { lang: "en", zone: "Europe/Berlin" }), 'at,"Öl; heiß [°C]",Kühlung [°C]\r\n2026-11-21T23:25:07Z,1.5,-2\r\n');
});

test("the service worker keeps pages and files, never log-in, API or what was sent", () => {
  const origin = "https://werk.example", of = (path: string, method = "GET", mode = "navigate"): string => rule(method, new URL(path, origin), mode, origin);
  assert.equal(of("/plant/signals/3?last=1d"), "page");
  for (const path of ["/login", "/login?returnUrl=/", "/account", "/welcome/abc", "/api/signals", "/setup/tokens", "/my/start", "/my/stop/abc", "/energy/letters", "/green/24103"]) assert.equal(of(path), "pass", path);
  assert.equal(of("/my/use"), "page");
  assert.equal(of("/", "POST"), "pass");
  assert.equal(of("/api/signals/3/samples", "GET", "cors"), "pass");
  assert.equal(of("/ui/chunk/chart-ABCDEF12.js", "GET", "cors"), "fixed");
  assert.equal(of("/ui/app.3bgfm7hboc.js", "GET", "cors"), "fixed");
  assert.equal(of("/ui/icons.svg", "GET", "cors"), "file");
  assert.equal(rule("GET", new URL("https://other.example/"), "navigate", origin), "pass");
});

test("a page from memory says of when it is", () => assert.equal(stamp('<!DOCTYPE html><html lang="de">', 5), '<!DOCTYPE html><html data-as-of="5" lang="de">'));

test("the palette finds pages by the beginnings of words, with and without umlauts", () => {
  const page = (title: string, url: string): Hit => ({ kind: "page", title, path: "", url });
  const pages = [page("Warum fehlen meine Daten?", "/missing"), page("Änderungsprotokoll", "/audit")];
  assert.deepEqual(pagesFor("dat feh", pages).map((p) => p.url), ["/missing"]);
  assert.deepEqual(pagesFor("anderung", pages).map((p) => p.url), ["/audit"]);
  assert.deepEqual(merge(pages, [page("x", "/audit"), page("y", "/y")]).map((p) => p.url), ["/missing", "/audit", "/y"]);
});
