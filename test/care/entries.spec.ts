import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Role } from '../../src/platform/routes/policy.js';
import { anAdmission, aPatient, endEncounter } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { breakGlass, isPatient, markConfidential, worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt, firstOf } from '../../src/kernel/list.js';

let world: World;
let mine: string;
let surgery: string;
/** Lies in the other ward. */
let patient: Awaited<ReturnType<typeof anAdmission>>;

beforeAll(async () => {
  world = await startWorld();
  [mine, surgery] = firstOf(
    world.wards.map(({ id }) => id),
    2,
  );
  await worksOnlyIn(world, 'nurse', mine);
  await worksOnlyIn(world, 'department-head', mine);
});
beforeEach(async () => {
  patient = await anAdmission(world, { wardId: surgery, bedId: null });
});
afterAll(() => world.close());

const admit = (role: Role, patientId: string, wardId = mine) =>
  world.as(role).post('/api/v1/encounters', { patientId, class: 'outpatient', wardId, reason: 'Khám thêm' });
const chart = (role: Role, patientId: string) => world.as(role).get(`/api/v1/patients/${patientId}/chart`);
const cancel = ({ id, version }: { id: string; version: number }) =>
  world.as('nurse').post(`/api/v1/encounters/${id}/cancel`, { reason: 'Nhầm' }, { 'If-Match': `"${version}"` });
const toReview = async (patientId: string) =>
  (
    (await world.as('privacy-officer').get('/api/v1/break-glass?review=pending&limit=100')).body.items as {
      id: string;
      kind: string;
      patientId: string;
      version: number;
    }[]
  ).filter((item) => item.patientId === patientId);

describe('Admitting a confidential patient of another ward', () => {
  it.each(['R', 'V'] as const)(
    '%s is refused without another reason, and leaves no way in afterwards',
    async (code) => {
      await markConfidential(world, patient.patientId, code);
      const answer = await admit('nurse', patient.patientId);
      expectProblem(answer, 403, 'admission-needs-reason');
      expect(answer.body.detail).toContain('mở khẩn cấp');
      await markConfidential(world, patient.patientId, 'N');
      expect((await chart('nurse', patient.patientId)).status).toBe(403);
    },
  );

  it('is refused for colleagues, and for oneself, also to who is on call for the whole hospital', async () => {
    await isPatient(world, 'lab', patient.patientId);
    for (const role of ['nurse', 'doctor'] as const) {
      expectProblem(await admit(role, patient.patientId), 403, 'admission-needs-reason');
    }
    await isPatient(world, 'lab', null);
    for (const role of ['nurse', 'doctor', 'registrar'] as const) {
      await isPatient(world, role, patient.patientId);
      expectProblem(await admit(role, patient.patientId), 403, 'own-record');
      await isPatient(world, role, null);
    }
  });

  it('is for registration, and for who broke the glass, under its purpose and to be reviewed', async () => {
    await markConfidential(world, patient.patientId, 'V');
    await breakGlass(world, 'nurse', patient.patientId, 'Ngừng thở ở phòng chụp');
    const answer = await admit('nurse', patient.patientId);
    expect([answer.status, answer.headers['x-care-access']]).toEqual([201, expect.stringMatching(/^break-glass/)]);
    const [event] = await world.sql(
      `SELECT purpose, reason FROM audit.event WHERE kind = 'create' AND entity = 'encounter' ORDER BY id DESC LIMIT 1`,
    );
    expect(event).toEqual({ purpose: 'BTG', reason: 'Ngừng thở ở phòng chụp' });
    expect((await toReview(patient.patientId)).map(({ kind }) => kind)).toEqual(['admission', 'break-glass']);
    const { id: other } = await aPatient(world, { confidentiality: 'V' });
    expect((await admit('registrar', other)).status).toBe(201);
    expect(await toReview(other)).toEqual([]);
  });
});

