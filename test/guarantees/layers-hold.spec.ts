import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { layers, roomOf } from '../support/layers.js';
import { sourceFiles } from '../support/sources.js';

const files = sourceFiles();
const { folders, groupOf } = layers();
const placed = files.map((file) => ({ ...file, room: roomOf(file.path) }));
const inGroup = (...names: string[]) => placed.filter(({ room }) => names.includes(groupOf(room)));

describe('Layers hold', () => {
  it('every folder stands in docs/layers.json, and every one named there exists', () => {
    const used = new Set(placed.map(({ room }) => room));
    expect([...used].filter((room) => !folders.includes(room))).toEqual([]);
    expect(folders.filter((folder) => !used.has(folder))).toEqual([]);
  });

  // The order of docs/layers.json is total, so that there can be no circle between folders either.
  it('a folder imports only what stands before it in docs/layers.json', () => {
    const upwards = placed.flatMap(({ path, room, imports }) =>
      imports
        .filter((imported) => folders.indexOf(roomOf(imported)) > folders.indexOf(room))
        .map((imported) => `${path} imports ${imported}`),
    );
    expect(upwards).toEqual([]);
  });

  it('the kernel uses no library but what Node brings', () => {
    const outside = inGroup('kernel').flatMap(({ path, text }) =>
      [...text.matchAll(/from '((?!node:|\.)[^']+)'/g)].map(([, library]) => `${path} imports ${library}`),
    );
    expect(outside).toEqual([]);
  });

  it('a domain uses another through its service, queries, module, problems, rules, words, columns, templates or types', () => {
    const doors =
      /\.(service|queries|module|errors|rules|words|columns|mapper|response|dto)\.ts$|\/(new-|partial-)[\w-]+\.ts$|\/(rules|templates)\/|-(systems?|types)\.ts$/;
    const isDomain = (room: string) => ['hospital', 'clinical', 'views', 'integration'].includes(groupOf(room));
    const wrong = placed.flatMap(({ path, room, imports }) =>
      imports
        .filter((imported) => isDomain(room) && isDomain(roomOf(imported)) && roomOf(imported) !== room)
        .filter((imported) => roomOf(imported) !== 'clinical/datatypes' && !doors.test(imported))
        .map((imported) => `${path} imports ${imported}`),
    );
    expect(wrong).toEqual([]);
  });

  it('domains write no audit event themselves', () => {
    const writers = inGroup('hospital', 'clinical', 'views', 'integration').filter(({ text }) =>
      /INTO audit\.|AccessRecorder/.test(text),
    );
    expect(writers.map(({ path }) => path)).toEqual([]);
  });

  it('rules are pure: no framework, no database, no request', () => {
    const impure = files
      .filter(({ path }) => path.endsWith('.rules.ts'))
      .filter(({ text }) => /from '(@nestjs|pg|.*\/database\/|.*request-context)/.test(text));
    expect(impure.map(({ path }) => path)).toEqual([]);
  });

  it('only the database folder opens connections', () => {
    const openers = placed.filter(
      ({ room, text }) => !['platform/database', 'demo', 'server'].includes(room) && /new pg\.(Pool|Client)/.test(text),
    );
    expect(openers.map(({ path }) => path)).toEqual([]);
  });

  it('advisory locks are taken in one file, which says what for', () => {
    const takers = files.filter(({ text }) => /pg_(?:try_)?advisory/.test(text)).map(({ path }) => path);
    expect(takers).toEqual(['src/platform/database/advisory-locks.ts']);
  });

  it.each(['README.md', 'CONTRIBUTING.md'])('%s shows the groups as docs/layers.json tells them', (file) => {
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('docs/layers.json');
    for (const { name } of layers().groups) expect(text).toContain(name);
  });
});
