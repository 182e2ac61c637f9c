// Reads an EDIFACT file with an independent parser (npm edifact) and says its segments as JSON.
// node edifact.mjs FILE
import { readFileSync } from 'node:fs';
import Parser from 'edifact/parser.js';
import Validator from 'edifact/validator.js';

const segments = [];
const parser = new Parser(new Validator());
parser.encoding('UNOC');
parser.on('opensegment', name => segments.push({ name, elements: [] }));
parser.on('element', () => segments.at(-1).elements.push([]));
parser.on('component', text => segments.at(-1).elements.at(-1).push(text));
parser.write(readFileSync(process.argv[2], 'latin1'));
parser.end();
console.log(JSON.stringify(segments));
