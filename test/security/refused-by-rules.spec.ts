import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAdmission } from '../support/builders.js';
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
