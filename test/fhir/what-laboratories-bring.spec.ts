import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let subject: { reference: string };
beforeAll(async () => {
  world = await startWorld();
  subject = { reference: `Patient/${(await aPatient(world)).id}` };
});
afterAll(() => world.close());

const entryOf = (resource: Readonly<Record<string, unknown>>) => ({
  fullUrl: `urn:uuid:${randomUUID()}`,
  resource,
  request: { method: 'POST', url: resource.resourceType },
});
const send = (...entry: object[]) =>
  world.as('lab').post('/fhir/R4', { resourceType: 'Bundle', type: 'transaction', entry });
const order = () =>
  entryOf({ resourceType: 'ServiceRequest', status: 'active', intent: 'order', subject, code: { text: 'Kali' } });
const specimen = () => entryOf({ resourceType: 'Specimen', subject });
const potassium = (more: object) =>
  entryOf({
    resourceType: 'Observation',
    status: 'final',
    code: { text: 'Kali' },
    subject,
    effectiveDateTime: '2026-11-01T08:00:00Z',
    valueString: 'bình thường',
    ...more,
  });

it('A laboratory brings in results with their specimen, the order that they answer and who made them', async () => {
  const [asked, taken] = [order(), specimen()];
  const value = potassium({ basedOn: [{ reference: asked.fullUrl }], specimen: { reference: taken.fullUrl } });
  const answer = await send(asked, taken, value, entryOf({ resourceType: 'Organization', name: 'Phòng xét nghiệm' }));
  expect([answer.status, answer.body.entry?.length]).toEqual([200, 4]);
});

it('A laboratory brings in as many values in one report as it has', async () => {
  const component = Array.from({ length: 300 }, (_, at) => ({
    code: { coding: [{ system: 'http://lab.example/codes', code: `${at}` }], text: `Chỉ số ${at}` },
    valueQuantity: { value: at, unit: 'mmol/L' },
  }));
  expect((await send(potassium({ component, valueString: undefined }))).status).toBe(200);
});

it('A laboratory brings in no prescription, diagnosis, allergy, visit or order of its own: each is refused by name', async () => {
  const others = [
    { resourceType: 'MedicationRequest', status: 'active', intent: 'order', subject },
    { resourceType: 'Condition', code: { text: 'Lao phổi' }, subject },
    { resourceType: 'AllergyIntolerance', code: { text: 'Penicillin' }, patient: subject },
    { resourceType: 'Encounter', status: 'finished', subject },
    { resourceType: 'Immunization', status: 'completed', patient: subject },
    { resourceType: 'Procedure', status: 'completed', subject },
  ].map(entryOf);
  const kept = () => world.sql('SELECT count(*)::int AS kept FROM fhir_source');
  const before = await kept();
  const { status, body } = await send(potassium({}), ...others, order());
  const issues = body.issue as { expression?: string[]; details?: { text: string } }[];
  expect(status).toBe(403);
  expect(issues.flatMap(({ expression }) => expression ?? [])).toEqual(
    [1, 2, 3, 4, 5, 6, 7].map((index) => `Bundle.entry[${index}].resource`),
  );
  expect(await kept()).toEqual(before);
});