describe('Admitting a patient of another ward', () => {
  it('without a tie before is reviewed; taken back, it makes none', async () => {
    const answer = await admit('nurse', patient.patientId);
    expect([answer.status, answer.headers['x-care-access']]).toEqual([201, 'admission']);
    expect((await chart('nurse', patient.patientId)).headers['x-care-access']).toBe('ward');
    const entry = elementAt(await toReview(patient.patientId), 0);
    expect(entry).toMatchObject({
      kind: 'admission',
      staff: { username: 'nurse' },
      ward: { id: mine },
      reason: 'Khám thêm',
      until: null,
    });
    expect((await cancel(answer.body)).status).toBe(200);
    expect((await chart('nurse', patient.patientId)).status).toBe(403);
    const found = { outcome: 'unjustified', note: 'Không liên quan' };
    const headers = { 'If-Match': `"${entry.version}"` };
    const closed = await world.as('privacy-officer').post(`/api/v1/break-glass/${entry.id}/review`, found, headers);
    expect([closed.status, closed.body.outcome]).toEqual([200, 'unjustified']);
    expect(await toReview(patient.patientId)).toEqual([]);
  });

  it('is not reviewed for one of whom there is no record yet, whom the person treated before, or for registration', async () => {
    const { id: newcomer } = await aPatient(world);
    expect((await admit('nurse', newcomer)).status).toBe(201);
    const known = await anAdmission(world, { wardId: mine, bedId: null });
    await endEncounter(world, known.id);
    await anAdmission(world, { patientId: known.patientId, wardId: surgery, bedId: null });
    expect((await admit('nurse', known.patientId)).headers['x-care-access']).toBe('recent');
    expect((await admit('registrar', patient.patientId)).status).toBe(201);
    for (const id of [newcomer, known.patientId, patient.patientId]) expect(await toReview(id)).toEqual([]);
  });

  it.each(['outpatient', 'day'])(
    'who has left the hospital (%s) is reviewed as well, and earns nothing that lasts',
    async (of) => {
      await endEncounter(world, patient.id);
      expect((await chart('nurse', patient.patientId)).status).toBe(403);
      const body = { patientId: patient.patientId, class: of, wardId: mine, reason: 'Tái khám' };
      const { id } = (await world.as('nurse').post('/api/v1/encounters', body)).body;
      expect((await chart('nurse', patient.patientId)).status).toBe(200);
      await world
        .as('nurse')
        .post(`/api/v1/encounters/${id}/vitals`, { effectiveAt: new Date().toISOString(), heartRate: 80 });
      const entry = elementAt(await toReview(patient.patientId), 0);
      expect(entry).toMatchObject({ kind: 'admission', staff: { username: 'nurse' } });
      await endEncounter(world, id);
      expect((await chart('nurse', patient.patientId)).status).toBe(403);
      const finished = `/api/v1/encounters?wardId=${mine}&status=finished&limit=100`;
      expect((await world.as('nurse').get(finished)).text).not.toContain(patient.patientId);
      // Others of the ward have the tie that the ward gives.
      expect((await chart('department-head', patient.patientId)).headers['x-care-access']).toBe('recent');
      const found = { outcome: 'justified', note: 'Đúng là tái khám' };
      const headers = { 'If-Match': `"${entry.version}"` };
      await world.as('privacy-officer').post(`/api/v1/break-glass/${entry.id}/review`, found, headers);
      expect((await chart('nurse', patient.patientId)).headers['x-care-access']).toBe('recent');
    },
  );

  it('that is found unjustified gives nothing more, while the encounter is open too', async () => {
    await admit('nurse', patient.patientId);
    const entry = elementAt(await toReview(patient.patientId), 0);
    const found = { outcome: 'unjustified', note: 'Không hề khám' };
    const headers = { 'If-Match': `"${entry.version}"` };
    await world.as('privacy-officer').post(`/api/v1/break-glass/${entry.id}/review`, found, headers);
    expect((await chart('nurse', patient.patientId)).status).toBe(403);
    expect((await chart('department-head', patient.patientId)).headers['x-care-access']).toBe('ward');
    expectProblem(await admit('nurse', patient.patientId), 403, 'access-withdrawn');
  });

  it('and what is written in an encounter that was taken back is no tie for the radar either', async () => {
    const { id: patientId } = await aPatient(world);
    const { body } = await admit('nurse', patientId);
    const tied = async () => {
      const values = [world.staff.nurse.id, patientId];
      return elementAt(await world.sql('SELECT care_tie($1, $2, now(), 30) AS tied', values), 0).tied as boolean;
    };
    expect(await tied()).toBe(true);
    await cancel(body);
    expect(await tied()).toBe(false);
  });
});

describe('Moving a patient into a ward of one’s own', () => {
  const transfer = ({ id, version }: { id: string; version: number }, wardId = mine) =>
    world.as('nurse').post(`/api/v1/encounters/${id}/transfer`, { wardId }, { 'If-Match': `"${version}"` });

  it('by a broken glass alone is possible, and reviewed for itself', async () => {
    await breakGlass(world, 'nurse', patient.patientId, 'Chuyển cấp cứu');
    expect((await transfer(patient)).status).toBe(200);
    const entries = await toReview(patient.patientId);
    expect(entries.map(({ kind }) => kind)).toEqual(['transfer', 'break-glass']);
    expect(entries[0]).toMatchObject({ reason: 'Chuyển cấp cứu', ward: { id: mine }, staff: { username: 'nurse' } });
  });

  it('is not reviewed when the person treats the patient already', async () => {
    const treated = await anAdmission(world, { wardId: mine, bedId: null });
    expect((await transfer(treated, surgery)).status).toBe(200);
    expect((await transfer({ ...treated, version: 2 })).status).toBe(200);
    expect(await toReview(treated.patientId)).toEqual([]);
  });
});
