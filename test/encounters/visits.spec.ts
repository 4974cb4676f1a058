import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { startWorld, type World } from '../support/world.js';
import { closedDayText } from '../../src/clinical/visits/closed-days.rules.js';

let world: World;
let clinic: string;
beforeAll(async () => {
  world = await startWorld();
  const input = { code: 'PK1', name: 'Phòng khám 1', kind: 'clinic' };
  clinic = (await world.as('admin').post('/api/v1/wards', input)).body.id;
});
afterAll(() => world.close());

const icd10 = (code: string) => ({ system: 'icd-10', code });
const VISIT = {
  reason: 'Ho, sốt nhẹ 3 ngày',
  findings: 'Họng đỏ, phổi không ran',
  code: icd10('J02.9'),
  plan: 'Uống nhiều nước',
};
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const arrive = async (more: object = {}) => {
  const { id: patientId } = await aPatient(world);
  const input = { patientId, class: 'outpatient', wardId: clinic, reason: 'Ho', ...more };
  return (await world.as('registrar').post('/api/v1/encounters', input)).body as { id: string; patientId: string };
};
const write = (id: string, body: object = VISIT, headers = {}, role: 'doctor' | 'nurse' = 'doctor') =>
  world.as(role).post(`/api/v1/encounters/${id}/visit`, body, headers);
const kept = async (id: string) =>
  (
    await world.sql(
      `SELECT (SELECT count(*) FROM note WHERE encounter_id = $1)::int AS notes,
         (SELECT count(*) FROM problem WHERE encounter_id = $1)::int AS problems,
         (SELECT seen_at IS NOT NULL FROM encounter WHERE id = $1) AS seen`,
      [id],
    )
  )[0];

describe('A visit written in one request', () => {
  it('is a note to sign, a diagnosis, a day to come again, and the end of waiting', async () => {
    const { id, patientId } = await arrive();
    const followUpOn = inDays(7);
    const { status, body } = await write(id, { ...VISIT, followUpOn });
    expect(status).toBe(201);
    expect(body.followUpText).toBe(closedDayText(followUpOn, 'vi'));
    expect(body.encounter).toMatchObject({
      followUpOn,
      seen: { by: { id: world.staff.doctor.id } },
      status: 'in-progress',
    });
    const doctor = world.as('doctor');
    const note = (await doctor.get(`/api/v1/notes/${body.noteId}`)).body;
    expect(note).toMatchObject({ type: 'visit', status: 'draft', encounterId: id, version: body.noteVersion });
    expect(note.sections.map(({ code }: { code: string }) => code)).toEqual([
      'reason',
      'findings',
      'diagnosis',
      'plan',
    ]);
    expect((await doctor.get(`/api/v1/patients/${patientId}/problems`)).body.items).toMatchObject([
      { id: body.problemId, encounterId: id, code: { code: 'J02.9' }, verificationStatus: 'confirmed' },
    ]);
    const signed = await doctor.post(`/api/v1/notes/${body.noteId}/sign`, {}, { 'If-Match': `"${body.noteVersion}"` });
    expect([signed.status, signed.body.status]).toEqual([200, 'signed']);
  });

  it('is written once by a double click, with a key or without one', async () => {
    const { id } = await arrive();
    const two = await Promise.all([write(id), write(id)]);
    expect(two.map(({ status }) => status).sort()).toEqual([201, 409]);
    expectProblem(
      two.find(({ status }) => status === 409)!,
      409,
      'visit-noted',
    );
    expect(await kept(id)).toEqual({ notes: 1, problems: 1, seen: true });
    const { id: other } = await arrive();
    const key = { 'Idempotency-Key': 'visit-1' };
    const [first, again] = [await write(other, VISIT, key), await write(other, VISIT, key)];
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(await kept(other)).toEqual({ notes: 1, problems: 1, seen: true });
  });

  it.each([
    [{ findings: ' ' }, '/findings'],
    [{ plan: undefined }, '/plan'],
    [{ code: icd10('J2') }, '/code'],
    [{ followUpOn: '2026-02-30' }, '/followUpOn'],
    [{ followUpOn: inDays(-1) }, '/followUpOn'],
    [{ followUpOn: inDays(400) }, '/followUpOn'],
    [{ followUpOn: '30/11/2026' }, '/followUpOn'],
  ])('with %j is refused and leaves nothing', async (more, pointer) => {
    const { id } = await arrive();
    const { status, body } = await write(id, { ...VISIT, ...more });
    expect([status, body.errors[0].pointer.slice(0, pointer.length)]).toEqual([400, pointer]);
    expect(await kept(id)).toEqual({ notes: 0, problems: 0, seen: false });
  });

  it('is for doctors, and for who came to be seen, while it goes on', async () => {
    const { id } = await arrive();
    expect((await write(id, VISIT, {}, 'nurse')).status).toBe(403);
    const lying = await arrive({ class: 'inpatient', wardId: world.wards[0].id });
    expectProblem(await write(lying.id), 409, 'triage-not-meant');
    await world.as('doctor').post(`/api/v1/encounters/${id}/discharge`, { disposition: 'home' }, { 'If-Match': '"1"' });
    expectProblem(await write(id), 409, 'encounter-closed');
  });
});

