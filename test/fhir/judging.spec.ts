import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anOrder, PANEL } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const LOINC = { system: 'http://loinc.org', code: '2823-3', display: 'Potassium' };
const LOCAL = { system: 'http://lab.example', code: 'K', display: 'Kali' };
const V3 = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation';
const haemoglobin = { coding: [{ system: 'http://loinc.org', code: '718-7' }], text: 'Hemoglobin' };

/** How the doctor sees the one value of a report that a laboratory sends as FHIR. */
async function seen(observation: object) {
  const order = await anOrder(world, { code: PANEL });
  const subject = { reference: `Patient/${order.patientId}` };
  const effectiveDateTime = new Date(Date.now() - 3_600_000).toISOString();
  const value = { resourceType: 'Observation', id: 'v', status: 'final', subject, effectiveDateTime, ...observation };
  const answer = await world.as('lab').post('/fhir/R4/DiagnosticReport', {
    resourceType: 'DiagnosticReport',
    status: 'final',
    basedOn: [{ reference: `ServiceRequest/${order.id}` }],
    subject,
    code: { coding: [LOINC] },
    effectiveDateTime,
    contained: [value],
    result: [{ reference: '#v' }],
  });
  expect(answer.status).toBe(201);
  const { body } = await world.as('doctor').get(`/api/v1/results/${answer.body.id}`);
  return body.observations[0];
}
const potassium = (value: number, unit = 'mmol/L') => ({ code: { coding: [LOINC] }, valueQuantity: { value, unit } });

describe('A value that came as FHIR is judged', () => {
  it('by its LOINC code, wherever that stands among its codings', async () => {
    const code = { coding: [LOCAL, LOINC], text: 'Kali' };
    expect(await seen({ ...potassium(7.5, 'mEq/L'), code })).toMatchObject({ code: '2823-3', critical: true });
  });

  it('by the most urgent flag, and by no sign of the laboratory alone', async () => {
    const flags = (...coding: object[]) => ({ ...potassium(5.6), interpretation: [{ coding }] });
    const urgent = await seen(flags({ system: 'http://lab.example', code: '**' }, { system: V3, code: 'HH' }));
    expect(urgent).toMatchObject({ interpretation: 'HH', critical: true });
    expect(await seen(flags({ system: 'http://lab.example', code: 'zzz' }))).toMatchObject({ critical: false });
  });

  it('by a range in another unit after that was converted, and by none that does not fit', async () => {
    const range = (unit: string) => [{ low: { value: 120, unit }, high: { value: 160, unit } }];
    const hb = { code: haemoglobin, valueQuantity: { value: 13, unit: 'g/dL' } };
    expect(await seen({ ...hb, referenceRange: range('g/L') })).toMatchObject({
      interpretation: 'N',
      referenceLow: 12,
      referenceHigh: 16,
    });
    const unfit = await seen({ ...hb, referenceRange: range('mm[Hg]') });
    expect(unfit).toMatchObject({ referenceLow: null, referenceText: '120–160 mm[Hg]' });
  });

  it("by the patient's own of several ranges, and shows all", async () => {
    const [patient] = await world.sql<{ sex: string }>('SELECT sex FROM patient ORDER BY id DESC LIMIT 1');
    expect(patient?.sex ?? 'female').toBe('female');
    const of = (code: string, low: number) => ({
      low: { value: low, unit: 'g/dL' },
      appliesTo: [{ coding: [{ system: 'http://hl7.org/fhir/administrative-gender', code }] }],
    });
    const hb = { code: haemoglobin, valueQuantity: { value: 12.5, unit: 'g/dL' } };
    const value = await seen({ ...hb, referenceRange: [of('male', 13.5), of('female', 12)] });
    expect(value).toMatchObject({ interpretation: 'N', referenceLow: 12, referenceText: '≥ 13.5 g/dL' });
  });
});

describe('A critical value that comes alone', () => {
  const alone = (more: object = {}) => ({
    resourceType: 'Observation',
    id: randomUUID(),
    status: 'final',
    effectiveDateTime: new Date(Date.now() - 3_600_000).toISOString(),
    ...potassium(7.5),
    ...more,
  });
  const open = async (patientId: string) =>
    (await world.as('doctor').get('/api/v1/results/critical?status=open&limit=100')).body.items.filter(
      ({ patient }: { patient: { id: string } }) => patient.id === patientId,
    );

  it('opens the task that one in a report does, and is read back; its correction takes its place', async () => {
    const order = await anOrder(world);
    const subject = { reference: `Patient/${order.patientId}` };
    const sent = alone({ subject });
    const lab = world.as('lab');
    expect((await lab.post('/fhir/R4/Observation', sent)).status).toBe(201);
    expect(await open(order.patientId)).toMatchObject([{ focus: 'observation', observations: [{ value: 7.5 }] }]);
    const corrected = { ...sent, status: 'corrected', ...potassium(7.9) };
    expect((await lab.post('/fhir/R4/Observation', corrected)).status).toBe(200);
    const [task, ...others] = await open(order.patientId);
    expect([task.display, task.observations[0].value, others]).toEqual(['Potassium', 7.9, []]);
    const acknowledge = (readBack: string) =>
      world.as('doctor').post(`/api/v1/tasks/${task.id}/acknowledge`, { readBack });
    expect([(await acknowledge('Kali 7,5')).status, (await acknowledge('Kali 7,9')).status]).toEqual([422, 200]);
  });

  it('is told of once with the report that it comes in, or that takes it in later', async () => {
    const order = await anOrder(world);
    const subject = { reference: `Patient/${order.patientId}` };
    const value = alone({ subject });
    const report = {
      resourceType: 'DiagnosticReport',
      id: randomUUID(),
      status: 'final',
      subject,
      code: { coding: [LOINC] },
      effectiveDateTime: value.effectiveDateTime,
      result: [{ reference: `Observation/${value.id}` }],
    };
    expect((await world.as('lab').post('/fhir/R4/Observation', value)).status).toBe(201);
    expect((await world.as('lab').post('/fhir/R4/DiagnosticReport', report)).status).toBe(201);
    const second = alone({ subject });
    const result = [{ reference: `Observation/${second.id}` }];
    const entry = [second, { ...report, id: randomUUID(), result }].map((resource) => ({
      resource,
      request: { method: 'POST', url: resource.resourceType },
    }));
    expect(
      (await world.as('lab').post('/fhir/R4', { resourceType: 'Bundle', type: 'transaction', entry })).status,
    ).toBe(200);
    const tasks = await open(order.patientId);
    expect(tasks.map(({ focus }: { focus: string }) => focus)).toEqual(['diagnostic_report', 'diagnostic_report']);
  });
});

describe('What is found and has no critical limit', () => {
  const DENGUE = { coding: [{ system: 'http://loinc.org', code: '75377-2' }], text: 'Dengue NS1' };
  const snomed = (code: string, display: string) => ({
    valueCodeableConcept: { coding: [{ system: 'http://snomed.info/sct', code, display }] },
  });
  it.each<[object, boolean | null]>([
    [{ valueString: 'Dương tính' }, null],
    [{ valueString: 'Âm tính' }, false],
    [snomed('10828004', 'Có'), null],
    [snomed('260385009', 'Không'), false],
  ])('is never said not to be critical: %j', async (value, critical) => {
    const seenAs = await seen({ code: DENGUE, ...value });
    expect(seenAs.critical).toBe(critical);
    expect(seenAs.notJudgedBecause).toBe(critical === null ? 'positive' : null);
  });
});
