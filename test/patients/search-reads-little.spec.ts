import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { patientPageSql } from '../../src/integration/fhir/search/patient.search.js';
import { TABLES } from '../../src/integration/fhir/search/tables.js';
import {
  foundPatientsSql,
  idsOfPhoneSql,
  idsOfValueSql,
  type PatientCriteria,
} from '../../src/clinical/patients/finding.rules.js';
import { questionOf } from '../../src/clinical/patients/search-box.rules.js';
import { MANY_PATIENTS } from '../support/many-patients.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

const PATIENTS = 20_000;
/** Rows and entries of indexes that a page may look at. Walking everybody, or everybody of a common word, is several thousand and more. */
const MOST = 1_000;

let world: World;
let app: pg.Client;
let owner: pg.Client;
beforeAll(async () => {
  world = await startWorld();
  [app, owner] = [new pg.Client(world.database.appUrl), new pg.Client(world.database.ownerUrl)];
  await Promise.all([app.connect(), owner.connect()]);
  for (const table of ['patient', 'patient_identifier', 'patient_name_word', 'name_word']) {
    await owner.query(`ALTER TABLE ${table} SET (autovacuum_enabled = false)`); // figures come when the test says so
  }
  await owner.query('SELECT setseed(0.25)');
  await owner.query('BEGIN');
  await owner.query(`SELECT set_config('emr.context', '{"actorKind":"system","username":"system:test"}', true)`);
  for (const table of ['patient', 'patient_identifier']) {
    await owner.query(`ALTER TABLE ${table} DISABLE TRIGGER audit_capture`);
  }
  await owner.query(MANY_PATIENTS, [1, PATIENTS]);
  for (const table of ['patient', 'patient_identifier']) {
    await owner.query(`ALTER TABLE ${table} ENABLE TRIGGER audit_capture`);
  }
  await owner.query(`UPDATE patient SET confidentiality = 'R' WHERE mrn LIKE '79016-8%00'`);
  await owner.query('COMMIT');
});
afterAll(async () => {
  await Promise.all([app.end(), owner.end()]);
  await world.close();
});

type At = (value: unknown) => string;
const named =
  (...terms: string[]) =>
  (): PatientCriteria => ({ terms });
const born =
  (first: string, last: string, ...terms: string[]) =>
  (): PatientCriteria => ({ terms, born: { first, last } });

/** What is typed, common and rare, in every mixture that made PostgreSQL walk everybody. */
const SEARCHES: Record<string, (at: At) => PatientCriteria> = {
  'a telephone number': (at) => ({ among: [idsOfPhoneSql(at('+84900007919'))] }),
  'an identifier': (at) => ({ among: [idsOfValueSql(at(['079000000042']))] }),
  'nobody’s identifier': (at) => ({ among: [idsOfValueSql(at(['nobody', 'NOBODY']))] }),
  'the commonest word': named('nguyen'),
  'a given name from the end of the list': named('yen'),
  'a rare word': named('quach'),
  'a word that nobody has': named('ghnzz'),
  'a mistyped word': named('ngyuen'),
  'a mistyped rare word': named('quahc'),
  'one letter': named('n'),
  'two common words': named('nguyen', 'hoa'),
  'two common words that hardly anyone has both': named('thi', 'van'),
  'two family names': named('tran', 'pham'),
  'three words': named('nguyen', 'thi', 'huong'),
  'three words, the rare one last': named('nguyen', 'thi', 'xuan'),
  'common words, the last begun': named('tran', 'van', 'h'),
  'common words of no one together': named('tran', 'pham', 'nguyen'),
  'common words, one mistyped': named('nguyen', 'thi', 'huogn'),
  'a birth day': born('1960-03-04', '1960-03-04'),
  'a birth year': born('1960-01-01', '1960-12-31'),
  'a name and a birth year': born('1960-01-01', '1960-12-31', 'hoa'),
};
/** What is typed into the one box. */
const TYPED = [
  'nguyen',
  'nguyen thi anh',
  'nguyn thi ahn',
  'ghnzz',
  'NTA',
  'nvht',
  'ly thi my',
  'nguyeenx',
  '7919',
  '7919 nguyen',
  '000042',
  '1985',
  'nguyen 1985',
  '04/03/1960',
  'hoa 04/03/1960',
  'NTA 1985',
  '42',
  '0900007919',
  '079000000042',
  'tran pham 4567',
];
const NARROW_FHIR: Record<string, [string, string][]> = {
  'FHIR name': [['name', 'Nguyễn Hoa']],
  'FHIR name that nobody has': [['name', 'ghnzz']],
  'FHIR family and given': [
    ['family', 'quach'],
    ['given', 'van'],
  ],
  'FHIR identifier': [['identifier', '079000000042']],
  'FHIR identifier of a system': [['identifier', 'https://benhan.vn/fhir/sid/cccd|079000000042']],
  'FHIR MRN': [['identifier', 'https://benhan.vn/fhir/sid/mrn|79016-80000042']],
  'FHIR birth date': [['birthdate', '1960-03-04']],
  'FHIR name and gender': [
    ['name', 'nguyen'],
    ['gender', 'male'],
  ],
};

