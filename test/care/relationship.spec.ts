import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAdmission, aPatient, endEncounter } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { breakGlass, worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt, valueOf } from '../../src/kernel/list.js';

let world: World;
let mine: string;
let others: string;

beforeAll(async () => {
  world = await startWorld();
  const [inside, surgery] = world.wards;
  mine = (await anAdmission(world, { wardId: inside.id })).patientId;
  others = (await anAdmission(world, { wardId: surgery.id, bedId: elementAt(surgery.beds, 0).id })).patientId;
  await worksOnlyIn(world, 'nurse', inside.id);
  await worksOnlyIn(world, 'head-nurse', inside.id);
});
afterAll(() => world.close());

const chartOf = (id: string, role: 'nurse' | 'head-nurse' | 'doctor' = 'nurse') =>
  world.as(role).get(`/api/v1/patients/${id}/chart`);
const why = async (id: string) => (await world.as('nurse').get(`/api/v1/patients/${id}/access`)).body;
const lastEvent = async () => (await world.sql('SELECT * FROM audit.event ORDER BY id DESC LIMIT 1'))[0];

describe('A nurse', () => {
  it('sees the patients of the wards where they work', async () => {
    const answer = await chartOf(mine);
    expect(answer.status).toBe(200);
    expect(answer.headers['x-care-access']).toBe('ward');
    expect(await why(mine)).toMatchObject({ allowed: true, because: 'ward', until: null });
  });

  it('is refused others, told how to get in, and the attempt is on the trail with its patient', async () => {
    const answer = await chartOf(others);
    expectProblem(answer, 403, 'no-care-relationship');
    expect(answer.body.detail).toContain('mở khẩn cấp');
    expect(await lastEvent()).toMatchObject({ kind: 'refusal', username: 'nurse', patient_id: others });
    expect(await why(others)).toMatchObject({ allowed: false, because: 'none', words: expect.any(String) });
  });

  it('learns nothing about patients nobody knows', async () => {
    const unknown = '01900000-0000-7000-8000-000000000000';
    expect((await chartOf(unknown)).status).toBe(404);
    expect((await world.as('nurse').get(`/api/v1/patients/${unknown}/access`)).status).toBe(422);
  });

  it('finds everybody by name, and sees no more of them than a list of names shows', async () => {
    const { id } = await aPatient(world, { fullName: 'Phạm Thị Khoa Khác' });
    const found = await world.as('nurse').get('/api/v1/patients?name=pham%20khoa%20khac');
    expect(found.body.items.map((item: { id: string }) => item.id)).toEqual([id]);
    expect((await world.as('nurse').get(`/api/v1/patients/${id}`)).status).toBe(403);
  });

  it('still sees a patient who left the ward not long ago, and no longer than that', async () => {
    const { id, patientId } = await anAdmission(world, { wardId: world.wards[0].id, bedId: null });
    await endEncounter(world, id);
    expect((await chartOf(patientId)).headers['x-care-access']).toBe('recent');
    const stranger = await startWorld({ CARE_TIE_DAYS: '0' });
    try {
      await worksOnlyIn(stranger, 'nurse', stranger.wards[0].id);
      const gone = await anAdmission(stranger, { wardId: stranger.wards[0].id });
      await endEncounter(stranger, gone.id);
      expect((await stranger.as('nurse').get(`/api/v1/patients/${gone.patientId}/chart`)).status).toBe(403);
    } finally {
      await stranger.close();
    }
  });

  it('sees a patient who is moved to their ward at once, and the new ward no earlier', async () => {
    const { id, patientId, version } = await anAdmission(world, { wardId: world.wards[1].id, bedId: null });
    expect((await chartOf(patientId)).status).toBe(403);
    const body = { wardId: world.wards[0].id };
    const moved = await world
      .as('doctor')
      .post(`/api/v1/encounters/${id}/transfer`, body, { 'If-Match': `"${version}"` });
    expect(moved.status).toBe(200);
    expect((await chartOf(patientId)).status).toBe(200);
  });

  it('admits to the wards where they work, and to no other', async () => {
    const { id: patientId } = await aPatient(world);
    const admit = (wardId: string) =>
      world.as('nurse').post('/api/v1/encounters', { patientId, class: 'inpatient', wardId, reason: 'Sốt' });
    expect((await admit(world.wards[1].id)).status).toBe(403);
    expect((await admit(world.wards[0].id)).status).toBe(201);
  });

  it('gets lists cut to their patients, whatever the list asks for', async () => {
    const board = (await world.as('nurse').get(`/api/v1/wards/${world.wards[1].id}/board`)).body;
    expect(JSON.stringify(board)).not.toContain(others);
    const list = (await world.as('nurse').get(`/api/v1/encounters?wardId=${world.wards[1].id}`)).body;
    expect(list.items).toEqual([]);
    const own = (await world.as('nurse').get(`/api/v1/wards/${world.wards[0].id}/board`)).body;
    expect(JSON.stringify(own)).toContain(mine);
    expect((await world.as('nurse').get(`/api/v1/encounters?patientId=${others}`)).status).toBe(403);
  });

  it('does not see beds as free in which patients of others lie', async () => {
    const beds = (await world.as('nurse').get(`/api/v1/beds?wardId=${world.wards[1].id}`)).body.items;
    expect(beds.some(({ free }: { free: boolean }) => !free)).toBe(true);
  });
});

