import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { foundPatientsSql, type PatientCriteria } from '../../src/clinical/patients/finding.rules.js';
import { foldName, givenNameFirst, searchTerms } from '../../src/clinical/patients/name.rules.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

/** What every search must give: all patients, filtered and sorted. */
interface Patient {
  readonly id: string;
  readonly fullName: string;
  readonly nameSort: string;
  readonly words: readonly string[];
  readonly born: string;
  readonly closed: boolean;
}

// Few words, so that many are shared, begin each other, and stand in every place of a name.
const WORDS = [
  'Nguyễn',
  'Ng',
  'Thị',
  'Thi',
  'Thìn',
  'Đặng',
  'Đa',
  'Văn',
  'Vân',
  'Hoà',
  'Hòa',
  'Hoàng',
  'An',
  'Anh',
  'Ánh',
  'Y',
  "H'Hen",
  '太郎',
];
const LONG = ['Alpha', 'Bravo', 'Charlie', 'Delta', 'Echo', 'Foxtrot', 'Golf', 'Hotel', 'India', 'Juliet', 'Kilo'];
const aName = fc.oneof(
  { weight: 12, arbitrary: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 5 }) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...WORDS, ...LONG), { minLength: 9, maxLength: 14 }) },
  { weight: 1, arbitrary: fc.constant(['Dài'.repeat(20), 'Anh']) },
);

let world: World;
let app: pg.Client;
let everyone: Patient[];
beforeAll(async () => {
  world = await startWorld();
  app = new pg.Client(world.database.appUrl);
  await app.connect();
  const names = fc.sample(aName, { numRuns: 400, seed: 1 }).map((words) => words.join(' '));
  const rows = await write(names);
  everyone = rows.map(({ id, full_name, birth_date, confidentiality }) => ({
    id,
    fullName: full_name,
    nameSort: givenNameFirst(full_name),
    words: foldName(full_name).split(' '),
    born: birth_date,
    closed: confidentiality !== 'N',
  }));
});
afterAll(async () => {
  await app.end();
  await world.close();
});

interface Row {
  id: string;
  full_name: string;
  birth_date: string;
  confidentiality: string;
}

async function write(names: string[]): Promise<Row[]> {
  const owner = new pg.Client(world.database.ownerUrl);
  await owner.connect();
  try {
    await owner.query('BEGIN');
    await owner.query(`SELECT set_config('emr.context', '{"actorKind":"system","username":"system:test"}', true)`);
    const { rows } = await owner.query<Row>(
      `INSERT INTO patient (mrn, full_name, name_search, name_sort, sex, birth_date, birth_date_precision, confidentiality)
       SELECT 'T-' || uuidv7(), full_name, name_search, name_sort, 'female', DATE '1990-01-01' + (n % 3)::int, 'day',
         CASE n % 5 WHEN 0 THEN 'R' ELSE 'N' END
         FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS given (full_name, name_search, name_sort, n)
       RETURNING id, full_name, birth_date::text, confidentiality`,
      [names, names.map(foldName), names.map(givenNameFirst)],
    );
    await owner.query('COMMIT');
    return rows;
  } finally {
    await owner.end();
  }
}

const inOrder = (one: Patient, other: Patient) =>
  Buffer.compare(Buffer.from(one.nameSort), Buffer.from(other.nameSort)) || (one.id < other.id ? -1 : 1);
const matches = ({ words, born }: Patient, { terms = [], born: asked }: PatientCriteria) =>
  terms.every((term) => words.some((word) => word.startsWith(term))) &&
  (!asked || (born >= asked.first && born <= asked.last));

/** All pages of a search, as a request with this scope gets them. */
async function pagesOf(scope: string, criteria: PatientCriteria, limit: number): Promise<string[]> {
  const ids: string[] = [];
  let after: { nameSort: string; id: string; approximate: boolean } | undefined;
  for (let pages = 0; pages < 1000; pages++) {
    const values: unknown[] = [];
    const found = foundPatientsSql(
      criteria,
      { wanted: limit + 1, after, forgiving: false },
      (value) => `$${values.push(value)}`,
    );
    await app.query('BEGIN');
    await app.query(`SELECT set_config('emr.scope', $1, true)`, [scope]);
    const { rows } = await app.query<{ id: string; name_sort: string }>(
      `SELECT p.id, p.name_sort FROM ${found} JOIN patient p ON p.id = found.id ORDER BY found.place`,
      values,
    );
    await app.query('ROLLBACK');
    const shown = rows.slice(0, limit);
    ids.push(...shown.map(({ id }) => id));
    if (rows.length <= limit) return ids;
    const last = elementAt(shown, shown.length - 1);
    after = { nameSort: last.name_sort, id: last.id, approximate: false };
  }
  throw new Error('the pages do not end');
}

const typedWords = fc
  .array(
    fc
      .constantFrom(...WORDS, ...LONG, 'Dài'.repeat(20), 'Dài'.repeat(21), 'x')
      .chain((word) => fc.integer({ min: 1, max: word.length }).map((end) => word.slice(0, end))),
    { minLength: 1, maxLength: 4 },
  )
  .map((words) => words.join(' '));
const born = fc.option(
  fc.constantFrom({ first: '1990-01-02', last: '1990-01-02' }, { first: '1990-01-01', last: '1990-12-31' }),
  { nil: undefined },
);

