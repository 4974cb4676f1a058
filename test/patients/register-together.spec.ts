import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Database } from '../../src/platform/database/database.js';
import { Coverage } from '../../src/platform/database/definitions/coverage.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { SETTINGS_TOKEN, type Settings } from '../../src/platform/config/settings.js';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { formatMrn } from '../../src/clinical/patients/mrn.rules.js';
import { PatientsService } from '../../src/clinical/patients/patients.service.js';
import { PersonFollowers } from '../../src/clinical/patients/person-followers.service.js';
import { blocked, endBlocked } from '../support/blocked.js';
import { anAdmission } from '../support/builders.js';
import { statementsOf } from '../support/statements.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

const ANH = { fullName: 'Nguyễn Thị Ánh', sex: 'female' };
const COUNTER = `SELECT last::int AS last FROM number_counter WHERE name LIKE 'mrn-%'`;

let world: World;
/** Somebody else who writes to the same tables at the same moment, and takes their time. */
let other: pg.Client;
beforeAll(async () => {
  world = await startWorld();
  other = new pg.Client(world.database.superuserUrl);
  other.on('error', () => undefined);
  await other.connect();
});
afterAll(async () => {
  await other.end();
  await world.close();
});

/** What goes the same way as charting vital signs does. */
const CHART = {
  name: 'test.chart',
  text: `result AS (INSERT INTO vital_signs (encounter_id, patient_id, effective_at, heart_rate, recorded_by)
           SELECT id, patient_id, now(), 80, $2::uuid FROM encounter WHERE id = $1::uuid RETURNING *)`,
};

const settings = (): Settings => world.app.get(SETTINGS_TOKEN, { strict: false });
const register = (body: object, headers?: Record<string, string>) =>
  world.as('registrar').post('/api/v1/patients', { ...ANH, ...body }, headers);
const cccd = (value: string) => ({ identifiers: [{ system: 'cccd', value }] });
const numberOf = (mrn: unknown) => Number(String(mrn).split('-')[1]);
const lastNumber = async () => elementAt(await world.sql<{ last: number }>(COUNTER), 0).last;
const numbersFrom = (first: number, count: number) => Array.from({ length: count }, (_, n) => first + n);

/** Until somebody waits for a lock. */
async function waiting(): Promise<void> {
  while ((await blocked(other)) === 0);
}

async function begin(): Promise<void> {
  await other.query('BEGIN');
  await other.query(`SELECT set_config('emr.context', '{"actorKind": "system", "username": "system:other"}', true)`);
}

describe('Registering a patient', () => {
  it('is one statement beside the one that says who acts, whose answer is the patient as read', async () => {
    const full = {
      ...cccd('001185000001'),
      birthDate: '1985-07',
      phones: ['0903 123 456'],
      addresses: [{ text: '12 Lê Văn Chí', province: 'Thành phố Hồ Chí Minh' }],
      contacts: [{ name: 'Nguyễn Văn Bình', phone: '0903123457' }],
      confidentiality: 'R',
    };
    await register({}, { 'Idempotency-Key': randomUUID() });
    let answer: Awaited<ReturnType<typeof register>> | undefined;
    const sent = await statementsOf(
      world.app,
      async () => (answer = await register(full, { 'Idempotency-Key': 'register-once' })),
    );
    expect(sent).toEqual(['emr.session-settings', 'patients.register+key']);
    expect(answer!.status).toBe(201);
    const { body } = await world.as('registrar').get(`/api/v1/patients/${answer!.body.id}`);
    expect(answer!.body).toEqual(body);
    const again = await register(full, { 'Idempotency-Key': 'register-once' });
    expect([again.headers['idempotency-replayed'], again.body]).toEqual(['true', body]);
  });

  it('goes on beyond the number that has as many digits as the form', async () => {
    const before = await lastNumber();
    await world.sql(`UPDATE number_counter SET last = 99999998 WHERE name LIKE 'mrn-%'`);
    const answers = [await register({}), await register({})];
    const code = elementAt(answers, 0).body.mrn.split('-')[0];
    expect(answers.map(({ body }) => body.mrn)).toEqual([99_999_999, 100_000_000].map((n) => formatMrn(code, n)));
    await world.sql(`UPDATE number_counter SET last = $1 WHERE name LIKE 'mrn-%'`, [before]);
  });
});

