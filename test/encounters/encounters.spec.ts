import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { EncountersService } from '../../src/clinical/encounters/encounters.service.js';
import type { NewImportedEncounter } from '../../src/clinical/encounters/new-encounter.js';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { aPatient, anAdmission } from '../support/builders.js';
import { startWorld, type Ward, type World } from '../support/world.js';
import { elementAt, firstOf } from '../../src/kernel/list.js';

let world: World;
let noi: Ward;
let ngoai: Ward;
beforeAll(async () => {
  world = await startWorld();
  [noi, ngoai] = world.wards;
});
afterAll(() => world.close());

const at = (version: number) => ({ 'If-Match': `"${version}"` });
const admit = (fields: object) =>
  world.as('doctor').post('/api/v1/encounters', { class: 'inpatient', wardId: noi.id, reason: 'Sốt cao', ...fields });
const act = (id: string, action: string, version: number, body: object) =>
  world.as('doctor').post(`/api/v1/encounters/${id}/${action}`, body, at(version));
const leave = async ({ id, version }: { id: string; version: number }) => {
  const answer = await act(id, 'discharge', version, { disposition: 'home' });
  expect(answer.status).toBe(200);
};
const stays = (encounterId: string) =>
  world.sql('SELECT * FROM stay WHERE encounter_id = $1 ORDER BY started_at, id', [encounterId]);

