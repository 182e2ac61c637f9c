// Runs test/*.test.ts with node's own test runner: esbuild turns them into modules first.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = await mkdtemp(join(tmpdir(), "ws-ui-"));
try {
  const tests = (await readdir("test")).filter((name) => name.endsWith(".test.ts"));
  await build({ entryPoints: tests.map((name) => `test/${name}`), outdir: folder, bundle: true, platform: "node", format: "esm", outExtension: { ".js": ".mjs" }, logLevel: "warning" });
  const run = spawnSync(process.execPath, ["--test", ...tests.map((name) => join(folder, name.replace(/ts$/, "mjs")))], { stdio: "inherit" });
  process.exitCode = run.status ?? 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
