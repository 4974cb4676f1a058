import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadSettings } from '../../src/platform/config/load-settings.js';
import { createPool } from '../../src/platform/database/pool.js';
import { onlyPatients } from '../../src/kernel/scope.js';
import type { ScopedPool } from '../../src/platform/database/scoped-pool.js';
import { anAdmission } from '../support/builders.js';
import { settingsOfWorld, startWorld, type World } from '../support/world.js';

let world: World;
let pool: ScopedPool;
beforeAll(async () => {
  world = await startWorld();
  // One connection, so that what a statement leaves behind would meet the next.
  pool = createPool(world.database.appUrl, { ...loadSettings(settingsOfWorld(world.database)), databasePoolSize: 1 });
});
afterAll(async () => {
  await pool.end();
  await world.close();
});

const CHART = {
  name: 'test.chart',
  text: `INSERT INTO vital_signs (encounter_id, patient_id, effective_at, recorded_by, heart_rate)
         SELECT e.id, e.patient_id, now(), $2::uuid, $3::smallint FROM encounter e WHERE e.id = $1 RETURNING id, patient_id`,
};

interface Charted {
  id: string;
  patient_id: string;
}

async function charting(username: string, heartRate: number, scope?: string) {
  const { id, patientId } = await anAdmission(world, { wardId: world.wards[0].id });
  return {
    patientId,
    ...CHART,
    values: [id, world.staff.nurse.id, heartRate],
    settings: {
      scope: scope ?? onlyPatients([patientId]),
      context: username ? JSON.stringify({ actorKind: 'system', username }) : '',
    },
  };
}

const storedFor = async (patientId: string): Promise<number> =>
  (await world.sql('SELECT FROM vital_signs WHERE patient_id = $1', [patientId])).length;

describe('Statements of several requests that travel together', () => {
  it('answer each request its own rows, in one transaction whose events name each person', async () => {
    const both = [await charting('system:one', 61), await charting('system:other', 62)];
    const results = await pool.joined<Charted>(both);
    expect(results.map(({ rows }) => rows[0]!.patient_id)).toEqual(both.map(({ patientId }) => patientId));
    const events = await world.sql(
      `SELECT username, patient_id, xid FROM audit.event WHERE entity_id = ANY ($1) ORDER BY id`,
      [results.map(({ rows }) => rows[0]!.id)],
    );
    expect(events).toMatchObject([
      { username: 'system:one', patient_id: both[0]!.patientId },
      { username: 'system:other', patient_id: both[1]!.patientId },
    ]);
    expect(events[0]!['xid']).toBe(events[1]!['xid']);
  });

  it('see each only what its own request may see', async () => {
    const one = await charting('system:one', 61);
    const blind = await charting('system:other', 62, onlyPatients([one.patientId]));
    const [seen, unseen] = await pool.joined<Charted>([one, blind]);
    expect([seen!.rows.length, unseen!.rows.length]).toEqual([1, 0]);
    expect(await storedFor(blind.patientId)).toBe(0);
  });

  it('do not lend their person to one that names nobody: it is refused, and nothing of any is stored', async () => {
    const one = await charting('system:one', 61);
    const nameless = await charting('', 62);
    await expect(pool.joined([one, nameless])).rejects.toMatchObject({ code: 'EM001' });
    expect([await storedFor(one.patientId), await storedFor(nameless.patientId)]).toEqual([0, 0]);
  });

  it('store nothing when the last is against a rule of the data', async () => {
    const one = await charting('system:one', 61);
    const wrong = await charting('system:other', 9999);
    await expect(pool.joined([one, wrong])).rejects.toMatchObject({ code: '23514' });
    expect(await storedFor(one.patientId)).toBe(0);
  });

  it('leave a connection that sees nobody and names nobody', async () => {
    await pool.joined([await charting('system:one', 61)]);
    const { rows } = await pool.seeing(undefined, {
      text: `SELECT current_setting('emr.scope', true) AS scope, current_setting('emr.context', true) AS context,
        count(*)::int AS seen FROM vital_signs`,
    });
    expect(rows).toEqual([{ scope: '', context: '', seen: 0 }]);
  });
});

