import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anEncounter, anOrder, aPatient, PANEL } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { aLis, hl7Time, message, obr, pid, PUBLIC_URL, type Lis } from '../hl7v2/messages.js';
import { hoursAgo } from './reports.js';

let world: World;
let lis: Lis;
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  lis = await aLis(world, 'lis');
}, 120_000);
afterAll(() => world?.close());

const LOINC = 'http://loinc.org';
const [K, NA, CA, GLUCOSE, HB, PLATELETS, WBC, CREATININE, LACTATE, INR, PH, CULTURE] = [
  ...[
    '2823-3',
    '2951-2',
    '2000-8',
    '2345-7',
    '718-7',
    '777-3',
    '6690-2',
    '2160-0',
    '2524-7',
    '6301-6',
    '2744-1',
    '600-7',
  ],
] as [string, string, string, string, string, string, string, string, string, string, string, string];

/** A number with its unit, perhaps beyond what was measured; or words. */
type Sent = readonly [
  test: string,
  value: number | string,
  unit: string,
  criticality: string,
  comparator?: '<' | '>' | '<=' | '>=',
];
const [YES, NO, UNKNOWN] = ['critical', 'not-critical', 'not-judged'];

/** Reckoned by hand: molar masses K 39.1, Na 22.99, Ca 40.08, glucose 180.16, creatinine 113.12, lactic acid 90.08, Hb(Fe) 16 114 g/mol. */
const SENT: readonly Sent[] = [
  [K, 28, 'mg/dL', YES], // 7.16 mmol/L
  [K, 0.28, 'g/L', YES],
  [K, 16, 'mg/dL', NO], // 4.09
  [K, 0.71, 'mmol/dL', YES],
  [K, 7100, 'umol/L', YES],
  [K, 4100, 'µmol/L', NO],
  [K, 6.2, 'mmol/L', NO],
  [K, 6.21, 'mEq/L', YES],
  [K, 2.8, 'mmol/L', NO],
  [K, 2.79, 'mval/L', YES],
  [K, 7.1, 'mM', YES],
  [K, 7.1, 'mmol/d', UNKNOWN],
  [K, 7.1, 'mmol', UNKNOWN],
  [K, 7.1, 'mmol/kg', UNKNOWN],
  [K, 2, 'mmol/L', YES, '<'],
  [K, 3, 'mmol/L', UNKNOWN, '>'],
  [K, 8, 'mmol/L', YES, '>='],
  [K, '7,3 mmol/L', '', YES],
  [K, '4.4 mmol/L', '', NO],
  [K, 'vỡ hồng cầu', '', UNKNOWN],
  [NA, 270, 'mg/dL', YES], // 117
  [NA, 320, 'mg/dL', NO], // 139
  [NA, 3.7, 'g/L', YES], // 161
  [NA, 161, 'mmoL/L', YES],
  [NA, 0.118, 'mol/L', YES],
  [GLUCOSE, 0.4, 'g/L', YES], // 2.2
  [GLUCOSE, 1, 'g/L', NO],
  [GLUCOSE, 460, 'mg/dl', YES], // 25.5
  [GLUCOSE, 440, 'MG/DL', NO], // 24.4
  [GLUCOSE, 5000, 'mg/L', YES],
  [GLUCOSE, 2.4, 'Mmol/L', YES],
  [GLUCOSE, 600, 'mg/dL', YES, '>'],
  [GLUCOSE, 50, 'mmol/mol', UNKNOWN],
  [CA, 3.2, 'mEq/L', YES], // 1.6
  [CA, 4.7, 'meq/L', NO], // 2.35
  [CA, 64, 'mg/L', YES],
  [CA, 64, 'ug/mL', YES],
  [CA, 13.1, 'mg/dL', YES], // 3.27
  [HB, 3.9, 'mmol/L', YES], // 62.8 g/L
  [HB, 8.5, 'mmol/L', NO],
  [HB, 65, 'mg/mL', YES],
  [HB, 6.9, 'gm/dL', YES],
  [HB, 7, 'g/dL', NO],
  [HB, 69, 'gm/L', YES],
  [PLATELETS, 12_000, '/uL', YES],
  [PLATELETS, 12_000, '/mm3', YES],
  [PLATELETS, 150_000, 'cells/uL', NO],
  [PLATELETS, 19, 'Thou/uL', YES],
  [PLATELETS, 0.012, '10*6/uL', YES],
  [PLATELETS, 12, '10^3/mm3', YES],
  [PLATELETS, 12, 'T/L', NO], // 12 000 thousand millions: absurd, and not low
  [WBC, 0.9, '10³/µL', YES],
  [WBC, 51, 'G/l', YES],
  [WBC, 50, 'K/uL', NO],
  [CREATININE, 0.9, 'mmol/L', YES],
  [CREATININE, 7.5, 'mg/dL', YES], // 663
  [CREATININE, 7.2, 'mg/dL', NO], // 636
  [CREATININE, 110, 'mg/L', YES],
  [LACTATE, 45, 'mg/dL', YES], // 5.0
  [LACTATE, 18, 'mg/dL', NO],
  [LACTATE, 5, 'mEq/L', YES],
  [INR, 5.1, '{INR}', YES],
  [INR, 5, '{ratio}', NO],
  [PH, 7.19, '[pH]', YES],
  [PH, 7.61, 'pH', YES],
  [PH, 7.4, '[pH]', NO],
  [CULTURE, 'Mọc Escherichia coli', '', YES],
  [CULTURE, 'Không mọc sau 5 ngày', '', NO],
  [CULTURE, 'Đang ủ', '', UNKNOWN],
];