describe('Admission', () => {
  it('gives a visit number, the place and the patient with names, and is on the trail', async () => {
    const { id: patientId, mrn } = await aPatient(world, { fullName: 'Nguyễn Thị Ánh' });
    const { status, body, headers } = await admit({ patientId, bedId: elementAt(noi.beds, 0).id });
    expect(status).toBe(201);
    expect(headers.etag).toBe('"1"');
    expect(body).toMatchObject({
      visitNumber: expect.stringMatching(/^\d{2}-\d{6}$/),
      patient: { id: patientId, mrn, fullName: 'Nguyễn Thị Ánh' },
      status: 'in-progress',
      ward: { id: noi.id, code: 'NOI' },
      bed: { id: elementAt(noi.beds, 0).id, code: 'G1' },
      endedAt: null,
      version: 1,
    });
    const events = await world.sql(
      `SELECT entity, username, patient_id FROM audit.event WHERE encounter_id = $1 AND kind = 'create' ORDER BY id`,
      [body.id],
    );
    expect(events).toEqual([
      { entity: 'encounter', username: 'doctor', patient_id: patientId },
      { entity: 'stay', username: 'doctor', patient_id: patientId },
    ]);
    await leave(body);
  });

  it.each([
    ['an unknown patient', () => ({ patientId: randomUUID() }), 404, 'patient-not-found'],
    ['an unknown ward', () => ({ wardId: randomUUID() }), 400, 'unknown-ward'],
    ['a bed of another ward', () => ({ bedId: elementAt(ngoai.beds, 0).id }), 400, 'unknown-bed'],
    ['a moment to come', () => ({ startedAt: '2199-01-01T00:00:00Z' }), 400, 'past-instant'],
    ['a moment without time zone', () => ({ startedAt: '2026-01-01T00:00:00' }), 400, 'past-instant'],
    ['no reason', () => ({ reason: '' }), 400, 'not-empty'],
    ['a class nobody knows', () => ({ class: 'hotel' }), 400, 'in'],
    ['an unknown field', () => ({ room: 5 }), 400, 'unknown-field'],
  ] as const)('refuses %s and stores nothing', async (_, wrong, status, rule) => {
    const { id: patientId } = await aPatient(world);
    const answer = await admit({ patientId, ...wrong() });
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).toContain(rule);
    expect(await world.sql('SELECT FROM encounter WHERE patient_id = $1', [patientId])).toHaveLength(0);
  });

  it('refuses an occupied bed, one out of service, and a second admission of the same patient', async () => {
    const first = await anAdmission(world, { bedId: elementAt(noi.beds, 1).id });
    const { id: patientId } = await aPatient(world);
    const occupied = await admit({ patientId, bedId: elementAt(noi.beds, 1).id });
    expect([occupied.status, occupied.body.type]).toEqual([409, expect.stringContaining('bed-occupied')]);
    const twice = await admit({ patientId: first.patientId, wardId: ngoai.id });
    expect([twice.status, twice.body.type]).toEqual([409, expect.stringContaining('patient-admitted')]);
    await leave(first);
  });

  it('of a deceased patient is refused', async () => {
    const { patientId, id, version } = await anAdmission(world);
    await act(id, 'discharge', version, { disposition: 'exp' });
    const again = await admit({ patientId });
    expect([again.status, again.body.type]).toEqual([409, expect.stringContaining('patient-deceased')]);
    const patient = await world.as('doctor').get(`/api/v1/patients/${patientId}`);
    expect(patient.body.deceasedAt).not.toBeNull();
  });

  it('clicked twice admits once', async () => {
    const { id: patientId } = await aPatient(world);
    const input = { patientId, class: 'inpatient', wardId: noi.id, reason: 'Đau bụng' };
    const key = { 'Idempotency-Key': randomUUID() };
    const answers = await Promise.all([1, 2, 3].map(() => world.as('nurse').post('/api/v1/encounters', input, key)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await world.sql('SELECT FROM encounter WHERE patient_id = $1', [patientId])).toHaveLength(1);
    await leave(elementAt(answers, 0).body);
  });

  it('told by a clock that runs ahead begins now, so that charting need not wait', async () => {
    const { id: patientId } = await aPatient(world);
    const startedAt = new Date(Date.now() + 4 * 60_000).toISOString();
    const { body } = await admit({ patientId, startedAt });
    expect(Date.parse(body.startedAt)).toBeLessThanOrEqual(Date.now());
    await leave(body);
  });

  it('of many patients into one bed at once admits exactly one', async () => {
    const patients = await Promise.all([1, 2, 3, 4, 5].map(() => aPatient(world)));
    const answers = await Promise.all(
      patients.map(({ id }) => admit({ patientId: id, wardId: ngoai.id, bedId: elementAt(ngoai.beds, 0).id })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    await leave(answers.find(({ status }) => status === 201)!.body);
  });

  it('issues visit numbers without a gap, whatever fails in between', async () => {
    const number = async () => {
      const { body } = await admit({ patientId: (await aPatient(world)).id });
      return Number((body.visitNumber as string).slice(3));
    };
    const before = await number();
    await Promise.all([
      admit({ patientId: randomUUID() }),
      admit({ patientId: (await aPatient(world)).id, wardId: randomUUID() }),
    ]);
    expect(await number()).toBe(before + 1);
  });

  it('is not for the laboratory, auditors and administrators', async () => {
    const { id: patientId } = await aPatient(world);
    const input = { patientId, class: 'inpatient', wardId: noi.id, reason: 'Sốt' };
    for (const role of ['lab', 'auditor', 'admin'] as const) {
      expect((await world.as(role).post('/api/v1/encounters', input)).status).toBe(403);
    }
  });
});

describe('Transfer', () => {
  it('ends one stay and begins the next, and frees the bed', async () => {
    const admission = await anAdmission(world, { bedId: elementAt(noi.beds, 2).id });
    const moved = await act(admission.id, 'transfer', 1, { wardId: ngoai.id, bedId: elementAt(ngoai.beds, 1).id });
    expect(moved.body).toMatchObject({ wardId: ngoai.id, bedId: elementAt(ngoai.beds, 1).id, version: 2 });
    const [before, now] = firstOf(await stays(admission.id), 2);
    expect(before.ended_at).toEqual(now.started_at);
    expect(now).toMatchObject({ ward_id: ngoai.id, bed_id: elementAt(ngoai.beds, 1).id, ended_at: null });
    const next = await anAdmission(world, { bedId: elementAt(noi.beds, 2).id });
    const { body } = await world.as('nurse').get(`/api/v1/encounters/${admission.id}/history`);
    expect(body.stays.map((stay: { ward: { code: string } }) => stay.ward.code)).toEqual(['NOI', 'NGOAI']);
    expect(body.changes).toEqual([
      expect.objectContaining({
        version: 2,
        by: expect.objectContaining({ username: 'doctor', fullName: 'Người thử doctor', role: 'doctor' }),
        fields: ['wardId'],
      }),
    ]);
    await leave({ id: admission.id, version: 2 });
    await leave(next);
  });

  it('to where the patient is, to an occupied bed, or before the patient came, is refused and changes nothing', async () => {
    const other = await anAdmission(world, { bedId: elementAt(noi.beds, 1).id });
    const { id } = await anAdmission(world, { bedId: elementAt(noi.beds, 0).id });
    const same = await act(id, 'transfer', 1, { wardId: noi.id, bedId: elementAt(noi.beds, 0).id });
    const occupied = await act(id, 'transfer', 1, { wardId: noi.id, bedId: elementAt(noi.beds, 1).id });
    const early = await act(id, 'transfer', 1, { wardId: ngoai.id, at: '2001-01-01T00:00:00Z' });
    expect([same, occupied, early].map(({ status }) => status)).toEqual([409, 409, 400]);
    expect(await stays(id)).toHaveLength(1);
    await leave({ id, version: 1 });
    await leave(other);
  });

  it('needs the version read: 428 without, 412 with what changed when stale', async () => {
    const { id } = await anAdmission(world, { bedId: elementAt(noi.beds, 0).id });
    const doctor = world.as('doctor');
    const without = await doctor.post(`/api/v1/encounters/${id}/transfer`, { wardId: ngoai.id });
    expect(without.status).toBe(428);
    await act(id, 'transfer', 1, { wardId: ngoai.id });
    const stale = await act(id, 'transfer', 1, { wardId: noi.id });
    expect(stale.status).toBe(412);
    expect(stale.body).toMatchObject({
      currentVersion: 2,
      changes: [
        {
          by: expect.objectContaining({ username: 'doctor', fullName: 'Người thử doctor', role: 'doctor' }),
          fields: ['wardId'],
        },
      ],
    });
    await leave({ id, version: 2 });
  });

  it('and discharge at once: one wins, the other is told', async () => {
    const { id } = await anAdmission(world, { bedId: elementAt(noi.beds, 0).id });
    const answers = await Promise.all([
      act(id, 'transfer', 1, { wardId: ngoai.id }),
      act(id, 'discharge', 1, { disposition: 'home' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    if (answers[0].status === 200) await leave({ id, version: 2 });
  });
});

describe('Discharge', () => {
  it('finishes the encounter with how and by whom, and nothing more can be done with it', async () => {
    const { id } = await anAdmission(world, { bedId: elementAt(noi.beds, 0).id });
    const { body } = await act(id, 'discharge', 1, { disposition: 'home', note: 'Tái khám sau 7 ngày' });
    expect(body).toMatchObject({
      status: 'finished',
      bedId: null,
      discharge: {
        disposition: 'home',
        dispositionText: 'Ra viện',
        note: 'Tái khám sau 7 ngày',
        by: { id: world.staff.doctor.id, fullName: 'Người thử doctor' },
      },
    });
    const english = await world.as('doctor').get(`/api/v1/encounters/${id}`, { 'Accept-Language': 'en' });
    expect([english.headers['content-language'], english.body.discharge.dispositionText]).toEqual([
      'en',
      'Discharged home',
    ]);
    const late = await Promise.all([
      act(id, 'discharge', 2, { disposition: 'home' }),
      act(id, 'transfer', 2, { wardId: ngoai.id }),
      act(id, 'cancel', 2, { reason: 'nhầm' }),
      world.as('doctor').patch(`/api/v1/encounters/${id}`, { reason: 'khác' }, at(2)),
    ]);
    expect(late.map(({ status }) => status)).toEqual([409, 409, 409, 409]);
  });

  it('is for doctors', async () => {
    const { id, version } = await anAdmission(world);
    const answer = await world.as('nurse').post(`/api/v1/encounters/${id}/discharge`, { disposition: 'home' }, at(1));
    expect(answer.status).toBe(403);
    await leave({ id, version });
  });

  it('before the admission is refused', async () => {
    const { id } = await anAdmission(world);
    const answer = await act(id, 'discharge', 1, { disposition: 'home', at: '2020-01-01T00:00:00Z' });
    expect([answer.status, answer.body.errors[0]]).toEqual([400, expect.objectContaining({ pointer: '/at' })]);
    await leave({ id, version: 1 });
  });
});

describe('Cancelling', () => {
  it('takes an admission by mistake back, unless something is charted', async () => {
    const mistake = await anAdmission(world, { bedId: elementAt(noi.beds, 0).id });
    const { body } = await act(mistake.id, 'cancel', 1, { reason: 'Chọn nhầm người bệnh' });
    expect(body).toMatchObject({ status: 'cancelled', bedId: null, cancelReason: 'Chọn nhầm người bệnh' });
    const real = await anAdmission(world, { bedId: elementAt(noi.beds, 0).id });
    await world.as('doctor').post(`/api/v1/patients/${real.patientId}/problems`, {
      code: { display: 'Sốt xuất huyết' },
      encounterId: real.id,
    });
    const refused = await act(real.id, 'cancel', 1, { reason: 'nhầm' });
    expect([refused.status, refused.body.type]).toEqual([409, expect.stringContaining('encounter-charted')]);
    await leave(real);
  });
});

describe('Whatever several people do at once', () => {
  interface Step {
    readonly action: 'admit' | 'transfer' | 'discharge';
    readonly patient: number;
    readonly bed: number;
  }
  const step: fc.Arbitrary<Step> = fc.record({
    action: fc.constantFrom('admit', 'transfer', 'discharge'),
    patient: fc.nat({ max: 2 }),
    bed: fc.nat({ max: 1 }),
  });

  async function play({ action, patient, bed }: Step, patients: string[]): Promise<number> {
    const place = { wardId: noi.id, bedId: elementAt(noi.beds, bed).id };
    const open = await world
      .as('doctor')
      .get(`/api/v1/encounters?patientId=${patients[patient]}&status=in-progress&limit=1`);
    const [encounter] = open.body.items as { id: string; version: number }[];
    if (action === 'admit') return (await admit({ patientId: patients[patient], ...place })).status;
    if (!encounter) return 0;
    const body = action === 'transfer' ? place : { disposition: 'home' };
    return (await act(encounter.id, action, encounter.version, body)).status;
  }

  it('no bed holds two patients, no patient lies in two beds, and each is told why not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { minLength: 2, maxLength: 4 }), { maxLength: 4 }), async (rounds) => {
        const patients = (await Promise.all([1, 2, 3].map(() => aPatient(world)))).map(({ id }) => id);
        for (const round of rounds) {
          const statuses = await Promise.all(round.map((one) => play(one, patients)));
          expect(statuses.filter((status) => ![0, 200, 201, 409, 412].includes(status))).toEqual([]);
        }
        const overlaps = await world.sql(
          `SELECT FROM stay a JOIN stay b ON a.id < b.id AND (a.bed_id = b.bed_id OR a.patient_id = b.patient_id)
             AND tstzrange(a.started_at, a.ended_at) && tstzrange(b.started_at, b.ended_at)`,
        );
        expect(overlaps).toHaveLength(0);
        for (let patient = 0; patient < 3; patient++) await play({ action: 'discharge', patient, bed: 0 }, patients);
      }),
      { numRuns: 8 },
    );
  });
});

describe('Lists of encounters', () => {
  it('page through a ward, the latest first, and name every patient shown on the trail', async () => {
    const made = [await anAdmission(world, { wardId: ngoai.id }), await anAdmission(world, { wardId: ngoai.id })];
    const seen: string[] = [];
    let next: string | null = `/api/v1/encounters?wardId=${ngoai.id}&status=in-progress&limit=1`;
    while (next) {
      const { body } = await world.as('nurse').get(next);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      next = body.next;
    }
    expect(seen).toEqual(made.map(({ id }) => id).reverse());
    const event = elementAt(
      await world.sql(`SELECT * FROM audit.event WHERE kind = 'list' ORDER BY id DESC LIMIT 1`),
      0,
    );
    expect(event.patient_ids).toEqual([elementAt(made, 0).patientId]);
    for (const admission of made) await leave(admission);
  });

  it('ask for a ward or a patient', async () => {
    expect((await world.as('nurse').get('/api/v1/encounters')).status).toBe(400);
  });

  it('answer 404 for an encounter nobody knows', async () => {
    expect((await world.as('nurse').get(`/api/v1/encounters/${randomUUID()}`)).status).toBe(404);
  });
});

describe('An encounter that took place elsewhere', () => {
  const told = async (fields: Partial<NewImportedEncounter> = {}): Promise<string> => {
    const { id: patientId } = await aPatient(world);
    const startedAt = new Date('2020-03-01T08:00:00Z');
    const { id } = await runAsSystem('import', () =>
      world.app
        .get(UnitOfWork, { strict: false })
        .write((tx) =>
          world.app
            .get(EncountersService, { strict: false })
            .importWithin(tx, { patientId, class: 'inpatient', status: 'finished', startedAt, ...fields }),
        ),
    );
    return id;
  };

  it('takes no visit number of ours, no ward and no bed', async () => {
    const numberOf = (body: { visitNumber: string }) => Number(body.visitNumber.slice(3));
    const before = await admit({ patientId: (await aPatient(world)).id });
    const { body } = await world.as('doctor').get(`/api/v1/encounters/${await told()}`);
    expect(body).toMatchObject({ visitNumber: null, wardId: null, bedId: null, status: 'finished' });
    expect(body.endedAt).toBe('2020-03-01T08:00:00.000Z');
    const after = await admit({ patientId: (await aPatient(world)).id });
    expect(numberOf(after.body)).toBe(numberOf(before.body) + 1);
    await leave(before.body);
    await leave(after.body);
  });

  it('does not stand in the way of an admission, and takes no bed itself', async () => {
    const id = await told({ status: 'in-progress' });
    const { body } = await world.as('doctor').get(`/api/v1/encounters/${id}`);
    const refused = await act(id, 'transfer', 1, { wardId: noi.id });
    expect([refused.status, refused.body.type]).toEqual([409, expect.stringContaining('encounter-elsewhere')]);
    const admission = await admit({ patientId: body.patientId });
    expect(admission.status).toBe(201);
    await leave(admission.body);
  });
});