describe('Who was called in and did not come', () => {
  const call = (id: string, action: string, version: number, role: 'doctor' | 'nurse' = 'doctor') =>
    world.as(role).post(`/api/v1/encounters/${id}/${action}`, {}, { 'If-Match': `"${version}"` });
  const waiting = async () =>
    (await world.as('doctor').get(`/api/v1/wards/${clinic}/queue?state=waiting`)).body.items.map(
      ({ encounterId }: { encounterId: string }) => encounterId,
    );

  it('waits again in their place, once, and may be called anew; both calls stay on the trail', async () => {
    const early = await arrive({ startedAt: new Date(Date.now() - 3_600_000).toISOString() });
    const late = await arrive();
    expectProblem(await call(early.id, 'seen/cancel', 1), 409, 'not-seen');
    await call(early.id, 'seen', 1);
    expect((await call(early.id, 'seen/cancel', 2, 'nurse')).status).toBe(403);
    const two = await Promise.all([call(early.id, 'seen/cancel', 2), call(early.id, 'seen/cancel', 2)]);
    expect(two.map(({ status }) => status).sort()).toEqual([200, 412]);
    const ours = (await waiting()).filter((id: string) => [early.id, late.id].includes(id));
    expect(ours).toEqual([early.id, late.id]);
    expect((await call(early.id, 'seen', 3)).body.seen).toMatchObject({ by: { id: world.staff.doctor.id } });
    const { body } = await world.as('doctor').get(`/api/v1/encounters/${early.id}/history`);
    const seen = body.changes.filter(({ fields }: { fields: string[] }) => fields.includes('seenAt'));
    expect(seen).toHaveLength(3);
  });

  it('waits in the clinic that they are sent to, though a doctor of another saw them', async () => {
    const input = { code: 'PK2', name: 'Phòng khám 2', kind: 'clinic' };
    const other = (await world.as('admin').post('/api/v1/wards', input)).body.id;
    const { id } = await arrive();
    await call(id, 'seen', 1);
    const sent = await world
      .as('doctor')
      .post(`/api/v1/encounters/${id}/transfer`, { wardId: other }, { 'If-Match': '"2"' });
    expect([sent.status, sent.body.seen]).toEqual([200, null]);
    const { items } = (await world.as('doctor').get(`/api/v1/wards/${other}/queue`)).body;
    expect(items).toMatchObject([{ encounterId: id, state: 'waiting' }]);
  });

  it('stays with the doctor once the visit is noted', async () => {
    const { id } = await arrive();
    const { body } = await write(id);
    expectProblem(await call(id, 'seen/cancel', body.encounter.version), 409, 'visit-noted');
    expect((await kept(id))?.seen).toBe(true);
  });
});
