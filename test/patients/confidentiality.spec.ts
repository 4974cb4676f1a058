import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient } from '../support/builders.js';
import { flagOf, writeAsApp } from '../support/app-writes.js';
import { expectProblem } from '../support/problems.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import type { Role } from '../../src/platform/routes/policy.js';
import { startWorld, type World } from '../support/world.js';

const REASON = 'Chẩn đoán nhầm, đã đính chính';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  for (const role of ['nurse', 'head-nurse'] as const) await worksOnlyIn(world, role, world.wards[0].id);
});
afterAll(() => world.close());

/** A patient in the nurses' ward, flagged so. */
async function flagged(confidentiality: string): Promise<{ id: string; version: number }> {
  const { id } = await aPatient(world, { confidentiality });
  const admission = { patientId: id, class: 'inpatient', wardId: world.wards[0].id, reason: 'Sốt cao' };
  expect((await world.as('registrar').post('/api/v1/encounters', admission)).status).toBe(201);
  return { id, version: 1 };
}
const change = (role: Role, { id, version }: { id: string; version: number }, body: object, headers = {}) =>
  world.as(role).post(`/api/v1/patients/${id}/confidentiality`, body, { 'If-Match': `"${version}"`, ...headers });
const correct = (role: Role, { id, version }: { id: string; version: number }, body: object, headers = {}) =>
  world.as(role).patch(`/api/v1/patients/${id}`, body, { 'If-Match': `"${version}"`, ...headers });
const events = (id: string) =>
  world.sql(
    `SELECT kind, username, role, reason, changes->'confidentiality' AS flag FROM audit.event
      WHERE patient_id = $1 AND entity = 'patient' AND changes ? 'confidentiality' AND kind = 'update' ORDER BY id`,
    [id],
  );

describe('Who changes how confidential a record is', () => {
  it.each<[Role, string, string, number]>([
    ['nurse', 'N', 'R', 200],
    ['registrar', 'N', 'R', 200],
    ['records-officer', 'N', 'R', 200],
    ['privacy-officer', 'N', 'R', 200],
    ['nurse', 'N', 'V', 403],
    ['head-nurse', 'R', 'V', 403],
    ['registrar', 'N', 'V', 200],
    ['records-officer', 'R', 'V', 200],
    ['privacy-officer', 'R', 'V', 200],
    ['nurse', 'V', 'N', 403],
    ['nurse', 'V', 'R', 403],
    ['head-nurse', 'R', 'N', 403],
    ['registrar', 'R', 'N', 403],
    ['registrar', 'V', 'R', 403],
    ['records-officer', 'R', 'N', 200],
    ['records-officer', 'V', 'N', 200],
    ['privacy-officer', 'V', 'R', 200],
    ['privacy-officer', 'R', 'N', 200],
    ['lab', 'N', 'R', 403],
    ['admin', 'V', 'N', 403],
    ['auditor', 'V', 'N', 403],
  ])('%s: from %s to %s answers %i', async (role, from, to, status) => {
    const patient = await flagged(from);
    const answer = await change(role, patient, { confidentiality: to, reason: REASON });
    expect(answer.status).toBe(status);
    expect(await flagOf(world, patient.id)).toBe(status === 200 ? to : from);
    if (status === 200) {
      expect(answer.body).toMatchObject({ id: patient.id, confidentiality: to, version: 2 });
      expect(answer.headers['etag']).toBe('"2"');
      expect(await events(patient.id)).toEqual([
        { kind: 'update', username: role, role, reason: REASON, flag: [from, to] },
      ]);
    }
  });

  it('says which rule stands against it', async () => {
    const vip = await flagged('V');
    const lowered = await change('nurse', vip, { confidentiality: 'N', reason: REASON });
    expectProblem(lowered, 403, 'confidentiality-reserved');
    expect(lowered.body.errors).toMatchObject([{ pointer: '/confidentiality', rule: 'lowering-is-for-officers' }]);
    const raised = await change('nurse', await flagged('N'), { confidentiality: 'V' });
    expect(raised.body.errors).toMatchObject([{ pointer: '/confidentiality', rule: 'vip-is-for-registration' }]);
  });

  it('takes the reason of a lowering from the body or from X-Reason, and lowers nothing without one', async () => {
    const patient = await flagged('R');
    expectProblem(await change('records-officer', patient, { confidentiality: 'N' }), 403, 'confidential-needs-reason');
    const without = await change('privacy-officer', patient, { confidentiality: 'N' });
    expectProblem(without, 400, 'validation');
    expect(without.body.errors).toMatchObject([{ pointer: '/reason', rule: 'required' }]);
    expect(await flagOf(world, patient.id)).toBe('R');
    const headers = { 'X-Reason': encodeURIComponent(REASON) };
    expect((await change('records-officer', patient, { confidentiality: 'N' }, headers)).status).toBe(200);
    expect(await events(patient.id)).toMatchObject([{ reason: REASON }]);
    expect((await change('records-officer', { ...patient, version: 2 }, { confidentiality: 'R' })).status).toBe(200);
  });

  it('needs the version that was read, and changes nothing when there is nothing to change', async () => {
    const patient = await flagged('R');
    const outdated = { confidentiality: 'N', reason: REASON };
    expect((await change('records-officer', { ...patient, version: 7 }, outdated)).status).toBe(412);
    const same = await change('nurse', patient, { confidentiality: 'R' });
    expect([same.status, same.body.version]).toEqual([200, 1]);
    expect(await events(patient.id)).toEqual([]);
  });

  it('shows the officer who the patient is and the flag, on the trail, and nothing else of them', async () => {
    const { id } = await flagged('V');
    const { body, status, headers } = await world.as('privacy-officer').get(`/api/v1/patients/${id}/confidentiality`);
    expect([status, headers['etag']]).toEqual([200, '"1"']);
    expect(Object.keys(body as object).sort()).toEqual(
      ['birthDate', 'confidentiality', 'fullName', 'id', 'mrn', 'sex', 'version'].sort(),
    );
    const [read] = await world.sql(`SELECT * FROM audit.event WHERE patient_id = $1 ORDER BY id DESC LIMIT 1`, [id]);
    expect(read).toMatchObject({ kind: 'read', entity: 'patient', username: 'privacy-officer' });
    expect((await world.as('privacy-officer').get(`/api/v1/patients/${id}`)).status).toBe(403);
    expect((await world.as('privacy-officer').get(`/api/v1/patients/${id}/chart`)).status).toBe(403);
  });

  it('is nothing for clinicians who do not treat the patient', async () => {
    const { id } = await aPatient(world);
    expectProblem(await change('nurse', { id, version: 1 }, { confidentiality: 'R' }), 403, 'no-care-relationship');
  });
});