describe('Registering at the same moment', () => {
  it('gives each its own number without a gap, an identifier to one, and one answer to one key', async () => {
    const first = await lastNumber();
    const bodies = numbersFrom(0, 16).map((n) => (n % 4 === 3 ? cccd('001185000002') : {}));
    const answers = await Promise.all(
      bodies.map((body, n) =>
        register(body, {
          'X-Request-Id': `together-${n}`,
          ...(n % 4 === 1 && { 'Idempotency-Key': `together-${n % 8}` }),
        }),
      ),
    );
    const registered = answers.filter(({ status }) => status === 201);
    // Four say the same identifier, and four have two keys between them.
    expect(registered).toHaveLength(16 - 3);
    const refused = answers.filter(({ status }) => status === 409);
    for (const { body } of refused) {
      expect(body.errors).toMatchObject([{ pointer: '/identifiers/0/value', rule: 'identifier-taken' }]);
    }
    const byNumber = new Map(registered.map(({ body }) => [numberOf(body.mrn), body]));
    expect([...byNumber.keys()].sort((a, b) => a - b)).toEqual(numbersFrom(first + 1, 16 - 3 - 2));
    expect(elementAt(answers, 1).body).toEqual(elementAt(answers, 9).body);
    expect(elementAt(answers, 5).body).toEqual(elementAt(answers, 13).body);
    const events = await world.sql(
      `SELECT detail->>'callerRequestId' AS asked, patient_id, username FROM audit.event WHERE detail->>'callerRequestId' LIKE 'together-%' AND kind = 'create' AND entity = 'patient'`,
    );
    expect(events).toHaveLength(byNumber.size);
    for (const { asked, patient_id, username } of events) {
      const { body } = elementAt(answers, Number(asked.slice('together-'.length)));
      expect([body.id, username]).toEqual([patient_id, 'registrar']);
    }
  });

  it('names each person for themselves', async () => {
    const roles = numbersFrom(0, 12).map((n) => elementAt(['registrar', 'doctor', 'nurse'] as const, n % 3));
    const answers = await Promise.all(roles.map((role) => world.as(role).post('/api/v1/patients', ANH)));
    for (const [n, { status, body }] of answers.entries()) {
      if (status === 403) continue;
      const events = await world.sql(`SELECT username FROM audit.event WHERE kind = 'create' AND entity_id = $1`, [
        body.id,
      ]);
      expect(events).toEqual([{ username: roles[n] }]);
    }
    expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThanOrEqual(4);
  });

  it.each([0, 3])(
    'says which identifier was given to another a moment before, and registers the %d others',
    async (others) => {
      const first = await lastNumber();
      const taken = `00118500001${others}`;
      await begin();
      const { rows } = await other.query(
        `INSERT INTO patient (mrn, full_name, name_search, name_sort, sex) VALUES ($1, 'A', 'a', 'a', 'female') RETURNING id`,
        [`79016-9000000${others}`],
      );
      await other.query(
        `INSERT INTO patient_identifier (patient_id, system, value) VALUES ($1, 'https://benhan.vn/fhir/sid/cccd', $2)`,
        [rows[0].id, taken],
      );
      const both = { identifiers: [{ system: 'passport', value: 'C1234567' }, ...cccd(taken).identifiers] };
      const asked = Promise.all([register(both), ...numbersFrom(0, others).map(() => register({}))]);
      await waiting();
      await other.query('COMMIT');
      const [refused, ...registered] = await asked;
      expect(refused.status).toBe(409);
      expect(refused.body.errors).toMatchObject([{ pointer: '/identifiers/1/value', rule: 'identifier-taken' }]);
      const numbers = registered.map(({ body }) => numberOf(body.mrn));
      expect(numbers.sort((a, b) => a - b)).toEqual(numbersFrom(first + 1, others));
    },
  );

  it('is refused without failing anybody else when the identifier is known to be taken', async () => {
    await register(cccd('001185000005'));
    const { pool } = world.app.get(Database, { strict: false });
    const joined = pool.joined.bind(pool);
    const failed: unknown[] = [];
    pool.joined = (async (statements: never) => {
      try {
        return await joined(statements);
      } catch (error) {
        failed.push(error);
        throw error;
      }
    }) as never;
    try {
      const answers = await Promise.all(numbersFrom(0, 16).map((n) => register(n % 2 ? cccd('001185000005') : {})));
      expect(answers.filter(({ status }) => status === 409)).toHaveLength(8);
      expect(failed).toEqual([]);
    } finally {
      pool.joined = joined;
    }
  });

  it('from two services at once fails nobody but who asks for a taken identifier', async () => {
    const first = await lastNumber();
    const database = world.app.get(Database, { strict: false });
    const services = [0, 1].map(
      () =>
        new PatientsService(
          database,
          new UnitOfWork(database, new Coverage(database)),
          new PersonFollowers(),
          settings(),
        ),
    );
    const outcomes = await Promise.allSettled(
      numbersFrom(0, 32).map((n) =>
        runAsSystem(`service-${n}`, () =>
          elementAt(services, n % 2).register({ ...ANH, sex: 'female', ...(n % 8 < 2 ? cccd('001185000004') : {}) }),
        ),
      ),
    );
    const numbers = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [numberOf(one.value.mrn)] : []));
    expect(numbers.sort((a, b) => a - b)).toEqual(numbersFrom(first + 1, 32 - 7));
    for (const one of outcomes) {
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ kind: { code: 'identifier-taken' } });
    }
  });
});

