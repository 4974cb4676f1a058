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

describe('The runbook', () => {
  it('says of every alert what to do, and rules and dashboard ask for metrics that the service has', () => {
    const rules = readFileSync('deploy/prometheus-rules.yml', 'utf8');
    const runbook = readFileSync('docs/runbook.md', 'utf8');
    const alerts = all(rules, /alert: (\w+)/g);
    expect(alerts.length).toBeGreaterThan(10);
    expect(alerts.filter((alert) => !runbook.includes(`\`${alert}\``))).toEqual([]);
    const asked = all(
      rules + readFileSync('deploy/grafana-dashboard.json', 'utf8'),
      /\b((?:audit|backup|restore|disk|http|requests|writes|workers|job|database)_[a-z_]+)/g,
    );
    const made = globSync('src/**/*.ts')
      .map((path) => readFileSync(path, 'utf8'))
      .join('\n');
    const named = (metric: string) => made.includes(metric.replace(/_(?:count|bucket|sum)$/, ''));
    expect(asked.filter((metric) => !named(metric))).toEqual([]);
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