/** Rows and entries of indexes that a statement of the application looks at. */
async function looksAt(scope: string, text: string, values: unknown[]): Promise<number> {
  await app.query('BEGIN');
  try {
    await app.query(`SELECT set_config('emr.scope', $1, true)`, [scope]);
    const count = async () => {
      const { rows } = await app.query<{ n: string }>(
        `SELECT sum(pg_stat_get_xact_tuples_returned(oid)) AS n FROM pg_class WHERE relnamespace = 'public'::regnamespace`,
      );
      return Number(elementAt(rows, 0).n);
    };
    const before = await count();
    await app.query(text, values);
    return (await count()) - before;
  } finally {
    await app.query('ROLLBACK');
  }
}

async function asSuperuser(text: string): Promise<void> {
  const client = new pg.Client(world.database.superuserUrl);
  await client.connect();
  await client.query(text).finally(() => client.end());
}

async function tooMuch(): Promise<string[]> {
  const much: string[] = [];
  const note = (what: string, looked: number) => {
    if (looked > MOST) much.push(`${what}: ${looked}`);
  };
  for (const [what, criteria] of Object.entries(SEARCHES)) {
    const values: unknown[] = [];
    const at: At = (value) => `$${values.push(value)}`;
    const found = foundPatientsSql(criteria(at), { wanted: 21, forgiving: true }, at);
    const text = `SELECT p.* FROM ${found} JOIN patient p ON p.id = found.id ORDER BY found.place`;
    note(what, await looksAt('+{}', text, values));
  }
  for (const typed of TYPED) {
    const { ways, mistyped } = questionOf(typed, '79016', '2026-11-28');
    const text = 'SELECT p.* FROM find_in_box($1, $2, 0, $3, $4, 21) found JOIN patient p ON p.id = found.id';
    const nil = '00000000-0000-0000-0000-000000000000';
    note(
      `typed ${typed}`,
      await looksAt('+{}', text, [JSON.stringify(ways), mistyped && JSON.stringify(mistyped), '', nil]),
    );
  }
  for (const [what, filters] of Object.entries(NARROW_FHIR)) {
    for (const scope of ['*', `^lab 30 ${world.staff.lab.id}`]) {
      const values: unknown[] = [];
      const text = patientPageSql(
        TABLES.Patient.select,
        { filters, count: 20, cursor: undefined },
        (value) => `$${values.push(value)}`,
      );
      note(`${what} ${scope}`, await looksAt(scope, text!, values));
    }
  }
  return much;
}

describe('Among many patients a search looks at few', () => {
  it.each(['force_custom_plan', 'force_generic_plan'])(
    'before PostgreSQL knows anything about them, with %s',
    async (mode) => {
      await app.query(`SET plan_cache_mode = ${mode}`);
      expect(await tooMuch()).toEqual([]);
    },
  );

  it.each(['force_custom_plan', 'force_generic_plan'])('and when it thinks it does, with %s', async (mode) => {
    await owner.query('ANALYZE patient, patient_identifier, patient_name_word, name_word');
    await app.query(`SET plan_cache_mode = ${mode}`);
    expect(await tooMuch()).toEqual([]);
  });

  it('asks whether a record is open to a role only of those found', async () => {
    const database = new URL(world.database.ownerUrl).pathname.slice(1);
    await asSuperuser(`ALTER ROLE emr_owner IN DATABASE ${database} SET track_functions = 'all'`);
    const counted = new pg.Client(world.database.ownerUrl);
    await counted.connect();
    const asked = async (text: string) => {
      await counted.query('BEGIN');
      await counted.query(`SELECT set_config('emr.scope', $1, true)`, [`^lab 30 ${world.staff.lab.id}`]);
      await counted.query(text);
      const { rows } = await counted.query<{ n: string }>(
        `SELECT coalesce(pg_stat_get_xact_function_calls('public.open_to_role'::regproc), 0) AS n`,
      );
      await counted.query('ROLLBACK');
      return Number(elementAt(rows, 0).n);
    };
    const values: unknown[] = [];
    const found = foundPatientsSql({ terms: ['nguyen'] }, { wanted: 21, forgiving: false }, (value) => {
      values.push(value);
      return Array.isArray(value) ? `ARRAY['nguyen']` : `'${value as string}'`;
    });
    const calls = await asked(`SELECT * FROM ${found}`);
    await counted.end();
    expect(calls).toBeGreaterThanOrEqual(21);
    expect(calls).toBeLessThan(150);
  });
});
