import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { capabilityStatement } from '../../src/integration/fhir/capability.js';

interface Announced {
  readonly type: string;
  readonly interaction?: readonly { readonly code: string }[];
  readonly operation?: readonly { readonly name: string }[];
  readonly conditionalCreate?: boolean;
  readonly conditionalUpdate?: boolean;
}

const { rest } = capabilityStatement('https://emr.example/fhir/R4') as { rest: [{ resource: Announced[] }] };
const [{ resource: announced }] = rest;

/** What a type announces, by the names of the table. */
const namesOf = ({ interaction = [], operation = [], conditionalCreate, conditionalUpdate }: Announced): string[] => [
  ...interaction.map(({ code }) => code),
  ...operation.map(({ name }) => `$${name}`),
  ...(conditionalCreate ? ['conditional-create'] : []),
  ...(conditionalUpdate ? ['conditional-update'] : []),
];

interface Row {
  readonly name: string;
  readonly types: readonly string[];
  readonly proof: string;
  readonly sentence: string;
}

const [, table = ''] = /<!-- fhir -->(.*)<!-- \/fhir -->/s.exec(readFileSync('docs/fhir.md', 'utf8')) ?? [];
const rows = table
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line): Row => {
    const [name = '', types = '', proof = '', sentence = ''] = line
      .split('|')
      .slice(1)
      .map((cell) => cell.trim().replaceAll('`', ''));
    return { name, types: typesOf(types), proof, sentence };
  });

function typesOf(said: string): string[] {
  const named = said
    .replace(/^all(?: but )?/, '')
    .split(',')
    .map((type) => type.trim())
    .filter((type) => type !== '');
  if (!said.startsWith('all')) return named;
  return announced.map(({ type }) => type).filter((type) => !named.includes(type));
}

describe('The table of docs/fhir.md', () => {
  it('names what the CapabilityStatement announces of each type, and nothing else', () => {
    const told = rows.flatMap(({ name, types }) => types.map((type) => `${type} ${name}`));
    const said = announced.flatMap((one) => namesOf(one).map((name) => `${one.type} ${name}`));
    expect(told.sort()).toEqual(said.sort());
  });

  it.each(rows)('names a test that is there: $name', ({ proof, sentence }) => {
    expect(sentence.length).toBeGreaterThan(10);
    expect(readFileSync(proof, 'utf8')).toContain(`'${sentence}'`);
  });
});
