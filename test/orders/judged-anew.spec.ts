import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { historySender } from '../clients/machines.js';
import { aMedicine, anAdmission, aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 120_000);
afterAll(() => world?.close());

const CLINICAL = 'http://terminology.hl7.org/CodeSystem/condition-clinical';
const AMOXICILLIN = { system: 'http://www.whocc.no/atc', code: 'J01CA04', display: 'Amoxicillin 500 mg' };
const ENALAPRIL = { system: 'http://www.whocc.no/atc', code: 'C09AA02', display: 'Enalapril 5 mg' };
const PENICILLIN = { code: { display: 'Penicillin' }, category: 'medication' };

const tasksOf = async (focusId: string) =>
  world.sql<{ status: string; requester_id: string; about: { vi: string; en: string } }>(
    `SELECT status, requester_id, about FROM task WHERE kind = 'order-judged-anew' AND focus_id = $1 ORDER BY id`,
    [focusId],
  );
const ofMine = async (focusId: string) =>
  (await world.as('doctor').get('/api/v1/tasks/mine?limit=100')).body.items.filter(
    (task: { focusId: string; kind: string }) => task.focusId === focusId && task.kind === 'order-judged-anew',
  );

async function medicine(medication: typeof AMOXICILLIN, dose: number, sex = 'female') {
  const patient = await aPatient(world, { sex, birthDate: '1995-02-03' });
  const { id: encounterId } = await anAdmission(world, { patientId: patient.id });
  const timing = { everyHours: 12, durationDays: 5 };
  const order = await aMedicine(world, { encounterId, medication, dose: { value: dose, unit: 'mg' }, timing });
  const { number } = (await world.as('doctor').get(`/api/v1/orders/${order.id}`)).body as { number: string };
  return { ...order, number, patientId: patient.id, encounterId };
}

