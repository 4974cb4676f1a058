import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { firstOf } from '../../src/kernel/list.js';

const DOCS = ['README.md', 'CONTRIBUTING.md', 'src/platform/audit/README.md', ...globSync('docs/**/*.md')];
/** Made by running, and in no checkout. */
const MADE = ['bench/results/'];
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].flatMap(([, found]) => found ?? []);

describe('The list of decisions', () => {
  const list = readFileSync('docs/adr/README.md', 'utf8');
  const records = globSync('docs/adr/0*.md').sort();

  it('has each, by its own number and title, in order', () => {
    const rows = records.map((path) => {
      const [, number, title] = firstOf(/^# (\d+)\. (.+)$/m.exec(readFileSync(path, 'utf8'))!, 3);
      expect(basename(path).startsWith(number.padStart(4, '0'))).toBe(true);
      return `- [${number} · ${title}](${basename(path)})`;
    });
    expect(list.split('\n').filter((line) => line.startsWith('- '))).toEqual(rows);
  });

  it('names the numbers that nothing has', () => {
    const given = records.map((path) => Number(basename(path).slice(0, 4)));
    const missing = Array.from({ length: Math.max(...given) }, (_, at) => at + 1).filter((n) => !given.includes(n));
    expect(
      list
        .match(/Numbers? ([\d and,]+) (?:was|were) never/)?.[1]
        ?.match(/\d+/g)
        ?.map(Number),
    ).toEqual(missing);
  });
});

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
