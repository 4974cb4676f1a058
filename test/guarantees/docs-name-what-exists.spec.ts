import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { COMMANDS } from '../../src/cli/commands.js';
import { firstOf } from '../../src/kernel/list.js';

const DOCS = ['README.md', 'CONTRIBUTING.md', 'src/platform/audit/README.md', ...globSync('docs/**/*.md')];
/** Made by running, and in no checkout. */
const MADE = ['bench/results/'];
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const { paths } = JSON.parse(readFileSync('openapi.json', 'utf8')) as { paths: Record<string, object> };
const routes = Object.keys(paths).map(
  (path) => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+').replaceAll('$', '\\$')}$`),
);
const settings = new Set(
  [...readFileSync('docs/settings.md', 'utf8').matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name),
);
const textsOf = (pattern: string) =>
  globSync(pattern, { exclude: ['src/generated/**'] })
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
const service = textsOf('src/**/*.ts');
/** Programs and tests that take a setting of their own. */
const programs = textsOf('{scripts,bench,test}/**/*.{ts,mjs}');
/** Of Node itself, and what stands for any name. */
const NOT_OURS = ['NODE_EXTRA_CA_CERTS', 'NAME_FILE'];
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
    const named = (metric: string) => service.includes(metric.replace(/_(?:count|bucket|sum)$/, ''));
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

  it('commands', () => {
    expect(all(text, /\bemr (?:-- )?([a-z][a-z0-9-]*)/g).filter((name) => !(name in COMMANDS))).toEqual([]);
  });

  it('routes', () => {
    // Not those that are cut short.
    const named = all(text, /(?<![\w.])(\/(?:api\/v1|fhir\/R4|oauth2|health)[\w/{}:.$-]*)(?![\w/{}:.$-]|…)/g);
    const isThere = (path: string) => routes.some((route) => route.test(path.replace(/[.:/]+$/, '')));
    expect(named.filter((path) => !isThere(path))).toEqual([]);
  });

  it('settings', () => {
    const named = all(text, /`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=[^`]*)?`/g);
    const isThere = (name: string) =>
      NOT_OURS.includes(name) ||
      settings.has(name.replace(/_FILE$/, '')) ||
      [service, programs].some((one) => one.includes(name));
    expect(named.filter((name) => !isThere(name))).toEqual([]);
  });
});