/** A patient with an order of their own, so that no value is judged beside another. */
const asked = async () => {
  const patient = await aPatient(world);
  const { id: encounterId } = await anEncounter(world, { patientId: patient.id });
  return { patient, order: await anOrder(world, { encounterId, code: PANEL }) };
};
const escaped = (text: string) => text.replaceAll('\\', '\\E\\').replaceAll('^', '\\S\\').replaceAll('&', '\\T\\');

/** By each door; several values in one message where they are of different tests. */
const DOORS = {
  async API([test, value, unit, , comparator]: Sent) {
    const { patient, order } = await asked();
    const code = { system: LOINC, code: test, display: 'Trị số' };
    const said = typeof value === 'string' ? { text: value } : { value, unit, ...(comparator && { comparator }) };
    const body = { status: 'final', effectiveAt: hoursAgo(1), observations: [{ code, ...said }] };
    return { patient, answer: await world.as('lab').post(`/api/v1/orders/${order.id}/results`, body) };
  },
  async FHIR([test, value, unit, , comparator]: Sent) {
    const { patient, order } = await asked();
    const subject = { reference: `Patient/${patient.id}` };
    const said =
      typeof value === 'string'
        ? { valueString: value }
        : { valueQuantity: { value, ...(unit && { unit }), ...(comparator && { comparator }) } };
    const shared = { status: 'final', subject, effectiveDateTime: hoursAgo(1) };
    const code = { coding: [{ system: LOINC, code: test }], text: 'Trị số' };
    const answer = await world.as('lab').post('/fhir/R4/DiagnosticReport', {
      ...{ resourceType: 'DiagnosticReport', ...shared, code: { text: 'Xét nghiệm' } },
      ...{ basedOn: [{ reference: `ServiceRequest/${order.id}` }], result: [{ reference: '#v' }] },
      contained: [{ resourceType: 'Observation', id: 'v', ...shared, code, ...said }],
    });
    return { patient, answer };
  },
  async HL7([test, value, unit, , comparator]: Sent, at: number) {
    const { patient, order } = await asked();
    const [type, said] =
      typeof value === 'string'
        ? ['ST', escaped(value)]
        : comparator
          ? ['SN', `${comparator}^${value}`]
          : ['NM', value];
    const panel = obr(order.number, `D${at}`, { code: `${PANEL.code}^${PANEL.display}^LN`, at: hl7Time(1) });
    const values = `OBX|1|${type}|${test}^Trị số^LN||${said}|${escaped(unit)}|||||F`;
    const { code } = await lis.send(message([pid({ mrn: patient.mrn }), panel, values]));
    return { patient, answer: { status: code === 'AA' ? 201 : 400, body: code } };
  },
} as const;

const judgedOf = async (patientId: string): Promise<string> => {
  const [row] = await world.sql<{ criticality: string; because: string | null; flag: string | null }>(
    `SELECT criticality, not_judged_because AS because, interpretation AS flag FROM observation WHERE patient_id = $1`,
    [patientId],
  );
  return [row?.criticality, row?.because, row?.flag].map((part) => part ?? '–').join(' ');
};

describe('A value is judged the same by whichever door it comes', () => {
  it.each(SENT.map((sent, at) => [...sent.slice(0, 4), at] as const))('%s: %s %s is %s', async (...row) => {
    const at = row[4] as number;
    const sent = SENT[at]!;
    const told: Record<string, string> = {};
    for (const [door, send] of Object.entries(DOORS)) {
      const { patient, answer } = await send(sent, at);
      told[door] =
        answer.status === 201 ? await judgedOf(patient.id) : `${answer.status} ${JSON.stringify(answer.body)}`;
    }
    expect([told.API?.split(' ')[0], new Set(Object.values(told)).size, told]).toEqual([sent[3], 1, told]);
  });
});
