import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Database } from '../../src/platform/database/database.js';
import { news2 } from '../../src/clinical/observations/news2.rules.js';
import { ADULT } from '../../src/clinical/observations/plausible-ranges.js';
import {
  checkVitals,
  MEASURED,
  VITAL_PARAMETERS,
  type VitalSigns,
} from '../../src/clinical/observations/vital-signs.rules.js';
import { withoutBackgroundJobs } from '../support/background-jobs.js';
import { aPatient, anAdmission } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt, valueOf } from '../../src/kernel/list.js';

let world: World;
let encounterId: string;
let patientId: string;
beforeAll(async () => {
  world = await startWorld();
  ({ id: encounterId, patientId } = await anAdmission(world));
});
afterAll(() => world.close());

const FULL = {
  heartRate: 96,
  respiratoryRate: 20,
  systolic: 124,
  diastolic: 78,
  temperature: 38.4,
  oxygenSaturation: 96,
  supplementalOxygen: false,
  consciousness: 'A',
} as const;
const chart = (body: object, headers = {}, encounter = encounterId) =>
  world.as('nurse').post(`/api/v1/encounters/${encounter}/vitals`, body, headers);
const charted = async () => (await world.sql('SELECT FROM vital_signs')).length;

describe('Charting vital signs', () => {
  it('answers what was charted with its early warning score, and is on the trail', async () => {
    const { status, body, headers } = await chart(FULL, { 'X-Terminal': 'KHOA-NOI-01' });
    expect(status).toBe(201);
    expect(headers.etag).toBe('"1"');
    expect(body).toMatchObject({
      ...FULL,
      patientId,
      encounterId,
      weight: null,
      status: 'final',
      recordedBy: { id: world.staff.nurse.id, fullName: 'Người thử nurse' },
      patient: { id: patientId, fullName: expect.any(String), mrn: expect.stringMatching(/\d-\d{8}$/) },
      news2: { total: 2, missing: [], risk: 'low' },
    });
    const [event] = await world.sql(`SELECT * FROM audit.event WHERE entity_id = $1`, [body.id]);
    expect(event).toMatchObject({
      kind: 'create',
      entity: 'vital_signs',
      username: 'nurse',
      terminal: 'KHOA-NOI-01',
      patient_id: patientId,
      encounter_id: encounterId,
      changes: expect.objectContaining({ temperature: 38.4, heart_rate: 96 }),
    });
  });

  it('takes one round trip to the database, the decision whether they may included', () =>
    withoutBackgroundJobs(world.app, async () => {
      const { pool } = world.app.get(Database, { strict: false });
      await chart(FULL, { 'Idempotency-Key': randomUUID() });
      const asked: (string | undefined)[] = [];
      let connections = 0;
      const count = () => connections++;
      const joined = pool.joined.bind(pool);
      pool.joined = ((statements: { name?: string }[]) => {
        asked.push(...statements.map(({ name }) => name));
        return joined(statements as never);
      }) as never;
      pool.on('acquire', count);
      try {
        expect((await chart(FULL, { 'Idempotency-Key': randomUUID() })).status).toBe(201);
        expect([asked, connections]).toEqual([['vitals.chart+key'], 1]);
      } finally {
        pool.off('acquire', count);
        pool.joined = joined;
      }
    }));

  it('answers a retry what the first try was answered, though the patient has been discharged since', async () => {
    const { id } = await anAdmission(world, { wardId: world.wards[0].id });
    const charting = () =>
      world.as('nurse').post(`/api/v1/encounters/${id}/vitals`, FULL, { 'Idempotency-Key': 'answer-was-lost' });
    const first = await charting();
    const { headers } = await world.as('doctor').get(`/api/v1/encounters/${id}`);
    const discharge = { disposition: 'home' };
    await world
      .as('doctor')
      .post(`/api/v1/encounters/${id}/discharge`, discharge, { 'If-Match': valueOf(headers, 'etag') });
    const again = await charting();
    expect([again.status, again.headers['idempotency-replayed']]).toEqual([201, 'true']);
    expect(again.body).toEqual(first.body);
    const other = { 'Idempotency-Key': 'answer-was-lost' };
    expect((await world.as('nurse').post(`/api/v1/encounters/${id}/vitals`, { heartRate: 61 }, other)).status).toBe(
      422,
    );
    expect((await world.as('nurse').post(`/api/v1/encounters/${id}/vitals`, FULL)).status).toBe(409);
  });

  it.each([
    ['a value no living person has', { heartRate: 351 }, '/heartRate', 'impossible'],
    ['a pressure the wrong way round', { systolic: 80, diastolic: 90 }, '/diastolic', 'diastolic-not-below-systolic'],
    ['nothing measured', { supplementalOxygen: true }, '', 'no-value'],
    ['words for a number', { temperature: 'cao' }, '/temperature', 'number'],
    ['half a heart beat', { heartRate: 80.5 }, '/heartRate', 'int'],
    ['too many decimals', { temperature: 37.25 }, '/temperature', 'number'],
    ['an unknown level of consciousness', { consciousness: 'X' }, '/consciousness', 'in'],
    ['a moment to come', { heartRate: 80, effectiveAt: '2199-01-01T00:00:00Z' }, '/effectiveAt', 'past-instant'],
    [
      'a moment before the encounter',
      { heartRate: 80, effectiveAt: '2001-01-01T00:00:00Z' },
      '/effectiveAt',
      'before-encounter',
    ],
    ['an unknown field', { pulse: 80 }, '/pulse', 'unknown-field'],
    ['a list', { heartRate: [80] }, '/heartRate', 'int'],
  ] as const)('refuses %s, naming the field and the rule, and stores nothing', async (_, body, pointer, rule) => {
    const before = await charted();
    const answer = await chart(body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ pointer, rule }));
    expect(await charted()).toBe(before);
  });

  it('asks to confirm what is improbable, in Vietnamese, and takes it when confirmed', async () => {
    const asked = await chart({ heartRate: 168, temperature: 37 });
    expect(asked.status).toBe(422);
    expect(asked.body.type).toContain('confirmation-needed');
    expect(asked.body.errors).toEqual([
      { pointer: '/heartRate', rule: 'improbable', message: expect.stringContaining('40 đến 150') },
    ]);
    const confirmed = await chart({ heartRate: 168, temperature: 37, confirmed: ['heartRate'] });
    expect([confirmed.status, confirmed.body.heartRate]).toEqual([201, 168]);
  });

  it('in an encounter nobody knows is a 404, in one that ended a 409', async () => {
    expect((await chart(FULL, {}, randomUUID())).status).toBe(404);
    const { id } = await anAdmission(world);
    await world.as('doctor').post(`/api/v1/encounters/${id}/discharge`, { disposition: 'home' }, { 'If-Match': '"1"' });
    const late = await chart(FULL, {}, id);
    expect([late.status, late.body.type]).toEqual([409, expect.stringContaining('encounter-closed')]);
  });

  it('and discharging at once never leaves a set charted after the end', async () => {
    const { id } = await anAdmission(world);
    const [discharged] = await Promise.all([
      world.as('doctor').post(`/api/v1/encounters/${id}/discharge`, { disposition: 'home' }, { 'If-Match': '"1"' }),
      ...Array.from({ length: 8 }, () => chart(FULL, {}, id)),
    ]);
    expect(discharged.status).toBe(200);
    const late = await world.sql(
      `SELECT FROM audit.event v JOIN audit.event d ON d.entity = 'encounter' AND d.entity_id = $1 AND d.kind = 'update'
       WHERE v.entity = 'vital_signs' AND v.encounter_id = $1 AND v.xid > d.xid AND v.occurred_at > d.occurred_at`,
      [id],
    );
    expect(late).toEqual([]);
  });

  it('says for whom it was saved: the bed, and none when the patient waits for one', async () => {
    const bed = elementAt(world.wards[0].beds, 1);
    const { id } = await anAdmission(world, { bedId: bed.id });
    expect((await chart(FULL, {}, id)).body.bed).toEqual({ id: bed.id, code: bed.code });
    const { id: waiting } = await anAdmission(world);
    expect((await chart(FULL, {}, waiting)).body.bed).toBeNull();
  });

  it('is for nurses and doctors', async () => {
    for (const role of ['registrar', 'lab', 'auditor', 'admin'] as const) {
      expect((await world.as(role).post(`/api/v1/encounters/${encounterId}/vitals`, FULL)).status).toBe(403);
    }
  });

  it('clicked many times is charted once; the key with another body is refused', async () => {
    const key = { 'Idempotency-Key': randomUUID() };
    const before = await charted();
    const answers = await Promise.all(Array.from({ length: 20 }, () => chart(FULL, key)));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await charted()).toBe(before + 1);
    const other = await chart({ ...FULL, heartRate: 97 }, key);
    expect([other.status, other.body.type]).toEqual([422, expect.stringContaining('key-reused')]);
    expect(await charted()).toBe(before + 1);
  });

  it('gives children no adult score', async () => {
    const year = String(new Date().getUTCFullYear() - 6);
    const { id } = await anAdmission(world, { patientId: (await aPatient(world, { birthDate: year })).id });
    expect((await chart(FULL, {}, id)).body.news2).toBeNull();
  });
});

