import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAdmission, anEncounter, aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const read = async (id: string) => (await world.as('registrar').get(`/api/v1/patients/${id}`)).body;
const tag = async (id: string) => ({ 'If-Match': `"${(await read(id)).version}"` });
const record = async (id: string, body: object, role: 'doctor' | 'nurse' = 'doctor') =>
  world.as(role).post(`/api/v1/patients/${id}/death`, body, await tag(id));
const revoke = async (id: string, role: 'doctor' | 'records-officer' | 'nurse' = 'records-officer') =>
  world.as(role).post(`/api/v1/patients/${id}/death/revoke`, { reason: 'Chọn nhầm tình trạng' }, await tag(id));
const admit = (patientId: string, more: object = {}) =>
  world
    .as('doctor')
    .post('/api/v1/encounters', { patientId, class: 'outpatient', wardId: world.wards[0].id, reason: 'Ho', ...more });

describe('A death', () => {
  it('is recorded with cause and place, with its moment or without', async () => {
    const { patientId: id } = await anEncounter(world);
    const at = new Date(Date.now() - 3_600_000).toISOString();
    const { status, body } = await record(id, { at, cause: 'Suy hô hấp', place: 'Tại nhà' });
    expect([status, body]).toMatchObject([
      200,
      { deceased: true, deceasedAt: at, deathCause: 'Suy hô hấp', deathPlace: 'Tại nhà' },
    ]);
    const { patientId: other } = await anEncounter(world);
    expect((await record(other, {})).body).toMatchObject({ deceased: true, deceasedAt: null });
    expect((await admit(other)).body.type).toContain('patient-deceased');
    const [fhir] = [(await world.as('doctor').get(`/fhir/R4/Patient/${other}`)).body];
    expect(fhir.deceasedBoolean).toBe(true);
  });

  it('recorded by a wrong click is taken back: the patient is as before, and so is the stay that it ended', async () => {
    const { id, patientId, version } = await anAdmission(world);
    const discharged = await world
      .as('doctor')
      .post(`/api/v1/encounters/${id}/discharge`, { disposition: 'exp' }, { 'If-Match': `"${version}"` });
    expect(discharged.status).toBe(200);
    expect((await read(patientId)).deceased).toBe(true);
    expect((await admit(patientId)).status).toBe(409);
    const { status, body } = await revoke(patientId);
    expect([status, body]).toMatchObject([
      200,
      {
        ...{ deceased: false, deceasedAt: null, deathCause: null, dischargedDead: [] },
        putRight: [{ id, reopened: true, bedNotReturned: null }],
      },
    ]);
    const { body: stay } = await world.as('doctor').get(`/api/v1/encounters/${id}`);
    expect([stay.status, stay.discharge]).toEqual(['in-progress', null]);
    expect((await admit(patientId)).status).toBe(201);
    const [event] = await world.sql<{ reason: string; username: string }>(
      `SELECT reason, username FROM audit.event WHERE entity = 'patient' AND kind = 'update' AND patient_id = $1 ORDER BY id DESC LIMIT 1`,
      [patientId],
    );
    expect(event).toEqual({ reason: 'Chọn nhầm tình trạng', username: 'records-officer' });
    const trail = await world.sql(
      `SELECT reason FROM audit.event WHERE entity = 'encounter' AND kind = 'update' AND entity_id = $1 ORDER BY id DESC LIMIT 1`,
      [id],
    );
    expect(trail).toEqual([{ reason: 'Chọn nhầm tình trạng' }]);
    const again = await revoke(patientId);
    expect([again.status, again.body.type]).toEqual([409, expect.stringContaining('patient-alive')]);
  });

  it('taken back of whom has left says how they left, or what of it cannot be put right', async () => {
    const { id, patientId, version } = await anAdmission(world, { bedId: null });
    const doctor = world.as('doctor');
    const dead = await doctor.post(
      `/api/v1/encounters/${id}/discharge`,
      { disposition: 'exp' },
      { 'If-Match': `"${version}"` },
    );
    const take = async (left?: object) =>
      doctor.post(`/api/v1/patients/${patientId}/death/revoke`, { reason: 'Nhầm', left }, await tag(patientId));
    const rules = async (left: object) =>
      (await take(left)).body.errors?.map(({ pointer }: { pointer: string }) => pointer);
    expect(await rules({ disposition: 'exp' })).toEqual(['/left/disposition']);
    expect(await rules({ disposition: 'other-hcf' })).toEqual(['/left/destination']);
    const home = await take({ disposition: 'home' });
    expect(home).toMatchObject({ status: 200, body: { deceased: false, putRight: [{ id, reopened: false }] } });
    const { body: stay } = await doctor.get(`/api/v1/encounters/${id}`);
    expect([stay.status, stay.discharge.disposition, dead.status]).toEqual(['finished', 'home', 200]);

    const again = { disposition: 'exp', reason: 'Đúng là tử vong', deathCause: 'Suy tim' };
    const corrected = await doctor.post(`/api/v1/encounters/${id}/discharge/correct`, again, {
      'If-Match': `"${stay.version}"`,
    });
    const { body: found } = await doctor.get(`/api/v1/encounters/${id}/completeness`);
    const passedOver = found.missing.map(({ code }: { code: string }) => ({ code, reason: 'Không có' }));
    const closed = await doctor.post(
      `/api/v1/encounters/${id}/close`,
      { passedOver },
      { 'If-Match': `"${corrected.body.version}"` },
    );
    expect([corrected.status, closed.status]).toEqual([200, 200]);
    expect(await take()).toMatchObject({
      status: 200,
      body: { deceased: false, putRight: [], dischargedDead: [{ id, because: 'closed', text: expect.any(String) }] },
    });
  });

  it('is taken back by doctors and the records office, with the version read', async () => {
    const { patientId } = await anEncounter(world);
    expect((await record(patientId, {}, 'nurse')).status).toBe(403);
    expect((await record(patientId, {})).status).toBe(200);
    expect((await revoke(patientId, 'nurse')).status).toBe(403);
    const path = `/api/v1/patients/${patientId}/death/revoke`;
    expect((await world.as('doctor').post(path, { reason: 'Gõ nhầm' }, { 'If-Match': '"1"' })).status).toBe(412);
    expect((await revoke(patientId, 'doctor')).status).toBe(200);
  });

  it('told by another system without its moment counts, and its correction takes it back', async () => {
    const send = (deceasedBoolean: boolean) =>
      world.as('lab').post('/fhir/R4', {
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [
          {
            fullUrl: 'urn:uuid:5b0b5d1c-1111-4111-8111-111111111111',
            resource: {
              resourceType: 'Patient',
              id: 'dead-1',
              identifier: [{ system: 'urn:lis', value: 'dead-1' }],
              name: [{ text: 'Trần Văn Mất' }],
              gender: 'male',
              deceasedBoolean,
            },
            request: { method: 'PUT', url: 'Patient/dead-1' },
          },
        ],
      });
    expect((await send(true)).status).toBe(200);
    const { body } = await world.as('registrar').get('/api/v1/patients?identifier=urn:lis|dead-1');
    const { id } = body.items[0] as { id: string };
    expect(await read(id)).toMatchObject({ deceased: true, deceasedAt: null });
    expect((await admit(id)).body.type).toContain('patient-deceased');
    expect((await send(false)).status).toBe(200);
    expect((await read(id)).deceased).toBe(false);
  });
});

