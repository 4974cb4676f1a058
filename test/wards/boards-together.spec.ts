import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../src/platform/routes/policy.js';
import { anAdmission, aPatient } from '../support/builders.js';
import { isPatient, markConfidential, worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
/** Patients in both wards: one whom all may see, a confidential one, and the head nurse herself. */
const inWard: string[][] = [];
beforeAll(async () => {
  world = await startWorld();
  const [medicine, surgery] = world.wards;
  for (const ward of [medicine, surgery]) {
    const open = await anAdmission(world, { wardId: ward.id, bedId: elementAt(ward.beds, 0).id });
    const { id: patientId } = await aPatient(world, { confidentiality: 'V' });
    const body = { patientId, class: 'inpatient', wardId: ward.id, bedId: elementAt(ward.beds, 1).id, reason: 'Sốt' };
    expect((await world.as('registrar').post('/api/v1/encounters', body)).status).toBe(201);
    inWard.push([open.patientId, patientId]);
  }
  await isPatient(world, 'head-nurse', elementAt(elementAt(inWard, 0), 0));
  await worksOnlyIn(world, 'nurse', medicine.id);
  await worksOnlyIn(world, 'head-nurse', medicine.id);
  await worksOnlyIn(world, 'department-head');
});
afterAll(() => world.close());

/** Places in `inWard` of those whom each is shown, by ward; the doctor is on call for the whole hospital. */
const SHOWN: readonly [Role, number, readonly number[]][] = [
  ['nurse', 0, [0, 1]],
  ['nurse', 1, []],
  ['head-nurse', 0, [1]],
  ['department-head', 0, []],
  ['doctor', 1, [0]],
  ['registrar', 0, [0, 1]],
  ['registrar', 1, [0, 1]],
];

describe('Boards asked for at the same moment', () => {
  it('each show what their person may see, free and taken beds alike, and are each on the trail', async () => {
    const asked = [...SHOWN, ...SHOWN, ...SHOWN];
    const answers = await Promise.all(
      asked.map(([role, ward]) => world.as(role).get(`/api/v1/wards/${elementAt(world.wards, ward).id}/board`)),
    );
    for (const [at, [role, ward, places]] of asked.entries()) {
      const { status, body, headers } = elementAt(answers, at);
      const items = body.items as { bed: { taken: boolean } | null; encounter: { patientId: string } | null }[];
      const shown = items.flatMap(({ encounter }) => encounter?.patientId ?? []);
      const expected = places.map((place) => elementAt(inWard, ward)[place]);
      expect([role, ward, status, body.wardId, shown]).toEqual([
        role,
        ward,
        200,
        elementAt(world.wards, ward).id,
        expected,
      ]);
      expect(items.filter(({ bed }) => bed?.taken)).toHaveLength(2);
      const events = await world.sql<{ username: string; patient_ids: string[] }>(
        'SELECT username, patient_ids FROM audit.event WHERE request_id = $1',
        [headers['x-request-id']],
      );
      expect(events).toEqual([{ username: role, patient_ids: expect.arrayContaining(expected) }]);
      expect(elementAt(events, 0).patient_ids).toHaveLength(expected.length);
    }
  });

  it('show nothing charted to those who read no charts, though others beside them do', async () => {
    const board = `/api/v1/wards/${world.wards[0].id}/board`;
    await markConfidential(world, elementAt(elementAt(inWard, 0), 1), 'V');
    const [nurse, registrar] = await Promise.all([world.as('nurse').get(board), world.as('registrar').get(board)]);
    const reasonIn = ({ body }: typeof nurse) =>
      (body.items as { encounter: { patientId: string; reason: string | null } | null }[]).find(
        ({ encounter }) => encounter?.patientId === elementAt(inWard, 0)[1],
      )?.encounter?.reason;
    expect([reasonIn(nurse), reasonIn(registrar)]).toEqual(['Sốt', null]);
  });

  it('tell everybody in their own language, and who see the same the same', async () => {
    const board = `/api/v1/wards/${world.wards[0].id}/board`;
    const asked = ['vi', 'en', 'vi', 'en'].map((language) =>
      world.as('nurse').get(board, { 'Accept-Language': language }),
    );
    const answers = await Promise.all([...asked, world.as('registrar').get(board, { 'Accept-Language': 'en' })]);
    const [vi, en, again, , registrar] = answers.map(({ body, headers }) => ({
      text: JSON.stringify(body),
      told: [headers['content-type'], headers['content-language'], Number(headers['content-length'])],
      age: (body.items as { encounter: { patient: { age: { text: string } } } | null }[])[0]?.encounter?.patient.age
        .text,
      length: Buffer.byteLength(JSON.stringify(body)),
    }));
    expect(vi?.told).toEqual(['application/json; charset=utf-8', 'vi', vi?.length]);
    expect([vi?.age, en?.age]).toEqual([expect.stringContaining('tuổi'), expect.stringContaining('year')]);
    expect([again?.text === vi?.text, en?.text === vi?.text, registrar?.text === en?.text]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('tell what changed since they were last read, however lately', async () => {
    const board = `/api/v1/wards/${world.wards[0].id}/board`;
    const patientId = elementAt(elementAt(inWard, 0), 0);
    const rateOf = async () => {
      const { body } = await world.as('nurse').get(board);
      const items = body.items as {
        encounter: { id: string; patientId: string; vitals: { heartRate: number } | null } | null;
      }[];
      const { id, vitals } = items.find(({ encounter }) => encounter?.patientId === patientId)!.encounter!;
      return { id, rate: vitals?.heartRate };
    };
    const { id } = await rateOf();
    for (const heartRate of [81, 82, 83]) {
      expect((await world.as('nurse').post(`/api/v1/encounters/${id}/vitals`, { heartRate })).status).toBe(201);
      expect([(await rateOf()).rate, (await rateOf()).rate]).toEqual([heartRate, heartRate]);
    }
  });
});
