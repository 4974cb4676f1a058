import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const DOCS = ['README.md', 'CONTRIBUTING.md', 'src/platform/audit/README.md', ...globSync('docs/**/*.md')];
/** Made by running, and in no checkout. */
const MADE = ['bench/results/'];
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => found);

describe.each(DOCS)('%s names only what exists:', (doc) => {
  const text = readFileSync(doc, 'utf8');

  it('files of the project', () => {
    const named = all(text, /`((?:src|test|docs|prisma|scripts|bench|docker)\/[\w./*-]+)`/g);
    const there = (path: string) => (path.includes('*') ? globSync(path).length > 0 : existsSync(path));
    expect(named.filter((path) => !MADE.includes(path) && !there(path))).toEqual([]);
  });

  it('files it links to', () => {
    const linked = all(text, /\]\((?!https?:)([^)#\s]+)/g);
    expect(linked.filter((path) => !existsSync(join(dirname(doc), path)))).toEqual([]);
  });

  it('npm scripts', () => {
    expect(all(text, /npm run (?:-s )?([\w:-]+)/g).filter((name) => !(name in scripts))).toEqual([]);
  });
});