describe('Correcting and registering', () => {
  it.each<[Role, string, string]>([
    ['nurse', 'V', 'N'],
    ['nurse', 'R', 'N'],
    ['registrar', 'V', 'R'],
    ['records-officer', 'R', 'N'],
  ])('%s cannot lower %s to %s by a correction, and is told where to go', async (role, from, to) => {
    const patient = await flagged(from);
    const answer = await correct(role, patient, { confidentiality: to, phones: ['0903123456'] }, { 'X-Reason': 'sua' });
    expectProblem(answer, 422, 'confidentiality-lowered');
    expect(answer.body.errors).toMatchObject([{ pointer: '/confidentiality', rule: 'only-raised' }]);
    expect(answer.body.detail).toContain('hạ mức bảo mật');
    expect(await flagOf(world, patient.id)).toBe(from);
  });

  it('a correction still raises to R and says V again, and gives V only as registration does', async () => {
    const patient = await flagged('N');
    expect((await correct('nurse', patient, { confidentiality: 'R' })).status).toBe(200);
    const refused = await correct('nurse', { ...patient, version: 2 }, { confidentiality: 'V' });
    expectProblem(refused, 403, 'confidentiality-reserved');
    expect((await correct('registrar', { ...patient, version: 2 }, { confidentiality: 'V' })).status).toBe(200);
    expect((await correct('nurse', { ...patient, version: 3 }, { confidentiality: 'V' })).status).toBe(200);
  });

  it('a nurse registers nobody as VIP; a registrar does', async () => {
    const input = { fullName: 'Trần Thị Danh', sex: 'female', confidentiality: 'V' };
    expectProblem(await world.as('nurse').post('/api/v1/patients', input), 403, 'confidentiality-reserved');
    expect((await world.as('nurse').post('/api/v1/patients', { ...input, confidentiality: 'R' })).status).toBe(201);
    expect((await world.as('registrar').post('/api/v1/patients', input)).body).toMatchObject({ confidentiality: 'V' });
  });
});

describe('The database', () => {
  it.each<[string, string, { role?: string; reason?: string }, boolean]>([
    ['V', 'N', { role: 'nurse', reason: REASON }, false],
    ['R', 'N', { role: 'doctor', reason: REASON }, false],
    ['R', 'N', { role: 'registrar', reason: REASON }, false],
    ['R', 'N', { reason: REASON }, false],
    ['R', 'N', { role: 'privacy-officer' }, false],
    ['R', 'N', { role: 'privacy-officer', reason: ' ' }, false],
    ['V', 'R', { role: 'records-officer', reason: REASON }, true],
    ['R', 'N', { role: 'privacy-officer', reason: REASON }, true],
    ['N', 'V', { role: 'nurse' }, false],
    ['N', 'V', { role: 'registrar' }, true],
    ['N', 'R', { role: 'lab' }, true],
  ])('from %s to %s by %j: %s', async (from, to, who, taken) => {
    const { id } = await aPatient(world, { confidentiality: from });
    const attempt = writeAsApp(world, `UPDATE patient SET confidentiality = '${to}' WHERE id = '${id}'`, who);
    if (taken) await attempt;
    else await expect(attempt).rejects.toMatchObject({ code: 'EM005' });
    expect(await flagOf(world, id)).toBe(taken ? to : from);
  });

  it('holds the owner of the tables to the same', async () => {
    const { id } = await aPatient(world, { confidentiality: 'R' });
    const context = JSON.stringify({ actorKind: 'system', username: 'system:psql', reason: 'x' });
    const attempt = world.sql(
      `SELECT set_config('emr.context', '${context}', true); UPDATE patient SET confidentiality = 'N' WHERE id = '${id}'`,
    );
    await expect(attempt).rejects.toMatchObject({ code: 'EM005' });
  });
});
