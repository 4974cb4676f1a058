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