describe('A death of a patient who is merged', () => {
  it('is the survivor’s while they are one, and the other’s alone when parted', async () => {
    const survivor = await aPatient(world);
    const { id: otherId } = await aPatient(world);
    expect((await record(otherId, { cause: 'Ngã' })).status).toBe(200);
    const officer = world.as('records-officer');
    const path = `/api/v1/patients/${survivor.id}`;
    const merged = await officer.post(`${path}/merge`, { otherId, reason: 'Gõ nhầm' }, await tag(survivor.id));
    expect(await read(survivor.id)).toMatchObject({ deceased: true, deathCause: 'Ngã' });
    const { mergeId } = merged.body as { mergeId: string };
    expect((await officer.post(`${path}/unmerge`, { mergeId, reason: 'Gõ nhầm' }, await tag(survivor.id))).status).toBe(
      200,
    );
    expect([(await read(survivor.id)).deceased, (await read(otherId)).deceased]).toEqual([false, true]);
  });
});

describe('Nothing happens before birth', () => {
  it('neither an admission nor a death', async () => {
    const { id } = await aPatient(world, { birthDate: '1990-02-03' });
    const answer = await admit(id, { startedAt: '1990-02-02T03:00:00+07:00' });
    expect([answer.status, answer.body.errors]).toMatchObject([400, [{ pointer: '/startedAt', rule: 'before-birth' }]]);
    expect((await admit(id)).status).toBe(201);
    expect((await record(id, { at: '1990-02-02T03:00:00+07:00' })).status).toBe(400);
  });

  it('and a birth date is not moved behind what is charted', async () => {
    const { patientId } = await anEncounter(world);
    const patch = async (birthDate: string) =>
      world.as('registrar').patch(`/api/v1/patients/${patientId}`, { birthDate }, await tag(patientId));
    const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
    const refused = await patch(today);
    expect([refused.status, refused.body.errors]).toMatchObject([
      400,
      [{ pointer: '/birthDate', rule: 'after-charting' }],
    ]);
    expect((await patch('1979')).status).toBe(200);
  });

  it('nor behind the death that is on record', async () => {
    const { id } = await aPatient(world, { birthDate: '1980-02-03' });
    expect((await record(id, { at: '2020-06-01T03:00:00+07:00', cause: 'Ngã' })).status).toBe(200);
    const patch = async (birthDate: string) =>
      world.as('registrar').patch(`/api/v1/patients/${id}`, { birthDate }, await tag(id));
    expect((await patch('2020-06-02')).body.errors).toMatchObject([{ pointer: '/birthDate', rule: 'after-death' }]);
    expect((await patch('2020-06')).status).toBe(200);
  });
});