const possibleOf = (field: keyof typeof VITAL_PARAMETERS) => ADULT.possible[field] ?? VITAL_PARAMETERS[field].possible;
const within = (field: keyof typeof VITAL_PARAMETERS, scale = 1) =>
  fc.integer({ min: possibleOf(field)[0] * scale, max: possibleOf(field)[1] * scale }).map((steps) => steps / scale);
const anyVitals: fc.Arbitrary<VitalSigns> = fc.record(
  {
    heartRate: within('heartRate'),
    respiratoryRate: within('respiratoryRate'),
    systolic: within('systolic'),
    diastolic: within('diastolic'),
    temperature: within('temperature', 10),
    oxygenSaturation: within('oxygenSaturation'),
    weight: within('weight', 100),
    height: within('height', 10),
    glucose: within('glucose', 10),
    supplementalOxygen: fc.boolean(),
    consciousness: fc.constantFrom('A', 'C', 'V', 'P', 'U'),
    pain: within('pain'),
    capillaryRefill: within('capillaryRefill', 10),
    respiratoryEffort: fc.constantFrom('normal', 'mild', 'moderate', 'severe'),
  },
  { requiredKeys: [] },
);

describe('What was charted', () => {
  it('reads back as it was charted, with the score of the rule', async () => {
    await fc.assert(
      fc.asyncProperty(anyVitals, async (vitals) => {
        const confirmed = MEASURED;
        const { refused } = checkVitals(vitals, confirmed);
        const answer = await chart({ ...vitals, confirmed });
        expect(answer.status).toBe(refused.length > 0 ? 400 : 201);
        if (answer.status !== 201) return;
        const { body } = await world.as('doctor').get(`/api/v1/vitals/${answer.body.id}`);
        expect(answer.body).toMatchObject(body);
        expect(body).toMatchObject(vitals);
        expect(body.news2.total).toBe(news2(vitals, { scale: 1 }).total);
      }),
      { numRuns: 60 },
    );
  });

  it('is listed latest first, page by page, each set once', async () => {
    const { id } = await anAdmission(world);
    const made: string[] = [];
    for (let n = 0; n < 5; n++) made.push((await chart({ heartRate: 70 + n }, {}, id)).body.id);
    const seen: string[] = [];
    let next: string | null = `/api/v1/encounters/${id}/vitals?limit=2`;
    while (next) {
      const { body } = await world.as('doctor').get(next);
      seen.push(...body.items.map((item: { id: string }) => item.id));
      next = body.next;
    }
    expect(seen).toEqual(made.reverse());
    expect((await world.as('doctor').get(`/api/v1/encounters/${randomUUID()}/vitals`)).status).toBe(404);
  });

  it('marked as entered in error stays readable with the reason, leaves the sheet, and is marked once', async () => {
    const { id } = await anAdmission(world);
    const right = (await chart({ heartRate: 70 }, {}, id)).body;
    const wrong = (await chart({ heartRate: 71 }, {}, id)).body;
    const mark = (version: number) =>
      world
        .as('nurse')
        .post(`/api/v1/vitals/${wrong.id}/mark-in-error`, { reason: 'Nhầm người' }, { 'If-Match': `"${version}"` });
    expect((await mark(1)).body).toMatchObject({ status: 'entered-in-error', statusReason: 'Nhầm người', version: 2 });
    expect((await mark(1)).status).toBe(412);
    expect((await mark(2)).status).toBe(409);
    const { body: list } = await world.as('nurse').get(`/api/v1/encounters/${id}/vitals`);
    expect(list.items.map((item: { status: string }) => item.status)).toEqual(['entered-in-error', 'final']);
    const { body: sheet } = await world
      .as('nurse')
      .get(`/api/v1/encounters/${id}/flowsheet`, { 'Accept-Language': 'en' });
    expect(sheet).toMatchObject({ times: [right.effectiveAt], recordedBy: [right.recordedBy], more: false });
    expect(sheet.rows).toEqual([
      {
        parameter: 'heartRate',
        code: '8867-4',
        display: 'Heart rate',
        unit: '/min',
        unitText: '/min',
        values: [70],
        texts: ['70'],
      },
    ]);
    const { body: vietnamese } = await world.as('nurse').get(`/api/v1/encounters/${id}/flowsheet`);
    expect(vietnamese.rows).toMatchObject([{ display: 'Mạch', unitText: 'lần/phút' }]);
  });
});
