import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anEncounter, anOrder, aPatient, PANEL } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { aLis, hl7Time, message, obr, pid, PUBLIC_URL, type Lis } from '../hl7v2/messages.js';
import { isUnit } from '../../src/clinical/datatypes/unit-conversion.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
let lis: Lis;
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  lis = await aLis(world, 'lis');
});
afterAll(() => world.close());

type Row = readonly [unit: string, test: string, value: number, critical: boolean | null];
const [K, NA, CA, GLUCOSE, HB, PLATELETS, WBC, CREATININE, LACTATE, INR, PH] = [
  ...['2823-3', '2951-2', '2000-8', '2345-7', '718-7', '777-3', '6690-2', '2160-0', '2524-7', '6301-6', '2744-1'],
] as [string, string, string, string, string, string, string, string, string, string, string];

/** Units as laboratories write them; whether the value has to be told at once; null: nobody here can say. */
const ROWS: readonly Row[] = [
  ['mmol/L', K, 7.1, true],
  ['mmol/l', K, 4.1, false],
  ['mEq/L', K, 7.1, true],
  ['meq/l', K, 7.1, true],
  ['MMOL/L', K, 7.1, true],
  ['mmol / L', K, 7.1, true],
  ['mmol.L-1', K, 7.1, true],
  ['mEq/l', NA, 118, true],
  ['µmol/L', CREATININE, 900, true],
  ['μmol/L', CREATININE, 900, true],
  ['umol/l', CREATININE, 900, true],
  ['mcmol/L', CREATININE, 80, false],
  ['mg/dl', CREATININE, 11, true],
  ['mg%', CREATININE, 11, true],
  ['mg/dL', GLUCOSE, 40, true],
  ['mg/100mL', GLUCOSE, 40, true],
  ['mmol/L', GLUCOSE, 5.6, false],
  ['mg/dL', CA, 6.4, true],
  ['g/dl', HB, 4, true],
  ['g/dL', HB, 13, false],
  ['gm%', HB, 4, true],
  ['g%', HB, 4, true],
  ['g/L', HB, 40, true],
  ['G/DL', HB, 4, true],
  ['g/100ml', HB, 4, true],
  ['G/L', PLATELETS, 12, true],
  ['G/l', PLATELETS, 250, false],
  ['10^9/L', PLATELETS, 12, true],
  ['10*9/L', PLATELETS, 12, true],
  ['x10^9/l', PLATELETS, 12, true],
  ['K/uL', PLATELETS, 12, true],
  ['K/µL', PLATELETS, 12, true],
  ['x10E3/uL', PLATELETS, 12, true],
  ['10³/µL', PLATELETS, 12, true],
  ['10(3)/mm3', PLATELETS, 12, true],
  ['Giga/L', PLATELETS, 12, true],
  ['tế bào/mm3', WBC, 400, true],
  ['/mm3', WBC, 8000, false],
  ['cells/µL', WBC, 400, true],
  ['mg/dL', LACTATE, 60, true],
  ['INR', INR, 6, true],
  ['', INR, 2.5, false],
  ['pH', PH, 7.1, true],
  // What is not known, or fits something else, is not judged: never "not critical".
  ['đơn vị', K, 7.1, null],
  ['mm[Hg]', K, 7.1, null],
  ['mmHg', K, 7.1, null],
  ['U/L', K, 7.1, null],
  ['IU/L', GLUCOSE, 2, null],
  ['giây', INR, 60, null],
  ['sec', INR, 60, null],
  ['%', HB, 4, null],
  ['', K, 7.1, null],
  ['??', PLATELETS, 12, null],
];
const told = (rows: readonly Row[], values: readonly { critical: boolean | null }[]) =>
  rows.map(([unit, test, value], at) => `${value} ${unit} of ${test}: ${elementAt(values, at).critical}`);
const expected = ROWS.map(([unit, test, value, critical]) => `${value} ${unit} of ${test}: ${critical}`);
const order = async () => {
  const patient = await aPatient(world);
  const { id: encounterId } = await anEncounter(world, { patientId: patient.id });
  return { patient, order: await anOrder(world, { encounterId, code: PANEL }) };
};
const seen = async (patientId: string) =>
  (await world.as('doctor').get(`/api/v1/patients/${patientId}/results`)).body.items[0].observations;

it('A value is judged in every unit that laboratories write, and not judged in others, as FHIR', async () => {
  const { patient, order: asked } = await order();
  const subject = { reference: `Patient/${patient.id}` };
  const effectiveDateTime = new Date(Date.now() - 3_600_000).toISOString();
  const contained = ROWS.map(([unit, code, value], at) => ({
    ...{ resourceType: 'Observation', id: `v${at}`, status: 'final', subject, effectiveDateTime },
    code: { coding: [{ system: 'http://loinc.org', code }], text: `Trị số ${at}` },
    valueQuantity: { value, ...(unit && { unit }) },
  }));
  const answer = await world.as('lab').post('/fhir/R4/DiagnosticReport', {
    ...{ resourceType: 'DiagnosticReport', status: 'final', subject, effectiveDateTime, contained },
    basedOn: [{ reference: `ServiceRequest/${asked.id}` }],
    code: { text: 'Xét nghiệm' },
    result: contained.map(({ id }) => ({ reference: `#${id}` })),
  });
  expect(answer.status).toBe(201);
  expect(told(ROWS, await seen(patient.id))).toEqual(expected);
});

