import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient, anAdmission } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const idOf = ({ headers }: { headers: Record<string, string> }) => headers['x-request-id'];
const refusalsOf = (requestId: string) =>
  world.sql(
    `SELECT kind, entity, username, patient_id, detail FROM audit.event WHERE request_id = $1 AND kind NOT IN ('read', 'list')`,
    [requestId],
  );

describe('What a rule of the house refuses, though the role may, is on the trail', () => {
  it('with its patient and the rule', async () => {
    const { id, patientId } = await anAdmission(world);
    const draft = { type: 'progress', sections: [{ code: 'course', text: 'Người bệnh tỉnh' }] };
    const note = await world.as('doctor').post(`/api/v1/encounters/${id}/notes`, draft);
    expect(note.status).toBe(201);
    const headers = { 'If-Match': '"1"' };
    const answer = await world.as('department-head').post(`/api/v1/notes/${note.body.id}/sign`, {}, headers);
    expectProblem(answer, 403, 'not-the-author');
    expect(await refusalsOf(idOf(answer)!)).toEqual([
      {
        kind: 'refusal',
        entity: 'POST /api/v1/notes/:id/sign',
        username: 'department-head',
        patient_id: patientId,
        detail: expect.objectContaining({
          route: 'POST /api/v1/notes/:id/sign',
          action: 'note.sign',
          why: 'not-the-author',
        }),
      },
    ]);
  });

  it('of what is sent in FHIR with everyone it names who is known here, by the guard and by the rule behind it', async () => {
    const [one, other, third] = [await aPatient(world), await aPatient(world), await aPatient(world)];
    const identifiers = [{ system: 'cccd', value: '001190000777' }];
    const { id: fourth } = await aPatient(world, { identifiers });
    const observation = (subject: object) => ({
      resource: { resourceType: 'Condition', code: { text: 'Sốt' }, subject },
      request: { method: 'POST', url: 'Condition' },
    });
    const entry = [
      observation({ reference: `Patient/${one.id}` }),
      observation({ reference: `http://elsewhere.example/fhir/Patient/${other.id}/_history/1` }),
      observation({ identifier: { system: 'https://benhan.vn/fhir/sid/mrn', value: third.mrn } }),
      observation({ reference: 'Patient?identifier=https://benhan.vn/fhir/sid/cccd|001190000777' }),
      observation({ reference: `Patient/${randomUUID()}` }),
    ];
    const bundle = { resourceType: 'Bundle', type: 'transaction', entry };
    const named = [one.id, other.id, third.id, fourth].sort();
    for (const role of ['nurse', 'registrar', 'lab'] as const) {
      const refused = await world.as(role).post('/fhir/R4', bundle);
      expect(refused.status).toBe(403);
      const events = await world.sql<{ kind: string; patient_ids: string[] }>(
        'SELECT kind, patient_ids FROM audit.event WHERE request_id = $1',
        [idOf(refused)],
      );
      expect(events.map(({ kind, patient_ids: ids }) => [role, kind, ids.toSorted()])).toEqual([
        [role, 'refusal', named],
      ]);
    }
    const single = await world.as('nurse').post('/fhir/R4/Observation', entry[2]!.resource);
    expect(await refusalsOf(idOf(single)!)).toMatchObject([{ kind: 'refusal', patient_id: third.id }]);
    const asked = `/api/v1/audit/events?kind=refusal&patientId=${fourth}`;
    expect((await world.as('auditor').get(asked)).body.items).toHaveLength(3);
  });

  it('without a patient where there is none', async () => {
    const own = world.staff.admin.id;
    const headers = { 'If-Match': '"1"' };
    const answer = await world.as('admin').post(`/api/v1/staff/${own}/roles/grant`, { role: 'doctor' }, headers);
    expectProblem(answer, 403, 'own-rights');
    expect(await refusalsOf(idOf(answer)!)).toMatchObject([
      { kind: 'refusal', username: 'admin', patient_id: null, detail: { why: 'own-rights' } },
    ]);
  });

  it('and once only where it is recorded as a failed sign-in or by the guard', async () => {
    const pin = { pin: '407159', password: 'sai' };
    const wrong = await world.as('nurse').post('/api/v1/auth/pin', pin);
    expectProblem(wrong, 403, 'current-password-wrong');
    expect(await refusalsOf(idOf(wrong)!)).toMatchObject([{ kind: 'sign-in-failed', username: 'nurse' }]);
    const closed = await world.as('lab').get('/api/v1/audit/events');
    expectProblem(closed, 403, 'forbidden');
    expect(await refusalsOf(idOf(closed)!)).toMatchObject([{ kind: 'refusal', username: 'lab' }]);
  });
});
