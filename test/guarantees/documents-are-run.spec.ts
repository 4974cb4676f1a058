import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { blocksOf } from '../../scripts/documents/blocks.mjs';

const DOCUMENTS = ['operators', 'audit', 'auditors', 'integrators'];
describe.each(DOCUMENTS)('docs/%s.md', (name) => {
  const blocks = blocksOf(readFileSync(`docs/${name}.md`, 'utf8'));

  it('says of each of its commands that it is run, or why not', () => {
    expect(blocks.length).toBeGreaterThan(3);
    const unmarked = blocks.filter(({ how, why }) => !how && !why).map(({ line }) => `docs/${name}.md:${line}`);
    expect(unmarked).toEqual([]);
    expect(blocks.filter(({ how }) => how).length).toBeGreaterThan(3);
  });

  it('names tests that are there for what it does not run', () => {
    const named = blocks.flatMap(({ why }) => why?.match(/test\/\S+\.spec\.ts/g) ?? []);
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
  });
});
