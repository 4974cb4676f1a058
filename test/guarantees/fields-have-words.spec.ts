import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { fieldsWithWords, fieldWords } from '../../src/platform/audit/fields/field.words.js';
import { patientRecords } from '../../src/records.js';

const SCHEMA = 'prisma/schema';
const SCALAR = /^(?:String|Int|BigInt|Boolean|DateTime|Json|Float|Decimal|Bytes|Unsupported)/;
/** Tables that the trail leaves out, by the guard that says so. */
const EXEMPT = /WITH wanted \(name, reason\) AS \(VALUES\n([\s\S]*?)\)\),?\n/.exec(
  readFileSync('prisma/guards/30-attach-to-every-table.sql', 'utf8'),
)?.[1];

/** The columns of each table whose changes are on the trail. */
const columns = new Map(
  readdirSync(SCHEMA)
    .flatMap((file) => [...readFileSync(join(SCHEMA, file), 'utf8').matchAll(/^model (\w+) \{([\s\S]*?)\n\}/gm)])
    .map(([, model = '', body = '']) => {
      const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? model.toLowerCase();
      const fields = [...body.matchAll(/^ {2}(\w+) +(\w+)(?:\[\]|\?)?(.*)$/gm)]
        .filter(([, , type = '']) => SCALAR.test(type))
        .map(([, name = '', , rest = '']) => /@map\("(\w+)"\)/.exec(rest)?.[1] ?? name);
      return [table, fields] as const;
    })
    .filter(([table]) => !EXEMPT?.includes(`'${table}'`)),
);

describe('A field of a record', () => {
  it('has a name for people in both languages, whichever table the trail tells of', () => {
    expect(columns.size).toBeGreaterThan(60);
    expect([...columns.keys()]).toEqual(expect.arrayContaining(patientRecords().map(({ table }) => table)));
    const unnamed = [...columns].flatMap(([table, fields]) =>
      fields
        .filter((field) => !fieldWords(table, field)?.vi || !fieldWords(table, field)?.en)
        .map((f) => `${table}.${f}`),
    );
    expect(unnamed).toEqual([]);
  });

  it('has one that is Vietnamese, and one that is not', () => {
    const vietnamese = /[à-ỹđ]/i;
    const told = fieldsWithWords().map((field) => ({ field, ...fieldWords('', field)! }));
    expect(told.filter(({ en }) => vietnamese.test(en))).toEqual([]);
    expect(told.filter(({ vi, en }) => vi === en && !/^(?:FiO₂|SpO₂)$/.test(vi))).toEqual([]);
  });
});
