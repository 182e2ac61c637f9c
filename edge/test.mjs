// Runs test/*.test.ts of every package with node's own test runner: esbuild turns them into modules first.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

const folder = "node_modules/.tests"; // here, so that packages that stay outside the bundle are found
await mkdir(folder, { recursive: true });
try {
  const tests = (await Promise.all(["common", "opcua", "modbus"].map(async (name) => (await readdir(`${name}/test`)).map((file) => `${name}/test/${file}`))))
    .flat().filter((name) => name.endsWith(".test.ts"));
  await build({ entryPoints: tests, outdir: folder, outbase: ".", bundle: true, platform: "node", target: "node20", format: "esm", packages: "external", alias: { "@werkstrom/edge-common": "./common/src/index.ts" },
    outExtension: { ".js": ".mjs" }, logLevel: "warning" });
  const run = spawnSync(process.execPath, ["--test", ...tests.map((name) => join(folder, name.replace(/ts$/, "mjs")))], { stdio: "inherit" });
  process.exitCode = run.status ?? 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
