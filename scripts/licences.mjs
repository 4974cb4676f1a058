#!/usr/bin/env node
// What the program is made of, and under which licences: writes a CycloneDX bill of materials and fails where a package that is delivered has
// a licence that nobody has agreed to.   npm run licences [-- --to FILE]
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** Licences that ask for no more than to be named; SPDX identifiers. */
const AGREED = new Set([
  ...[
    'MIT',
    'MIT-0',
    'ISC',
    '0BSD',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'Apache-2.0',
    'BlueOak-1.0.0',
    'Unlicense',
    'CC0-1.0',
  ],
  ...['Python-2.0', 'PostgreSQL', 'Zlib', 'CC-BY-4.0', 'OFL-1.1'],
]);
/** Packages whose licence stands elsewhere than in their package.json, or needs a word: name → why it is taken. */
const TAKEN = new Map([
  ...['config', 'dev', 'engines', 'studio-core'].map((name) => [
    `@prisma/${name}`,
    'ours: prisma/cli stands in for it',
  ]),
  [
    '@lhncbc/ucum-lhc',
    'LICENSE.md of the NLM and Regenstrief: free to use and to pass on, named, the tables unchanged',
  ],
  ['pause', 'MIT, says its Readme.md'],
]);

const { values } = parseArgs({ options: { to: { type: 'string' } } });
const words = ['sbom', '--omit', 'dev', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
const text = execFileSync('npm', words, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
const { components } = JSON.parse(text);
const wrong = components.filter((component) => !TAKEN.has(nameOf(component)) && !isAgreed(component));
for (const component of wrong) console.error(`${nameOf(component)} ${component.version}: ${licenceOf(component)}`);
if (values.to) writeFileSync(values.to, text);
console.log(`${components.length} packages are delivered, ${wrong.length} under a licence that nobody agreed to.`);
process.exitCode = wrong.length > 0 ? 1 : 0;

function nameOf({ 'bom-ref': reference }) {
  return reference.slice(0, reference.lastIndexOf('@'));
}

function licenceOf({ licenses = [] }) {
  return (
    licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name).join(' AND ') || 'none said'
  );
}

/** Of `A OR B` one is enough; of `A AND B` both are needed. */
function isAgreed(component) {
  const said = licenceOf(component).replace(/[()]/g, '');
  return said.split(' OR ').some((part) => part.split(' AND ').every((one) => AGREED.has(one.trim())));
}