describe('A double click', () => {
  it('on a registration with an identifier is answered with the one patient, whichever click came first', async () => {
    for (let pair = 0; pair < 25; pair++) {
      const key = { 'Idempotency-Key': randomUUID() };
      const body = { identifiers: [{ system: 'urn:test:double', value: `Mix-${key['Idempotency-Key']}` }] };
      const answers = await Promise.all([register(body, key), register(body, key)]);
      expect(answers.map(({ status }) => status)).toEqual([201, 201]);
      expect(answers[0].body.id).toBe(answers[1].body.id);
    }
  });
});

describe('A number that is being taken elsewhere', () => {
  it('keeps nobody from charting', async () => {
    const { id } = await anAdmission(world);
    await begin();
    await other.query(`SELECT FROM number_counter FOR UPDATE`);
    const unitOfWork = world.app.get(UnitOfWork, { strict: false });
    const database = world.app.get(Database, { strict: false });
    const patients = new PatientsService(database, unitOfWork, new PersonFollowers(), settings());
    const joined = database.pool.joined.bind(database.pool);
    const batches: unknown[] = [];
    database.pool.joined = ((statements: { name: string }[]) => {
      batches.push(statements.map(({ name }) => name));
      return joined(statements as never);
    }) as never;
    const registering = runAsSystem('one', () => patients.register({ ...ANH, sex: 'female' }));
    const charted = runAsSystem('other', () => unitOfWork.statement({ ...CHART, values: [id, world.staff.nurse.id] }));
    await waiting();
    database.pool.joined = joined;
    expect(batches).toEqual([['patients.register'], ['test.chart']]);
    expect(await charted).toMatchObject({ heart_rate: 80 });
    await other.query('ROLLBACK');
    expect(await registering).toMatchObject(ANH);
  });

  it('is given to the next when the connection that asked for it is cut', async () => {
    const first = await lastNumber();
    await begin();
    await other.query(`SELECT FROM number_counter FOR UPDATE`);
    const asked = Promise.all(numbersFrom(0, 4).map(() => register({})));
    await waiting();
    await endBlocked(other);
    await other.query('ROLLBACK');
    const answers = [...(await asked), await register({})];
    expect(answers.filter(({ status }) => status === 503).length).toBeGreaterThan(0);
    const numbers = answers.filter(({ status }) => status === 201).map(({ body }) => numberOf(body.mrn));
    expect(numbers.sort((a, b) => a - b)).toEqual(numbersFrom(first + 1, numbers.length));
    expect(await lastNumber()).toBe(first + numbers.length);
  });

  it('and not issued at all to what a rule of the data refuses', async () => {
    const first = await lastNumber();
    const database = world.app.get(Database, { strict: false });
    const patients = new PatientsService(
      database,
      new UnitOfWork(database, new Coverage(database)),
      new PersonFollowers(),
      settings(),
    );
    // No door lets this through: the database itself must refuse it, and only it.
    const outcomes = await Promise.allSettled(
      ['female', 'none', 'male'].map((sex) =>
        runAsSystem('refused', () => patients.register({ ...ANH, sex: sex as never })),
      ),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await lastNumber()).toBe(first + 2);
  });
});
