// Checks the types, bundles src into the host's wwwroot/ui. Islands are chunks that load where a page uses them.
import { build } from "esbuild";
import { execFile } from "node:child_process";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { appIcon } from "./app-icon.mjs";

const argument = (name) => process.argv.find((a) => a.startsWith(`--${name}=`))?.slice(name.length + 3);
const out = (argument("out") ?? "../src/Werkstrom/wwwroot/ui").replace(/[\\/]+$/, "");

const common = { bundle: true, target: "es2022", minify: true, sourcemap: "linked", legalComments: "linked", logLevel: "warning" };

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
  // pages: modules with shared chunks. The theme, the workers: one plain script each, without imports.
  const pages = await build({ ...common, metafile: true, entryPoints: { app: "src/app.ts", style: "src/style.css" }, outdir: out, splitting: true, format: "esm",
    chunkNames: "chunk/[name]-[hash]", assetNames: "asset/[name]-[hash]" });
  await build({ ...common, entryPoints: { boot: "src/boot.ts", "live-worker": "src/live/worker.ts", sw: "src/offline/sw.ts" },
    outdir: out, format: "iife" });
  await writeFile(`${out}/preload.json`, JSON.stringify(preloads(pages.metafile.outputs), null, 1));
  for (const file of ["swagger-ui-bundle.js", "swagger-ui.css"])
    await cp(`node_modules/swagger-ui-dist/${file}`, `${out}/${file}`);
}

/** For each part that loads later: its chunk and what that needs, so that a page can ask for all of it at once. */
function preloads(outputs) {
  const relative = (path) => path.slice(path.lastIndexOf("/chunk/") + 1), list = {};
  const needs = (path, into) => {
    if (into.has(path)) return into;
    into.add(path);
    for (const i of outputs[path].imports) if (i.kind === "import-statement") needs(i.path, into);
    return into;
  };
  for (const [path, { entryPoint }] of Object.entries(outputs))
    if (entryPoint?.startsWith("src/") && path.includes("/chunk/")) list[entryPoint.slice(4).replace(/\.ts$/, "")] = [...needs(path, new Set())].map(relative);
  return list;
}

/** One sprite of only the icons that src/icons.txt names. */
async function sprite() {
  const names = (await readFile("src/icons.txt", "utf8")).split(/\s+/).filter(Boolean);
  const symbols = await Promise.all([...new Set(names)].map(async (name) => {
    const svg = await readFile(`node_modules/@tabler/icons/icons/outline/${name}.svg`, "utf8").catch(() => {
      throw new Error(`icons.txt names "${name}", but Tabler has no outline icon of that name`);
    });
    const inner = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace("</svg>", "").replace(/<path stroke="none"[^>]*>/, "").trim();
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${inner}</symbol>`;
  }));
  await writeFile(`${out}/icons.svg`, `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`);
}

async function appIcons() {
  await cp("src/app-icon.svg", `${out}/icon.svg`);
  for (const [name, size, maskable] of [["icon-192", 192, false], ["icon-512", 512, false], ["icon-maskable-512", 512, true], ["icon-180", 180, true]])
    await writeFile(`${out}/${name}.png`, appIcon(size, maskable));
}

await Promise.all([checkTypes(), bundle().then(() => Promise.all([sprite(), appIcons()]))]);