describe('A medicine in force', () => {
  it('is judged anew when an allergy becomes known: its prescriber is told once, what order and why', async () => {
    const order = await medicine(AMOXICILLIN, 500);
    const path = `/api/v1/patients/${order.patientId}/allergies`;
    const other = await world.as('nurse').post(path, { code: { display: 'Tôm' }, category: 'food' });
    expect([other.status, await tasksOf(order.id)]).toEqual([201, []]);
    const said = await world.as('nurse').post(path, PENICILLIN);
    expect([said.status, other.body.notice]).toEqual([201, null]);
    // Whoever says so knows at once, and reads of whom.
    expect(said.body.notice).toContain(`Đã báo người chỉ định: ${order.number} Amoxicillin 500 mg: `);
    const [task, ...more] = await ofMine(order.id);
    expect([task.patient.id, more]).toEqual([order.patientId, []]);
    expect(task.about).toContain(`${order.number} Amoxicillin 500 mg: `);
    expect(task.about).toContain('Penicillin');
    expect((await tasksOf(order.id))[0]?.requester_id).toBe(world.staff.doctor.id);

    expect((await world.as('doctor').post(`/api/v1/tasks/${task.id}/acknowledge`, {})).status).toBe(200);
    await world.as('nurse').post(path, { code: { display: 'Cua' }, category: 'food' });
    expect(await tasksOf(order.id)).toHaveLength(1);
  });

  it('waits for nobody once the allergy is refuted, or the medicine is stopped', async () => {
    const order = await medicine(AMOXICILLIN, 500);
    const { body: allergy } = await world.as('nurse').post(`/api/v1/patients/${order.patientId}/allergies`, PENICILLIN);
    expect(await ofMine(order.id)).toHaveLength(1);
    const refuted = await world
      .as('doctor')
      .patch(
        `/api/v1/allergies/${allergy.id}`,
        { verificationStatus: 'refuted' },
        { 'If-Match': `"${allergy.version}"` },
      );
    expect([refuted.status, await ofMine(order.id)]).toEqual([200, []]);
    const stopped = await medicine(AMOXICILLIN, 500);
    await world.as('nurse').post(`/api/v1/patients/${stopped.patientId}/allergies`, PENICILLIN);
    const reason = { reason: 'Dị ứng' };
    await world
      .as('doctor')
      .post(`/api/v1/orders/${stopped.id}/discontinue`, reason, { 'If-Match': `"${stopped.version}"` });
    expect(await ofMine(stopped.id)).toEqual([]);
  });

  it('is judged anew when a pregnancy becomes known, in the history or in the encounter', async () => {
    const [known, decided] = [await medicine(ENALAPRIL, 5), await medicine(ENALAPRIL, 5)];
    const said = await world.as('doctor').post(`/api/v1/patients/${known.patientId}/history`, {
      kind: 'pregnancy',
      state: 'pregnant',
      gestationalWeeks: 12,
    });
    expect([said.status, said.body.notice]).toEqual([201, expect.stringContaining(`${known.number} Enalapril`)]);
    expect((await tasksOf(known.id)).map(({ status }) => status)).toEqual(['open']);
    const set = await world.as('doctor').post(`/api/v1/encounters/${decided.encounterId}/pregnancy`, {
      status: 'pregnant',
      reason: 'Thử thai dương tính',
    });
    expect([set.status, set.body.notice]).toEqual([201, expect.stringContaining(`${decided.number} Enalapril`)]);
    expect((await tasksOf(decided.id))[0]?.about.en).toContain('Enalapril');
  });

  it('is judged anew when a diagnosis says so, or the sex or birth date is corrected', async () => {
    const [diagnosed, corrected] = [await medicine(ENALAPRIL, 5), await medicine(ENALAPRIL, 5, 'male')];
    const doctor = world.as('doctor');
    const code = { system: 'icd-10', code: 'Z34', display: 'Theo dõi thai thường' };
    const { status, body: problem } = await doctor.post(`/api/v1/patients/${diagnosed.patientId}/problems`, { code });
    expect([status, problem.notice]).toEqual([201, expect.stringContaining(`${diagnosed.number} Enalapril`)]);
    expect((await tasksOf(diagnosed.id)).map((task) => task.status)).toEqual(['open']);
    const match = { 'If-Match': `"${problem.version}"` };
    const refuted = await doctor.patch(`/api/v1/problems/${problem.id}`, { verificationStatus: 'refuted' }, match);
    expect([refuted.status, (await tasksOf(diagnosed.id)).map((task) => task.status)]).toEqual([200, ['settled']]);
    expect(refuted.body.notice).toBeNull();
    const confirmed = ['icd-10-sex'];
    const path = `/api/v1/patients/${corrected.patientId}`;
    const said = { kind: 'pregnancy', state: 'pregnant', gestationalWeeks: 12, confirmed };
    expect((await doctor.post(`${path}/history`, said)).status).toBe(201);
    expect(await tasksOf(corrected.id)).toEqual([]);
    const { version } = (await doctor.get(path)).body;
    expect((await doctor.patch(path, { sex: 'female' }, { 'If-Match': `"${version}"` })).status).toBe(200);
    expect((await tasksOf(corrected.id)).map(({ status }) => status)).toEqual(['open']);
  });

  it('is judged anew when another system brings the diagnosis, alone or among many, or says it otherwise later', async () => {
    const [alone, among] = [await medicine(ENALAPRIL, 5), await medicine(ENALAPRIL, 5)];
    const machine = await historySender(world);
    const conditionOf = ({ patientId }: { patientId: string }, code: string, id = randomUUID()) => ({
      resourceType: 'Condition',
      id,
      subject: { reference: `Patient/${patientId}` },
      clinicalStatus: { coding: [{ system: CLINICAL, code: 'active' }] },
      code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code, display: `Mã ${code}` }] },
    });
    const send = (...conditions: ReturnType<typeof conditionOf>[]) =>
      machine.post('/fhir/R4', {
        resourceType: 'Bundle',
        type: 'transaction',
        entry: conditions.map((resource) => ({
          fullUrl: `http://old.example/fhir/Condition/${resource.id}`,
          resource,
          request: { method: 'PUT', url: `Condition/${resource.id}` },
        })),
      });
    const hypertension = conditionOf(alone, 'I10');
    expect((await send(hypertension)).status).toBe(200);
    expect(await tasksOf(alone.id)).toEqual([]);
    expect((await send(conditionOf(alone, 'O10', hypertension.id))).status).toBe(200);
    expect((await tasksOf(alone.id)).map((task) => task.status)).toEqual(['open']);
    expect((await send(conditionOf(among, 'J18.9'), conditionOf(among, 'Z34'), conditionOf(among, 'Z34'))).status).toBe(
      200,
    );
    expect((await tasksOf(among.id)).map((task) => task.status)).toEqual(['open']);
    expect((await send(hypertension)).status).toBe(200);
    expect((await tasksOf(alone.id)).map((task) => task.status)).toEqual(['settled']);
  });

  it('is judged anew when its record is merged with one that knows of an allergy', async () => {
    const order = await medicine(AMOXICILLIN, 500);
    const other = await aPatient(world);
    await world.as('nurse').post(`/api/v1/patients/${other.id}/allergies`, PENICILLIN);
    const { body } = await world.as('records-officer').get(`/api/v1/patients/${order.patientId}`);
    const merged = await world
      .as('records-officer')
      .post(
        `/api/v1/patients/${order.patientId}/merge`,
        { otherId: other.id, reason: 'Một người, hai hồ sơ' },
        { 'If-Match': `"${body.version}"` },
      );
    expect(merged.status).toBe(201);
    expect((await tasksOf(order.id)).map(({ status }) => status)).toEqual(['open']);
    const parted = await world
      .as('records-officer')
      .post(
        `/api/v1/patients/${order.patientId}/unmerge`,
        { mergeId: merged.body.mergeId, reason: 'Hai người' },
        { 'If-Match': `"${merged.body.version}"` },
      );
    expect(parted.status).toBe(200);
    expect((await tasksOf(order.id)).map(({ status }) => status)).toEqual(['settled']);
  });

  it('is judged anew for both when their records are parted, whichever of them it is the medicine of', async () => {
    const officer = world.as('records-officer');
    const merge = async (id: string, otherId: string) => {
      const { version } = (await officer.get(`/api/v1/patients/${id}`)).body;
      const asked = { otherId, reason: 'Một người, hai hồ sơ' };
      return (await officer.post(`/api/v1/patients/${id}/merge`, asked, { 'If-Match': `"${version}"` })).body;
    };
    const part = async (id: string, mergeId: string) => {
      const { version } = (await officer.get(`/api/v1/patients/${id}`)).body;
      const asked = { mergeId, reason: 'Hai người' };
      return (await officer.post(`/api/v1/patients/${id}/unmerge`, asked, { 'If-Match': `"${version}"` })).status;
    };
    const stateOf = async (id: string) => (await tasksOf(id)).map(({ status }) => status);
    const allergic = await aPatient(world);
    await world.as('nurse').post(`/api/v1/patients/${allergic.id}/allergies`, PENICILLIN);
    const order = await medicine(AMOXICILLIN, 500);
    const { mergeId } = await merge(allergic.id, order.patientId);
    expect(await stateOf(order.id)).toEqual(['open']);
    expect([await part(allergic.id, mergeId), await stateOf(order.id)]).toEqual([200, ['settled']]);
    // Both know of the allergy; it is refuted where both are one, and is the other's again.
    const known = await medicine(AMOXICILLIN, 500);
    await world.as('nurse').post(`/api/v1/patients/${known.patientId}/allergies`, PENICILLIN);
    const again = await merge(allergic.id, known.patientId);
    const { body } = await world.as('doctor').get(`/api/v1/patients/${allergic.id}/allergies`);
    const held = (body.items as { id: string; version: number; clinicalStatus: string }[]).find(
      ({ clinicalStatus }) => clinicalStatus === 'active',
    )!;
    const wrong = { verificationStatus: 'refuted' };
    await world.as('doctor').patch(`/api/v1/allergies/${held.id}`, wrong, { 'If-Match': `"${held.version}"` });
    expect(await stateOf(known.id)).toEqual(['settled']);
    expect([await part(allergic.id, again.mergeId), await stateOf(known.id)]).toEqual([200, ['settled', 'open']]);
  });
});
