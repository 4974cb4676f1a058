import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Role } from '../../src/platform/routes/policy.js';
import { aPatient, anAdmission } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { breakGlass, isPatient, worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
let clinic: string;
let patientId: string;

beforeAll(async () => {
  world = await startWorld();
  const made = await world.as('admin').post('/api/v1/wards', { code: 'MAT', name: 'Phòng khám Mắt', kind: 'clinic' });
  clinic = made.body.id;
  await worksOnlyIn(world, 'department-head', world.wards[0].id);
  await worksOnlyIn(world, 'head-nurse');
  await worksOnlyIn(world, 'nurse', clinic);
});
beforeEach(async () => {
  ({ patientId } = await anAdmission(world, { wardId: world.wards[0].id, bedId: null }));
});
afterAll(() => world.close());

const consult = (by: Role, asked: Role, fields = {}) => {
  const body = { staffId: world.staff[asked].id, reason: 'Xin ý kiến', ...fields };
  return world.as(by).post(`/api/v1/patients/${patientId}/consultations`, body);
};
const refer = (by: Role, fields = {}) =>
  world.as(by).post(`/api/v1/patients/${patientId}/referrals`, { wardId: clinic, reason: 'Khám mắt', ...fields });
const chart = (role: Role) => world.as(role).get(`/api/v1/patients/${patientId}/chart`);
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

describe('Access is passed on', () => {
  it('by those who treat the patient, and by nobody who was let in', async () => {
    expect((await consult('department-head', 'head-nurse')).status).toBe(201);
    await breakGlass(world, 'nurse', patientId);
    for (const by of ['head-nurse', 'nurse', 'doctor'] as const) {
      expect((await chart(by)).status).toBe(200);
      expectProblem(await consult(by, 'department-head'), 403, 'consult-needs-treatment');
      expectProblem(await refer(by), 403, 'consult-needs-treatment');
    }
  });

  it('by who is on duty in the ward as well', async () => {
    const staffId = world.staff['head-nurse'].id;
    const duty = { staffId, startsAt: new Date(), endsAt: new Date(Date.now() + 60_000) };
    await world.as('admin').post(`/api/v1/wards/${world.wards[0].id}/duties`, { duties: [duty] });
    expect((await consult('head-nurse', 'nurse')).status).toBe(201);
    await world.sql(
      `WITH c AS MATERIALIZED (SELECT set_config('emr.context', '{"actorKind":"system","username":"t"}', true))
       UPDATE duty SET cancelled_at = now() FROM c`,
    );
  });

  it('and never about oneself: not asked, not taken, not by a row of the database', async () => {
    await isPatient(world, 'nurse', patientId);
    expectProblem(await consult('department-head', 'nurse'), 403, 'own-record');
    const body = { patientId, reasonCode: 'other', reason: 'Xem lại kết quả của mình' };
    expectProblem(await world.as('nurse').post('/api/v1/break-glass', body), 403, 'own-record');
    const insert = world.sql(
      `WITH c AS MATERIALIZED (SELECT set_config('emr.context', '{"actorKind":"system","username":"t"}', true))
       INSERT INTO access_grant (kind, patient_id, staff_id, granted_by, reason_code, reason, until)
       SELECT 'break-glass', $1, $2, $2, 'other', 'của mình', now() + interval '1 hour' FROM c`,
      [patientId, world.staff.nurse.id],
    );
    await expect(insert).rejects.toThrow(/access_grant_own_record/);
    await isPatient(world, 'nurse', null);
  });

  it('to a record that turns out to be their own, it is of no use', async () => {
    expect((await consult('department-head', 'head-nurse')).status).toBe(201);
    expect((await chart('head-nurse')).status).toBe(200);
    await isPatient(world, 'head-nurse', patientId);
    expectProblem(await chart('head-nurse'), 403, 'own-record');
    expect((await world.as('head-nurse').get(`/api/v1/patients/${patientId}/access`)).body).toMatchObject({
      allowed: false,
      because: 'none',
      words: 'Đây là hồ sơ của chính bạn.',
    });
    await isPatient(world, 'head-nurse', null);
  });
});

describe('A referral', () => {
  it('lets in whoever works in the clinic, in reads and lists, until it ends', async () => {
    expect((await chart('nurse')).status).toBe(403);
    const answer = await refer('department-head');
    expect(answer.body).toMatchObject({ kind: 'referral', staff: null, ward: { code: 'MAT' }, reason: 'Khám mắt' });
    const days = (new Date(answer.body.until).getTime() - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(7);
    expect((await chart('nurse')).headers['x-care-access']).toMatch(/^referral; until=2/);
    expect((await chart('head-nurse')).status).toBe(403);
    const encounters = await world.as('nurse').get('/fhir/R4/Encounter?_count=50');
    expect(encounters.status).toBe(400);
    await worksOnlyIn(world, 'nurse');
    expect((await chart('nurse')).status).toBe(403);
    await worksOnlyIn(world, 'nurse', clinic);
    const seen = `SELECT listed_to($1, NULL, 30, $2) AS listed`;
    const listed = async () => elementAt(await world.sql(seen, [world.staff.nurse.id, patientId]), 0).listed as boolean;
    expect(await listed()).toBe(true);
    const path = `/api/v1/grants/${answer.body.id}/end`;
    expect((await world.as('nurse').post(path, {}, { 'If-Match': '"1"' })).status).toBe(403);
    const ended = await world.as('department-head').post(path, {}, { 'If-Match': '"1"' });
    expect(ended.status).toBe(200);
    expect([(await chart('nurse')).status, await listed()]).toEqual([403, false]);
    const again = await world.as('department-head').post(path, {}, { 'If-Match': '"2"' });
    expectProblem(again, 409, 'grant-over');
  });

  it.each([
    [{ until: '2020-01-01T00:00:00Z' }, 400],
    [{ until: '2099-01-01T00:00:00Z' }, 400],
    [{ reason: '  ' }, 400],
    [{ wardId: 'x' }, 400],
    [{ wardId: '01900000-0000-7000-8000-000000000000' }, 422],
  ])('needs a ward in service, a reason and an end within 30 days: %j', async (fields, status) => {
    expect((await refer('department-head', fields)).status).toBe(status);
    expect((await refer('department-head', { until: inDays(29) })).status).toBe(201);
  });

  it('and consultations are listed to who treats the patient, as long as they last', async () => {
    const given = [await refer('department-head'), await consult('department-head', 'head-nurse')];
    const list = async () =>
      (await world.as('department-head').get(`/api/v1/patients/${patientId}/grants`)).body.items as { id: string }[];
    expect((await list()).map(({ id }) => id)).toEqual(given.map(({ body }) => body.id).reverse());
    const path = `/api/v1/grants/${elementAt(given, 1).body.id}/end`;
    expect((await world.as('department-head').post(path, {}, { 'If-Match': '"1"' })).status).toBe(200);
    expect((await list()).map(({ id }) => id)).toEqual([elementAt(given, 0).body.id]);
    expect((await chart('head-nurse')).status).toBe(403);
  });

  it('ends no emergency: that is the privacy officer’s', async () => {
    const { id } = await breakGlass(world, 'nurse', patientId);
    const answer = await world.as('department-head').post(`/api/v1/grants/${id}/end`, {}, { 'If-Match': '"1"' });
    expectProblem(answer, 404, 'grant-not-found');
  });
});

describe('A clinic', () => {
  it('is a place of work: its people see who comes there, on the board and in the chart', async () => {
    const { id } = await aPatient(world);
    const visit = { patientId: id, class: 'outpatient', wardId: clinic, reason: 'Mờ mắt' };
    const admitted = await world.as('registrar').post('/api/v1/encounters', visit);
    expect(admitted.status).toBe(201);
    const answer = await world.as('nurse').get(`/api/v1/patients/${id}/chart`);
    expect([answer.status, answer.headers['x-care-access']]).toEqual([200, 'ward']);
    expect((await world.as('nurse').get(`/api/v1/wards/${clinic}/board`)).text).toContain(id);
    const vitals = { effectiveAt: new Date().toISOString(), heartRate: 70 };
    expect((await world.as('nurse').post(`/api/v1/encounters/${admitted.body.id}/vitals`, vitals)).status).toBe(201);
    expect((await world.as('department-head').get(`/api/v1/patients/${id}/chart`)).status).toBe(403);
  });
});