describe('Confidential records', () => {
  const confidential = async (wardId: string, confidentiality: string) => {
    const { patientId } = await anAdmission(world, { wardId, bedId: null });
    await world
      .as('registrar')
      .get(`/api/v1/patients/${patientId}`)
      .then(({ headers }) =>
        world
          .as('registrar')
          .patch(`/api/v1/patients/${patientId}`, { confidentiality }, { 'If-Match': valueOf(headers, 'etag') }),
      );
    return patientId;
  };

  it.each(['R', 'V'])('%s are open to those who treat the patient now, not to who is on call for all', async (code) => {
    const patientId = await confidential(world.wards[0].id, code);
    expect((await chartOf(patientId)).status).toBe(200);
    expect((await chartOf(patientId, 'doctor')).status).toBe(403);
  });

  it('of colleagues are as closed, and nobody opens their own with their staff account', async () => {
    const { patientId } = await anAdmission(world, { wardId: world.wards[0].id, bedId: null });
    const address = `/api/v1/staff/${world.staff['head-nurse'].id}`;
    const { headers } = await world.as('admin').get(address);
    await world.as('admin').patch(address, { patientId }, { 'If-Match': valueOf(headers, 'etag') });
    expect((await chartOf(patientId, 'head-nurse')).status).toBe(403);
    expect((await chartOf(patientId, 'doctor')).status).toBe(403);
    expect((await chartOf(patientId, 'nurse')).status).toBe(200);
  });
});

describe('A consultation', () => {
  it('lets the colleague who is asked in, until it ends; only those who treat the patient can ask', async () => {
    const { patientId } = await anAdmission(world, { wardId: world.wards[1].id, bedId: null });
    await worksOnlyIn(world, 'department-head', world.wards[1].id);
    const ask = { staffId: world.staff.nurse.id, reason: 'Chăm sóc vết thương' };
    const path = `/api/v1/patients/${patientId}/consultations`;
    expectProblem(await world.as('head-nurse').post(path, ask), 403, 'no-care-relationship');
    expectProblem(await world.as('doctor').post(path, ask), 403, 'consult-needs-treatment');
    expect((await world.as('department-head').post(path, ask)).status).toBe(201);
    expect((await chartOf(patientId)).headers['x-care-access']).toMatch(/^consultation; until=2/);
    await world.sql(
      `WITH c AS MATERIALIZED (SELECT set_config('emr.context', '{"actorKind":"system","username":"t"}', true))
      UPDATE access_grant SET granted_at = now() - interval '2 days', until = now() - interval '1 minute' FROM c
      WHERE patient_id = $1`,
      [patientId],
    );
    expect((await chartOf(patientId)).status).toBe(403);
  });

  it.each([
    [{ staffId: '01900000-0000-7000-8000-000000000000', reason: 'Xin ý kiến' }, 422],
    [{ reason: 'Xin ý kiến' }, 400],
    [{ until: '2020-01-01T00:00:00Z', reason: 'Xin ý kiến' }, 400],
    [{ until: '2099-01-01T00:00:00Z', reason: 'Xin ý kiến' }, 400],
    [{ reason: '' }, 400],
  ])('needs a clinician, a reason and an end within 30 days: %j', async (fields, status) => {
    const body = { ...('until' in fields || fields.reason === '' ? { staffId: world.staff.nurse.id } : {}), ...fields };
    const answer = await world.as('head-nurse').post(`/api/v1/patients/${mine}/consultations`, body);
    expect(answer.status).toBe(status);
  });

  it('is not for people who do not treat', async () => {
    const body = { staffId: world.staff.auditor.id, reason: 'Xin ý kiến' };
    const answer = await world.as('head-nurse').post(`/api/v1/patients/${mine}/consultations`, body);
    expectProblem(answer, 422, 'grant-needs-clinician');
  });
});

describe('Roles whose work is with people and machines', () => {
  it('find every table of patients empty, whatever they call', async () => {
    expect((await world.as('admin').get(`/api/v1/patients/${mine}`)).status).toBe(403);
    expect((await world.as('admin').get(`/api/v1/beds?wardId=${world.wards[0].id}`)).status).toBe(200);
  });

  it('cannot break the glass or ask for consultations', async () => {
    for (const role of ['admin', 'auditor', 'registrar', 'records-officer'] as const) {
      const answer = await world
        .as(role)
        .post('/api/v1/break-glass', { patientId: mine, reasonCode: 'other', reason: 'x' });
      expect(answer.status).toBe(403);
    }
  });
});

describe('Where care is only observed', () => {
  it('everyone is let in, told so, and break-glass works all the same', async () => {
    const observing = await startWorld({ CARE_RELATIONSHIP: 'observed' });
    try {
      await worksOnlyIn(observing, 'nurse', observing.wards[0].id);
      const { patientId } = await anAdmission(observing, { wardId: observing.wards[1].id });
      const answer = await observing.as('nurse').get(`/api/v1/patients/${patientId}/chart`);
      expect([answer.status, answer.headers['x-care-access']]).toEqual([200, 'none']);
      await breakGlass(observing, 'nurse', patientId);
      const after = await observing.as('nurse').get(`/api/v1/patients/${patientId}/chart`);
      expect(after.headers['x-care-access']).toMatch(/^break-glass/);
    } finally {
      await observing.close();
    }
  });
});
