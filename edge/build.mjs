// Checks the types and makes one file of each side-car, so that a published Werkstrom needs Node.js but no packages.
import { build } from "esbuild";
import { execFile } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { promisify } from "node:util";

const argument = (name) => process.argv.find((a) => a.startsWith(`--${name}=`))?.slice(name.length + 3);
const out = (argument("out") ?? "dist").replace(/[\\/]+$/, "");

async function checkTypes() {
  try {
    await promisify(execFile)(process.execPath, ["node_modules/typescript/bin/tsc", "--noEmit"]);
  } catch (e) {
    console.error(e.stdout ?? e);
    process.exit(1);
  }
}

async function bundle() {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  // proper-lockfile: node-opcua asks for it only where its own lock does not work
  await build({ entryPoints: { opcua: "opcua/src/main.ts", modbus: "modbus/src/main.ts" }, outdir: out, outExtension: { ".js": ".cjs" }, bundle: true,
    platform: "node", target: "node20", format: "cjs", minifySyntax: true, minifyWhitespace: true, legalComments: "linked", external: ["proper-lockfile"], logLevel: "error" });
}

await Promise.all([checkTypes(), bundle()]);
