import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { layers, roomOf } from '../support/layers.js';
import { sourceFiles } from '../support/sources.js';

const SCHEMA = 'prisma/schema';
const { owners, reference, alsoWrite, alsoRead, groupOf, folders } = layers();
const ownerOf = new Map(Object.entries(owners).flatMap(([folder, tables]) => tables.map((table) => [table, folder])));
/** From the name of a model as the client has it, such as `noteVersion`, to its table. */
const tables = new Map(
  readdirSync(SCHEMA)
    .flatMap((file) => [...readFileSync(join(SCHEMA, file), 'utf8').matchAll(/^model (\w+) \{([\s\S]*?)\n\}/gm)])
    .map(([, model = '', body = '']) => [
      model.charAt(0).toLowerCase() + model.slice(1),
      /@@map\("(\w+)"\)/.exec(body)?.[1] ?? model.toLowerCase(),
    ]),
);
const names = [...new Set(tables.values())];

const SQL_WRITE = /\b(?:INSERT INTO|UPDATE|DELETE FROM)\s+(?:public\.)?(\w+)/g;
const SQL_READ = /\b(?:FROM|JOIN)\s+(?:ONLY\s+)?(?:public\.)?(\w+)/g;
const MODEL_WRITE = /\btx\s*\.(\w+)\s*\.(?:create|update|upsert|delete)\w*\(/g;
const MODEL_READ = /\b(?:tx|prisma)\s*\.(\w+)\s*\.(?:find\w+|count|aggregate|groupBy)\(/g;

const code = sourceFiles().map(({ path, text }) => ({ path, room: roomOf(path), text: withoutComments(text) }));
const uses = (sql: RegExp, model: RegExp) =>
  code.flatMap(({ path, room, text }) =>
    [
      ...[...text.matchAll(sql)].map(([, table = '']) => table),
      ...[...text.matchAll(model)].map(([, name = '']) => tables.get(name) ?? ''),
    ]
      .filter((table) => names.includes(table) && ownerOf.get(table) !== room)
      .map((table) => ({ path, room, table })),
  );
const isWhole = (room: string) => groupOf(room) === 'whole';
const words = ({ path, table }: { path: string; table: string }) => `${path}: ${table}`;
const isListed = (list: typeof alsoWrite, room: string, table: string) =>
  list.some((one) => one.folder === room && one.table === table);

describe('A table has one owner', () => {
  it('each table of the schema stands in docs/layers.json once, under a folder that exists', () => {
    expect([...ownerOf.keys()].sort()).toEqual([...names].sort());
    expect(Object.values(owners).flat()).toHaveLength(ownerOf.size);
    expect(Object.keys(owners).filter((folder) => !folders.includes(folder))).toEqual([]);
  });

  // Demo data and the operator's commands write as a whole hospital would.
  it('only its owner writes it', () => {
    const foreign = uses(SQL_WRITE, MODEL_WRITE).filter(
      ({ room, table }) => !isWhole(room) && !isListed(alsoWrite, room, table),
    );
    expect(foreign.map(words)).toEqual([]);
  });

  it('others read it in views, in searches of other languages, or when it says who and where', () => {
    const open = new Set(reference.map(({ table }) => table));
    const foreign = uses(SQL_READ, MODEL_READ).filter(
      ({ room, table }) =>
        !isWhole(room) &&
        !['views', 'integration'].includes(groupOf(room)) &&
        !open.has(table) &&
        !isListed(alsoRead, room, table),
    );
    expect(foreign.map(words)).toEqual([]);
  });

  it('an exception stands once', () => {
    for (const list of [alsoWrite, alsoRead]) {
      const named = list.map(({ folder, table }) => `${folder} ${table}`);
      expect(named.filter((one, at) => named.indexOf(one) !== at)).toEqual([]);
    }
  });

  it('no exception is left that nothing needs', () => {
    const used = (found: ReturnType<typeof uses>) => new Set(found.map(({ room, table }) => `${room} ${table}`));
    const [writes, reads] = [used(uses(SQL_WRITE, MODEL_WRITE)), used(uses(SQL_READ, MODEL_READ))];
    expect(alsoWrite.filter(({ folder, table }) => !writes.has(`${folder} ${table}`))).toEqual([]);
    expect(alsoRead.filter(({ folder, table }) => !reads.has(`${folder} ${table}`))).toEqual([]);
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*(\/\/|--).*$/gm, '');
}