describe('What travels together', () => {
  const ECHO = {
    name: 'test.echo',
    text: `SELECT $1::text AS text, $2::int AS number, $3::text[] AS texts, $4::boolean[] AS flags, $5::bytea AS bytes,
      $6::timestamptz AS at, $7::jsonb AS json, $8::numeric[] AS numbers`,
  };
  const settings = { scope: onlyPatients([]), context: '' };
  const echo = (values: readonly unknown[]) => pool.joined([{ ...ECHO, values: [...values], settings }]);
  const AT = new Date('2026-11-30T02:03:04.005Z');
  const WORDS = ['', 'null', 'NULL', 'news2-high', 'a,b', '{"c"}', 'd\\e', 'Sốt 39 °C', "f'g", ' h '];
  const ALL = ['Đau ngực \u{1F600}', -7, WORDS, [true, false], Buffer.from([0, 255]), AT, { k: ['vì', 1] }, [36.8, 0]];
  const FEW = [null, undefined, ['null', 'news2-high'], [null, true], Buffer.alloc(0), null, null, []];

  it('is given as it is, and comes back as it was, again on the same connection, and as the driver has it', async () => {
    const expected = (values: readonly unknown[]) => ({
      ...{ text: values[0] ?? null, number: values[1] ?? null, texts: values[2], flags: values[3], bytes: values[4] },
      ...{ at: values[5], json: values[6], numbers: values[7] },
    });
    for (let times = 0; times < 2; times++) {
      const told = [ALL, FEW, ALL].map((values) => ({ ...ECHO, values, settings }));
      const results = await pool.joined(told);
      expect(results.map(({ rows }) => rows)).toEqual([[expected(ALL)], [expected(FEW)], [expected(ALL)]]);
    }
    for (const values of [ALL, FEW]) {
      // Without a name it goes as the driver sends any statement.
      expect((await pool.seeing(undefined, { text: ECHO.text, values })).rows).toEqual([expected(values)]);
    }
  });

  it('is given back as PostgreSQL has it when it goes alone and sees nobody, two columns of one name as the last', async () => {
    const twice = {
      name: 'test.twice',
      text: 'SELECT 1 AS one, 3 AS none, NULL::text AS none, 2 AS one WHERE $1::boolean',
    };
    const asked = async (isThere: boolean) => (await pool.seeing(undefined, { ...twice, values: [isThere] })).rows;
    expect([await asked(true), await asked(false), await asked(true)]).toEqual([
      [{ one: 2, none: null }],
      [],
      [{ one: 2, none: null }],
    ]);
    const wrong = pool.seeing(undefined, { name: 'test.wrong', text: 'SELECT 1 / $1::int AS x', values: [0] });
    await expect(wrong).rejects.toMatchObject({ code: '22012' });
    expect(await asked(true)).toHaveLength(1);
  });

  it('may be long, and what comes after it is whole', async () => {
    const long = 'ầ'.repeat(700_000);
    const [{ rows } = { rows: [] }] = await echo([long, ...ALL.slice(1)]);
    expect((rows[0] as { text: string }).text === long).toBe(true);
    expect((await echo(ALL)).map(({ rows: [row] }) => (row as { text: string }).text)).toEqual([ALL[0]]);
  });

  it('is sent as the driver sends it, whatever it is, and refused alike', async () => {
    const odd: [type: string, value: unknown][] = [
      [
        'text[]',
        [
          ['a"b', 'c\\d', '{}'],
          ['NULL', null, ''],
        ],
      ],
      ['text[]', ['\ud800', '\u{10ffff}', 'ſ', 'ı', '-', '_']],
      ['numeric[]', [-0, 1e21, 1e-7, NaN, Infinity]],
      ['bigint[]', [9_007_199_254_740_993n, -1n]],
      ['bytea[]', [Buffer.from([0, 255, 92, 34]), Buffer.alloc(0)]],
      ['bytea', new Uint8Array([1, 2, 3]).subarray(1)],
      ['timestamptz', new Date(Date.UTC(0, 0, 1) - 62e12)],
      ['timestamptz', new Date(8.64e15)],
      ['timestamptz[]', [AT, null]],
      ['double precision', -0],
      ['text', 'x\ud800'],
      ['text', 'a\0b'],
      ['text[]', ['a\0b']],
      ['smallint', 1e9],
      ['text', 'last'],
    ];
    const told = async (rows: Promise<object[]>) =>
      rows.catch((error: unknown) => ({ code: (error as { code: string }).code, message: String(error) }));
    for (const [at, [type, value]] of odd.entries()) {
      const config = { name: `test.odd.${at}`, text: `SELECT ($1::${type})::text AS it`, values: [value] };
      const driver = await told(pool.seeing(settings, config).then(({ rows }) => rows));
      const ours = await told(pool.joined([{ ...config, settings }]).then(([{ rows } = { rows: [] }]) => rows));
      expect({ type, at, told: ours }).toEqual({ type, at, told: driver });
    }
  });

  it('fails by itself when it cannot be sent, and nothing of it was', async () => {
    const circular: unknown[] = [];
    circular.push({ circular });
    await expect(echo([null, null, null, null, null, null, { circular }, null])).rejects.toThrow(/circular/);
    expect(await echo(ALL)).toHaveLength(1);
    const namesake = pool.joined([{ ...ECHO, text: 'SELECT 1 AS one', values: [], settings }]);
    await expect(namesake).rejects.toThrow(/Two statements are named test\.echo/);
    expect(await echo(ALL)).toHaveLength(1);
  });

  it('may have a statement without a name, with other columns each time', async () => {
    const one = { text: 'SELECT 1 AS one', values: [], settings };
    const two = { text: 'SELECT 2 AS two, $1::text AS more', values: ['x'], settings };
    const results = await pool.joined([one, two, one]);
    expect(results.map(({ rows }) => rows)).toEqual([[{ one: 1 }], [{ two: 2, more: 'x' }], [{ one: 1 }]]);
  });
});

describe('Requests that chart at the same moment', () => {
  it('are each answered for themselves when one of them may not', async () => {
    const admissions = await Promise.all(
      [0, 1, 2].map(() => anAdmission(world, { wardId: world.wards[0].id, bedId: undefined })),
    );
    const version = (await world.as('doctor').get(`/api/v1/encounters/${admissions[1]!.id}`)).headers['etag'];
    const discharged = await world
      .as('doctor')
      .post(`/api/v1/encounters/${admissions[1]!.id}/discharge`, { disposition: 'home' }, { 'If-Match': version! });
    expect(discharged.status).toBe(200);
    const answers = await Promise.all(
      admissions.map(({ id }, at) => world.as('nurse').post(`/api/v1/encounters/${id}/vitals`, { heartRate: 70 + at })),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 409, 201]);
    expect(answers[2]!.body).toMatchObject({ heartRate: 72, patientId: admissions[2]!.patientId });
  });

  it('under one Idempotency-Key are stored once, and both get the same answer', async () => {
    const { id, patientId } = await anAdmission(world, { wardId: world.wards[0].id });
    const chart = () =>
      world
        .as('nurse')
        .post(`/api/v1/encounters/${id}/vitals`, { heartRate: 75 }, { 'Idempotency-Key': 'double-click' });
    const [first, second] = await Promise.all([chart(), chart()]);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect(await storedFor(patientId)).toBe(1);
  });
});