describe('A search, its pages glued together, is everyone who matches, once and in order', () => {
  it('for every typed name, birth date and size of page, whatever may be seen', async () => {
    const scopes = fc.constantFrom<{ scope: () => string; sees: (patient: Patient) => boolean }>(
      { scope: () => '+{}', sees: () => true },
      { scope: () => '*', sees: () => true },
      { scope: () => '', sees: () => false },
      { scope: () => `{${half().join(',')}}`, sees: ({ id }) => half().includes(id) },
      { scope: () => `^lab 30 ${world.staff.lab.id}`, sees: ({ closed }) => !closed },
    );
    await fc.assert(
      fc.asyncProperty(typedWords, born, scopes, fc.integer({ min: 1, max: 40 }), async (typed, born, scope, limit) => {
        const terms = searchTerms(typed);
        fc.pre(terms.length > 0);
        const criteria = { terms, born };
        const expected = everyone.filter((patient) => matches(patient, criteria) && scope.sees(patient)).sort(inOrder);
        expect(await pagesOf(scope.scope(), criteria, limit)).toEqual(expected.map(({ id }) => id));
      }),
      { numRuns: 250 },
    );
  });

  const half = () => everyone.filter((_, n) => n % 2 === 0).map(({ id }) => id);

  it('natively and as FHIR, in every Unicode form', async () => {
    for (const typed of ['Nguyễn Thị', 'Hoà', 'đa', "H'Hen an"]) {
      for (const form of ['NFC', 'NFD']) {
        const name = typed.normalize(form);
        const terms = searchTerms(typed);
        const expected = everyone.filter((patient) => matches(patient, { terms })).sort(inOrder);
        expect(await walk(`/api/v1/patients?limit=37&name=${encodeURIComponent(name)}`, 'nurse')).toEqual(
          expected.map(({ id }) => id),
        );
        const open = expected.filter(({ closed }) => !closed).map(({ id }) => id);
        expect(await walk(`/fhir/R4/Patient?_count=37&name=${encodeURIComponent(name)}`, 'lab')).toEqual(open);
      }
    }
  });

  async function walk(first: string, role: 'nurse' | 'lab'): Promise<string[]> {
    const ids: string[] = [];
    for (let at: string | undefined = first; at;) {
      const { status, body } = await world.as(role).get(at.replace(/^https?:\/\/[^/]+/, ''));
      expect(status).toBe(200);
      const items = (body.items ?? (body.entry ?? []).map(({ resource }: { resource: object }) => resource)) as {
        id: string;
      }[];
      ids.push(...items.map(({ id }) => id));
      at =
        body.next ??
        (body.link ?? []).find(({ relation }: { relation: string }) => relation === 'next')?.url ??
        undefined;
    }
    return ids;
  }
});

describe('The words of names', () => {
  const found = (name: string) => pagesOf('+{}', { terms: searchTerms(name) }, 100);

  it('follow a name that changes', async () => {
    const { id } = elementAt(await write(['Tên Zyxta Zyxtb']), 0);
    expect(await found('zyxta zyxtb')).toEqual([id]);
    const { body } = await world.as('registrar').get(`/api/v1/patients/${id}`);
    const changed = await world
      .as('registrar')
      .patch(`/api/v1/patients/${id}`, { fullName: 'Tên Zyxtc Mới Zyxtd' }, { 'If-Match': `"${body.version}"` });
    expect(changed.status).toBe(200);
    expect([await found('zyxta'), await found('zyxtb'), await found('ten moi zyxtc')]).toEqual([[], [], [id]]);
    expect(await world.sql('SELECT FROM patient_name_word WHERE patient_id = $1', [id])).toHaveLength(6);
  });

  it('make nobody wait: the same new word comes with two patients at once', async () => {
    const [one, other] = [new pg.Client(world.database.ownerUrl), new pg.Client(world.database.ownerUrl)];
    await Promise.all([one.connect(), other.connect()]);
    const register = async (client: pg.Client, mrn: string, names: string[]) => {
      for (const name of names) {
        await client.query(
          `INSERT INTO patient (mrn, full_name, name_search, name_sort, sex) VALUES ($1, $2::text, $2, $2, 'male')`,
          [`${mrn}${name}`, name],
        );
      }
    };
    try {
      for (const client of [one, other]) {
        await client.query(`SET lock_timeout = '2s'`);
        await client.query('BEGIN');
        await client.query(`SELECT set_config('emr.context', '{"actorKind":"system","username":"system:test"}', true)`);
      }
      await register(one, 'W1-', ['qwerta', 'qwertb']);
      await register(other, 'W2-', ['qwertb', 'qwerta']);
      await one.query('ROLLBACK');
      await other.query('COMMIT');
      expect(await found('qwerta')).toHaveLength(1);
    } finally {
      await Promise.all([one.end(), other.end()]);
    }
  });

  it('are nobody’s to read, and of a patient only in scope', async () => {
    await expect(app.query('SELECT FROM name_word')).rejects.toThrow(/permission denied/);
    expect((await app.query('SELECT FROM patient_name_word')).rowCount).toBe(0);
    for (const text of [
      `INSERT INTO patient_name_word VALUES ('x', 'x', '${elementAt(everyone, 0).id}')`,
      `UPDATE patient_name_word SET word = 'x'`,
      'DELETE FROM patient_name_word',
      `INSERT INTO name_word (word) VALUES ('x')`,
    ]) {
      await expect(app.query(text)).rejects.toThrow(/permission denied/);
    }
  });
});
