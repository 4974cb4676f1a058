// What happens in a ward's day, by the number of the patient: what is ordered, how each order ends, and through which door each report comes.

/** Of a patient: three medicines, thirteen doses each in the day, and two laboratory orders of five values: 200, 1,560 and 400 of forty. */
const EVERY_HOURS = 1.8;
const ATC = 'http://www.whocc.no/atc';
const MEDICINES = [
  { code: 'N02BE01', display: 'Paracetamol 250 mg', mg: 250 },
  { code: 'A11DA01', display: 'Vitamin B1 10 mg', mg: 10 },
  { code: 'A11GA01', display: 'Vitamin C 100 mg', mg: 100 },
];
export const PANELS = [
  { code: '24323-8', display: 'Sinh hoá máu' },
  { code: '24362-6', display: 'Chức năng thận' },
];
const VALUES = [
  ['2823-3', 'Kali', 4.1, 'mmol/L'],
  ['2951-2', 'Natri', 139, 'mmol/L'],
  ['2075-0', 'Clo', 102, 'mmol/L'],
  ['2160-0', 'Creatinin', 80, 'umol/L'],
  ['2345-7', 'Glucose', 5.6, 'mmol/L'],
];
/** Every so many doses two nurses give the same one; every so many the patient refuses. */
export const [RACED, REFUSED] = [20, 33];
/** A potassium that somebody has to be told of at once: of every so many reports one has it. */
const CRITICAL = 8;
export const CRITICAL_POTASSIUM = 7.1;
export const VALUES_OF_A_REPORT = VALUES.length;

export const medication = ({ code, display, mg }, everyHours = EVERY_HOURS) => ({
  kind: 'medication',
  medication: { system: ATC, code, display },
  ...{ dose: { value: mg, unit: 'mg' }, route: 'oral', timing: { everyHours } },
});
/** A bag of 500 mL: begun at 100 mL an hour. */
export const bag = {
  kind: 'medication',
  medication: { system: ATC, code: 'B05BB01', display: 'Ringer lactat 500 mL' },
  ...{ dose: { value: 500, unit: 'mL' }, route: 'intravenous', timing: { once: true } },
  infusion: { fluid: 'Ringer lactat', volume: 500, rate: { value: 100, unit: 'mL/h' } },
};
/** Of every so many bags one is stopped early, with what went in of it. */
export const [STOPPED, WENT_IN] = [3, 350];
const panel = ({ code, display }) => ({ kind: 'laboratory', code: { system: 'http://loinc.org', code, display } });
export const ordersOf = (everyHours) => [...MEDICINES.map((one) => medication(one, everyHours)), ...PANELS.map(panel)];

/** How an order ends that does not simply run its course: of every ten patients one has each of these. */
export const storyOf = (patient, place) =>
  ({ '3 2': 'discontinued', '5 4': 'cancelled', '7 1': 'revised', '1 3': 'held' })[`${patient % 10} ${place}`];

const DOORS = ['api', 'fhir', 'hl7v2'];
/** Through which door the report of an order comes, and whether it brings a critical value. */
export const reportOf = (n) => ({ door: DOORS[n % DOORS.length], isCritical: n % CRITICAL === CRITICAL - 1 });

const valuesOf = (isCritical) =>
  VALUES.map(([code, display, value, unit]) => ({
    ...{ code: { system: 'http://loinc.org', code, display }, unit },
    value: isCritical && code === '2823-3' ? CRITICAL_POTASSIUM : value,
  }));

export const asJson = (status, isCritical) => ({
  ...{ status, effectiveAt: new Date().toISOString(), observations: valuesOf(isCritical) },
});

export function asFhir(order, isCritical) {
  const subject = { reference: `Patient/${order.patientId}` };
  const effectiveDateTime = new Date().toISOString();
  const contained = valuesOf(isCritical).map(({ code, value, unit }, at) => ({
    ...{ resourceType: 'Observation', id: `v${at}`, status: 'final', subject, effectiveDateTime },
    ...{ code: { coding: [code], text: code.display }, valueQuantity: { value, unit, code: unit } },
  }));
  return {
    ...{ resourceType: 'DiagnosticReport', status: 'final', subject, effectiveDateTime, contained },
    basedOn: [{ reference: `ServiceRequest/${order.id}` }],
    code: { coding: [order.code], text: order.code.display },
    result: contained.map(({ id }) => ({ reference: `#${id}` })),
  };
}

/** A message of an analyser, in the hospital's time. */
export function asHl7(order, mrn, { id, status = 'F', isCritical = false }) {
  const now = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 19).replace(/\D/g, '');
  const values = valuesOf(isCritical).map(
    ({ code, value, unit }, at) =>
      `OBX|${at + 1}|NM|${code.code}^${code.display}^LN|${at + 1}|${value}|${unit}|||||${status}`,
  );
  return [
    `MSH|^~\\&|LIS|XN|EMR|BV|${now}||ORU^R01^ORU_R01|${id}|P|2.5.1||||||UNICODE UTF-8`,
    `PID|1||${mrn}^^^MRN^MR||`,
    `OBR|1|${order.number}|${order.number || id}^LIS|${order.code.code}^${order.code.display}^LN|||${now}|||||||||||||||${now}||LAB|${status}`,
    ...values,
    '',
  ].join('\r');
}
