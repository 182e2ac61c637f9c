// Reads every JSON file of a folder as an environment with the reference library of aas-core-works, and says what it finds wrong.
// node aas.mjs FOLDER
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

// the ES modules of the package name files without their endings, which Node does not resolve
const { jsonization, verification } = createRequire(import.meta.url)('@aas-core-works/aas-core3.0-typescript');

const folder = process.argv[2];
let files = 0;
let faults = 0;
const tell = (file, path, message) => {
  faults++;
  console.error(`${file}: ${path}: ${message}`);
};
for (const file of readdirSync(folder).filter(f => f.endsWith('.json'))) {
  files++;
  const read = jsonization.environmentFromJsonable(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  if (read.error !== null) {
    tell(file, read.error.path, read.error.message);
    continue;
  }
  for (const fault of verification.verify(read.mustValue())) tell(file, fault.path, fault.message);
}
console.log(`${files} files, ${faults} faults`);
