import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAdmission } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let patient: Awaited<ReturnType<typeof anAdmission>>;
/** Lies there as well; the nurse never wrote about them. */
let other: Awaited<ReturnType<typeof anAdmission>>;
beforeAll(async () => {
  world = await startWorld();
  const [mine, elsewhere] = world.wards;
  await worksOnlyIn(world, 'nurse', mine.id);
  patient = await anAdmission(world, { wardId: mine.id, bedId: null });
  other = await anAdmission(world, { wardId: mine.id, bedId: null });
  expect((await chart()).status).toBe(201);
  await worksOnlyIn(world, 'nurse', elsewhere.id);
});
afterAll(() => world.close());

const read = ({ patientId } = other) => world.as('nurse').get(`/api/v1/patients/${patientId}/chart`);
const chart = ({ id } = patient) => {
  const vitals = { effectiveAt: new Date().toISOString(), heartRate: 80 };
  return world.as('nurse').post(`/api/v1/encounters/${id}/vitals`, vitals);
};
/** As if the patient had come long ago, and the ward had been left earlier. */
const leftAgo = (hours: number) =>
  world.sql(
    `WITH c AS MATERIALIZED (SELECT set_config('emr.context', '{"actorKind":"system","username":"test"}', true)),
     e AS (UPDATE encounter SET started_at = now() - interval '9 days' FROM c WHERE encounter.id = $3),
     s AS (UPDATE stay SET started_at = now() - interval '9 days' FROM c WHERE stay.encounter_id = $3)
     UPDATE staff_ward SET started_at = now() - interval '9 days', ended_at = now() - make_interval(hours => $2)
     FROM c WHERE staff_id = $1 AND ended_at IS NOT NULL`,
    [world.staff.nurse.id, hours, other.id],
  );

describe('Who has left a ward', () => {
  it('writes nothing more about its patients from that moment, whatever they wrote before', async () => {
    expectProblem(await chart(), 403, 'left-ward');
    const allergy = { code: { display: 'Penicilin' }, criticality: 'high' };
    const answer = await world.as('nurse').post(`/api/v1/patients/${patient.patientId}/allergies`, allergy);
    expectProblem(answer, 403, 'left-ward');
  });

  it('reads for a day, until when every answer says, and lists show them nobody of it', async () => {
    const answer = await read(patient);
    expect([answer.status, answer.headers['x-care-access']]).toEqual([
      200,
      expect.stringMatching(/^left-ward; until=/),
    ]);
    expect((await world.as('nurse').get('/api/v1/encounters?limit=100')).text).not.toContain(patient.id);
    await leftAgo(23);
    expect((await read()).status).toBe(200);
    await leftAgo(25);
    expectProblem(await read(), 403, 'no-care-relationship');
    expectProblem(await chart(other), 403, 'no-care-relationship');
  });
});
