import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { markConfidential, worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let emergency: string;
let clinic: string;
beforeAll(async () => {
  world = await startWorld();
  emergency = await aWard('CC', 'emergency');
  clinic = await aWard('PK1', 'clinic');
});
afterAll(() => world.close());

const aWard = async (code: string, kind: string): Promise<string> =>
  (await world.as('admin').post('/api/v1/wards', { code, name: `Khoa ${code}`, kind })).body.id;
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const arrive = async (minutes: number, more: object = {}) => {
  const { id: patientId } = await aPatient(world);
  const input = {
    patientId,
    class: 'emergency',
    wardId: emergency,
    reason: 'Đau ngực',
    startedAt: minutesAgo(minutes),
  };
  const { status, body } = await world.as('registrar').post('/api/v1/encounters', { ...input, ...more });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body as { id: string; patientId: string };
};
type Who = 'nurse' | 'doctor' | 'registrar';
const act = (id: string, action: string, version: number, body: object = {}, role: Who = 'doctor') =>
  world.as(role).post(`/api/v1/encounters/${id}/${action}`, body, { 'If-Match': `"${version}"` });
const triage = (id: string, level: number, version = 1) =>
  act(id, 'triage', version, { level, reason: 'Mạch 130' }, 'nurse');
const queueOf = async (ward: string, query = '', role: Who = 'doctor') =>
  (await world.as(role).get(`/api/v1/wards/${ward}/queue${query}`)).body;
const idsIn = async (ward: string, query = '') =>
  (await queueOf(ward, query)).items.map(({ encounterId }: { encounterId: string }) => encounterId);

describe('Triage', () => {
  it('tells level, reason, time and by whom, may change, and is never before the arrival', async () => {
    const { id } = await arrive(20);
    const said = await act(id, 'triage', 1, { level: 3, reason: 'Đau vừa', at: minutesAgo(18) }, 'nurse');
    const by = { id: world.staff.nurse.id, fullName: expect.any(String) };
    expect([said.status, said.body.triage]).toEqual([200, { level: 3, reason: 'Đau vừa', at: expect.any(String), by }]);
    expect((await act(id, 'triage', 2, { level: 1, reason: 'Ngất' })).body.triage).toMatchObject({ level: 1 });
    const { body } = await world.as('doctor').get(`/api/v1/encounters/${id}/history`);
    expect(body.changes.map(({ fields }: { fields: string[] }) => fields)).toMatchObject([
      expect.arrayContaining(['triageLevel', 'triagedBy']),
      expect.arrayContaining(['triageLevel', 'triagedBy']),
    ]);
    const early = await act(id, 'triage', 3, { level: 2, reason: 'Gõ nhầm', at: minutesAgo(30) });
    expect(early.status).toBe(400);
  });

  it.each([{ level: 0 }, { level: 6 }, { level: 2.5 }, { level: '2' }, {}, { level: 2, reason: ' ' }])(
    'refuses %j',
    async (input) => {
      const { id } = await arrive(1);
      expect((await act(id, 'triage', 1, { reason: 'Gõ nhầm', ...input })).status).toBe(400);
    },
  );

  it('is for who waits, by clinicians, while it goes on', async () => {
    const { id: patientId } = await aPatient(world);
    const input = { patientId, class: 'inpatient', wardId: world.wards[0].id, reason: 'Sốt' };
    const lying = (await world.as('doctor').post('/api/v1/encounters', input)).body.id;
    expectProblem(await triage(lying, 2), 409, 'triage-not-meant');
    const { id } = await arrive(5);
    expect((await act(id, 'triage', 1, { level: 2, reason: 'Gõ nhầm' }, 'registrar')).status).toBe(403);
    await act(id, 'discharge', 1, { disposition: 'home' });
    expectProblem(await triage(id, 2, 2), 409, 'encounter-closed');
  });

  it('is what the closing of an emergency asks for', async () => {
    const { id } = await arrive(5);
    const missing = async () =>
      (await world.as('doctor').get(`/api/v1/encounters/${id}/completeness`)).body.missing.map(
        ({ code }: { code: string }) => code,
      );
    expect(await missing()).toContain('triage');
    await triage(id, 4);
    expect(await missing()).not.toContain('triage');
  });
});

describe('The queue', () => {
  it('has the most urgent first, then the longest waiting, with waiting time and by when; who is not triaged stands before', async () => {
    const ward = await aWard('CC2', 'emergency');
    const late = await arrive(45, { wardId: ward });
    const urgent = await arrive(15, { wardId: ward });
    const early = await arrive(90, { wardId: ward });
    const unknown = await arrive(2, { wardId: ward });
    for (const [{ id }, level] of [
      [late, 3],
      [urgent, 2],
      [early, 3],
    ] as const) {
      await triage(id, level);
    }
    expect(await idsIn(ward)).toEqual([unknown, urgent, early, late].map(({ id }) => id));
    const { items } = await queueOf(ward);
    expect(items[1]).toMatchObject({
      state: 'waiting',
      waitedMinutes: 15,
      lateMinutes: 5,
      triage: { level: 2 },
      seen: null,
    });
    expect(items[0]).toMatchObject({ triage: null, dueAt: null, lateMinutes: 0 });
    const pages = [];
    for (let next: string | null = `/api/v1/wards/${ward}/queue?limit=1`; next;) {
      const { body } = await world.as('doctor').get(next);
      pages.push(...body.items.map(({ encounterId }: { encounterId: string }) => encounterId));
      next = body.next;
    }
    expect(pages).toEqual([unknown, urgent, early, late].map(({ id }) => id));
  });

  it('of a clinic goes by arrival; who is called in stands as with the doctor, once, and who left is gone', async () => {
    const visit = { class: 'outpatient', wardId: clinic };
    const [first, second] = [await arrive(30, visit), await arrive(10, visit)];
    expect(await idsIn(clinic)).toEqual([first.id, second.id]);
    const both = await Promise.all([act(first.id, 'seen', 1), act(first.id, 'seen', 1)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    expectProblem(await act(first.id, 'seen', 2), 409, 'already-seen');
    expect((await act(second.id, 'seen', 1, {}, 'nurse')).status).toBe(403);
    expect(await idsIn(clinic, '?state=waiting')).toEqual([second.id]);
    const { items } = await queueOf(clinic, '?state=with-doctor');
    const by = { id: world.staff.doctor.id };
    expect(items).toMatchObject([{ encounterId: first.id, state: 'with-doctor', waitedMinutes: 30, seen: { by } }]);
    await act(first.id, 'discharge', 2, { disposition: 'home' });
    expect(await idsIn(clinic)).toEqual([second.id]);
    expect((await world.as('doctor').get(`/api/v1/wards/${clinic}/queue?state=gone`)).status).toBe(400);
  });

  it('is on the trail with whom it shows, hides what is confidential from the desk, and is for those who work there', async () => {
    const ward = await aWard('PK2', 'clinic');
    const { id, patientId } = await arrive(3, { class: 'outpatient', wardId: ward });
    await triage(id, 4);
    await markConfidential(world, patientId, 'R');
    const { items } = await queueOf(ward, '', 'registrar');
    expect(items).toMatchObject([{ encounterId: id, reason: null, triage: { level: 4, reason: null } }]);
    const [event] = await world.sql('SELECT kind, patient_ids FROM audit.event ORDER BY id DESC LIMIT 1');
    expect(event).toEqual({ kind: 'list', patient_ids: [patientId] });
    await worksOnlyIn(world, 'nurse', world.wards[0].id);
    expect((await queueOf(ward, '', 'nurse')).items ?? []).toEqual([]);
    expectProblem(await act(id, 'triage', 2, { level: 1, reason: 'Gõ nhầm' }, 'nurse'), 403, 'no-care-relationship');
  });
});