it('The same as HL7 v2; a unit that nobody knows waits with its message for a person', async () => {
  const escaped = (unit: string) => unit.replaceAll('^', '\\S\\');
  const sent = async (rows: readonly Row[], filler: string) => {
    const { patient, order: asked } = await order();
    const values = rows.map(
      ([unit, code, value], at) => `OBX|${at + 1}|NM|${code}^Trị số ${at}^LN|${at + 1}|${value}|${escaped(unit)}|||||F`,
    );
    const panel = obr(asked.number, filler, { code: `${PANEL.code}^${PANEL.display}^LN`, at: hl7Time(2) });
    return { patient, ack: await lis.send(message([pid({ mrn: patient.mrn }), panel, ...values])) };
  };
  const nonsense = ROWS.filter(([unit]) => unit !== '' && !isUnit(unit));
  expect(nonsense.map(([unit]) => unit)).toEqual(['đơn vị', '??']);
  const known = ROWS.filter((row) => !nonsense.includes(row));
  const { patient, ack } = await sent(known, 'U1');
  expect(ack).toMatchObject({ code: 'AA', errors: [] });
  const judged = known.map(([unit, test, value, critical]) => `${value} ${unit} of ${test}: ${critical}`);
  expect(told(known, await seen(patient.id))).toEqual(judged);
  const waits = await sent(nonsense, 'U2');
  expect(waits.ack.errors.map(({ ours }) => ours)).toEqual(['kept', 'unit-unmapped', 'unit-unmapped']);
});

describe('A number whose sender named two units', () => {
  const told = async (patientId: string) =>
    (await seen(patientId)).map((one: Record<string, unknown>) => [
      one.unit,
      one.unitWritten,
      one.critical,
      one.notJudgedBecause,
    ]);
  const EXPECTED = [
    ['mg/dL', 'g/L', null, 'unit-contradicts'],
    // Of the same size: judged, and kept as it was written.
    ['mmol/L', 'mEq/L', false, null],
  ];

  it('is shown with both, and judged by neither, as FHIR', async () => {
    const { patient, order: asked } = await order();
    const subject = { reference: `Patient/${patient.id}` };
    const effectiveDateTime = new Date(Date.now() - 3_600_000).toISOString();
    const value = (code: string, unit: string, ucum: string) => ({
      ...{ resourceType: 'Observation', id: `v${code}`, status: 'final', subject, effectiveDateTime },
      code: { coding: [{ system: 'http://loinc.org', code }], text: `Trị số ${code}` },
      valueQuantity: { value: 5.6, unit, system: 'http://unitsofmeasure.org', code: ucum },
    });
    const contained = [value(GLUCOSE, 'g/L', 'mg/dL'), value(K, 'mEq/L', 'mmol/L')];
    const answer = await world.as('lab').post('/fhir/R4/DiagnosticReport', {
      ...{ resourceType: 'DiagnosticReport', status: 'final', subject, effectiveDateTime, contained },
      basedOn: [{ reference: `ServiceRequest/${asked.id}` }],
      ...{ code: { text: 'Xét nghiệm' }, result: contained.map(({ id }) => ({ reference: `#${id}` })) },
    });
    expect(answer.status).toBe(201);
    expect(await told(patient.id)).toEqual(EXPECTED);
    const report = (await world.as('doctor').get(`/api/v1/patients/${patient.id}/results`)).body.items[0];
    expect(report.critical).toBeNull();
    expect(report.observations[0].notJudgedText).toContain('hai đơn vị khác nhau');
  });

  it('the same as HL7 v2, and again as one alone', async () => {
    const { patient, order: asked } = await order();
    const panel = obr(asked.number, 'U3', { code: `${PANEL.code}^${PANEL.display}^LN`, at: hl7Time(2) });
    const values = [`1|NM|${GLUCOSE}^Đường^LN||5.6|mg/dL^g/L^UCUM`, `2|NM|${K}^Kali^LN||5.6|mmol/L^mEq/L^UCUM`];
    await lis.send(message([pid({ mrn: patient.mrn }), panel, ...values.map((one) => `OBX|${one}|||||F`)]));
    expect(await told(patient.id)).toEqual(EXPECTED);
    const alone = {
      ...{ resourceType: 'Observation', status: 'final', subject: { reference: `Patient/${patient.id}` } },
      effectiveDateTime: new Date(Date.now() - 1_800_000).toISOString(),
      category: [{ coding: [{ code: 'laboratory' }] }],
      code: { coding: [{ system: 'http://loinc.org', code: NA }], text: 'Natri' },
      valueQuantity: { value: 118, unit: 'mg/dL', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
    };
    expect((await world.as('lab').post('/fhir/R4/Observation', alone)).status).toBe(201);
    const { body } = await world.as('doctor').get(`/api/v1/patients/${patient.id}/observations?code=${NA}`);
    expect(body.items[0]).toMatchObject({ critical: null, notJudgedBecause: 'unit-contradicts' });
  });
});
