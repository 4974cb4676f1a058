import { randomInt, randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { addressHere } from '../../server/address-here.js';
import { settingsOfThisMachine } from '../../server/environment.js';
import { Caller, type Answer } from './caller.js';
import { closeCritical } from './critical.js';
import { sendHl7 } from './hl7.js';
import { giveOnce, stopByAllergy } from './medicine.js';
import { takeSpecimenAgain } from './specimen.js';
import { bedIsFree, discharge, moveToAnotherBed, scanPaper, takeDischargeBack, type Stay } from './stay.js';
import { receive, verifyPaper } from './papers.js';
import { tellAnother } from './told.js';
import { takeVerbalOrder } from './verbal.js';
import { worsen } from './vital-signs.js';
import { mergeAndUnmerge, registerNewborn } from './registration.js';
import { elementAt } from '../../kernel/list.js';

interface Story {
  readonly base: string;
  readonly password: string;
  readonly callers: Map<string, Caller>;
  patientId: string;
  encounterId: string;
  encounterTag: string;
  orderId: string;
  wardId: string;
  bed: string;
}

type Ward = Readonly<Record<'id' | 'code' | 'name', string>>;
type Step = readonly [says: string, plays: (story: Story) => Promise<string>];

/** Plays a day on the ward over HTTP; every step checks what came back. @returns 0 when all went as it should */
export async function runTour(words: readonly string[]): Promise<number> {
  const settings = settingsOfThisMachine();
  const { values } = parseArgs({
    args: [...words],
    options: { url: { type: 'string' }, password: { type: 'string', default: settings.demoPassword } },
  });
  const given = values.url ?? process.env.TOUR_URL;
  const base = given ?? addressHere(settings);
  console.log(`At ${base}${given ? '' : ' (PORT or --url names another)'}`);
  const story = { base, password: values.password, callers: new Map() } as Story;
  for (const [index, [says, plays]] of STEPS.entries()) {
    const label = `${String(index + 1).padStart(2)}. ${says}`;
    try {
      console.log(`${label}: ${await plays(story)}`);
    } catch (error) {
      console.error(`${label}: FAILED, ${(error as Error).message}`);
      return 1;
    }
  }
  console.log('The day went as it should.');
  return 0;
}

const deskOf = (story: Story) => ({ ...deskPeopleOf(story), ...story, motherId: story.patientId });
const deskPeopleOf = (story: Story) => ({ registrar: as(story, 'registrar'), nurse: as(story, 'nurse') });
const as = (story: Story, role: string): Caller => story.callers.get(role)!;
const carersOf = (story: Story) => ({ ...playersOf(story), pharmacist: as(story, 'pharmacist') });
const playersOf = (story: Story) => ({ lab: as(story, 'lab'), nurse: as(story, 'nurse'), doctor: as(story, 'doctor') });
/** A step that changes where she is. */
function onHerStay(plays: (stay: Stay & { readonly base: string }) => Promise<string>): Step[1] {
  return async (story) => {
    const stay = { ...story, doctor: as(story, 'doctor'), nurse: as(story, 'nurse') };
    const said = await plays(stay);
    Object.assign(story, { bed: stay.bed, encounterTag: stay.encounterTag });
    return said;
  };
}
const STEPS: readonly Step[] = [
  ['Everyone signs in', signIn],
  ['The registrar registers Nguyễn Thị Ánh', register],
  ['She is found as "nguyen thi anh"', find],
  ['The doctor admits her to a bed', admit],
  ['She is moved to another bed', onHerStay(moveToAnotherBed)],
  ['The nurse charts vital signs', chartVitals],
  ['The nurse reads them back', readVitals],
  ['She gets worse, and the score says so', watchScoreRise],
  ['The doctor drafts a note, loses it, finds it and signs it', writeNote],
  ['The doctor orders potassium', orderTest],
  ['An allergy stops a prescription', (story) => stopByAllergy(carersOf(story), story)],
  ['A medicine is verified, dispensed and given; once', (story) => giveOnce(carersOf(story), story.encounterId)],
  ['A verbal order is read back, and signed', takeVerbalOrder],
  ['A haemolysed specimen is taken again', (story) => takeSpecimenAgain(story.orderId, playersOf(story))],
  ['The laboratory posts the result as FHIR', postResult],
  ['The doctor reads the result', readResult],
  ['A critical potassium is told, and read back', critical],
  ['Another comes as HL7 v2, and one for nobody', hl7],
  ['One more comes in, and another system is told of it', (story) => tellAnother({ ...story, ...playersOf(story) })],
  ['The doctor opens the whole chart', openChart],
  ['A consent form is scanned into the record', onHerStay(scanPaper)],
  ['The registrar registers her newborn', (story) => registerNewborn(deskOf(story))],
  ['The doctor discharges her', onHerStay(discharge)],
  ['The discharge is taken back', onHerStay(takeDischargeBack)],
  ['Her discharge paper is printed, and verifies', onHerStay(verifyPaper)],
  ['The bed is free again', onHerStay(bedIsFree)],
  ['An emergency is triaged, and a visit of the clinic noted', (story) => receive(deskOf(story))],
  ['Somebody is on record twice: merged, and taken apart', (story) => mergeAndUnmerge(deskOf(story))],
  ['The auditor asks who did and saw what', audit],
];

async function signIn(story: Story): Promise<string> {
  const names = ['registrar', 'doctor', 'nurse', 'pharmacist', 'lab', 'auditor'];
  for (const name of names) story.callers.set(name, await Caller.signIn(story.base, name, story.password));
  return names.join(', ');
}

async function register(story: Story): Promise<string> {
  const cccd = `079190${String(randomInt(1e6)).padStart(6, '0')}`;
  const input = {
    fullName: 'Nguyễn Thị Ánh',
    sex: 'female',
    birthDate: '1990-05-12',
    identifiers: [{ system: 'cccd', value: cccd }],
    phones: ['0903123456'],
  };
  const key = randomUUID();
  const { body } = await as(story, 'registrar').post('/api/v1/patients', input, { 'Idempotency-Key': key });
  const again = await as(story, 'registrar').post('/api/v1/patients', input, { 'Idempotency-Key': key });
  expect(again.body.id === body.id, 'a double click made a second patient');
  story.patientId = text(body.id);
  return `MRN ${text(body.mrn)}; a double click changed nothing`;
}

async function find(story: Story): Promise<string> {
  const { body } = await as(story, 'nurse').get('/api/v1/patients?name=nguyen%20thi%20anh&limit=100');
  const items = body.items as { id: string; fullName: string }[];
  expect(items.length > 0 && items.every(({ fullName }) => fullName.length > 0), 'nobody found');
  return `${items.length} found, the first is ${elementAt(items, 0).fullName}`;
}

async function admit(story: Story): Promise<string> {
  const wards = (await as(story, 'doctor').get('/api/v1/wards')).body.items as Ward[];
  const ward = wards.find(({ code }) => code === 'NOI') ?? elementAt(wards, 0);
  const beds = (await as(story, 'doctor').get(`/api/v1/beds?wardId=${ward.id}&free=true`)).body.items as {
    id: string;
    code: string;
  }[];
  expect(beds.length > 0, 'no free bed');
  const bed = elementAt(beds, 0);
  const { body, tag } = await as(story, 'doctor').post('/api/v1/encounters', {
    patientId: story.patientId,
    class: 'inpatient',
    wardId: ward.id,
    bedId: bed.id,
    reason: 'Sốt cao, mệt nhiều',
  });
  Object.assign(story, { encounterId: text(body.id), encounterTag: tag, wardId: ward.id, bed: bed.id });
  return `${ward.name}, bed ${bed.code}`;
}

async function chartVitals(story: Story): Promise<string> {
  const { body } = await as(story, 'nurse').post(`/api/v1/encounters/${story.encounterId}/vitals`, {
    heartRate: 96,
    respiratoryRate: 20,
    systolic: 124,
    diastolic: 78,
    temperature: 38.4,
    oxygenSaturation: 96,
    supplementalOxygen: false,
    consciousness: 'A',
  });
  return `38.4 °C, 96/min, 124/78 mmHg, NEWS2 ${JSON.stringify((body.news2 as { total?: number } | null)?.total)}`;
}

async function readVitals(story: Story): Promise<string> {
  const { body } = await as(story, 'nurse').get(`/api/v1/encounters/${story.encounterId}/vitals`);
  const [latest] = body.items as { temperature: number }[];
  expect(latest?.temperature === 38.4, 'the temperature is not the one charted');
  return `${latest.temperature} °C`;
}

function watchScoreRise({ encounterId, callers }: Story): Promise<string> {
  return worsen(encounterId, callers.get('nurse')!);
}

async function writeNote(story: Story): Promise<string> {
  const course = (words: string) => ({ sections: [{ code: 'course', text: words }] });
  const draft = await as(story, 'doctor').post(`/api/v1/encounters/${story.encounterId}/notes`, {
    type: 'progress',
    ...course('Người bệnh tỉnh, sốt cao ngày thứ hai.'),
  });
  const id = text(draft.body.id);
  // The terminal goes dark; at another one the doctor signs in anew.
  const doctor = await Caller.signIn(story.base, 'doctor', story.password);
  story.callers.set('doctor', doctor);
  const mine = (await doctor.get('/api/v1/notes/mine')).body.items as { id: string; version: number }[];
  expect(elementAt(mine, 0).id === id, 'the draft is lost');
  const read = { 'If-Match': `"${elementAt(mine, 0).version}"` };
  const saved = await doctor.tryPatch(
    `/api/v1/notes/${id}`,
    course('Người bệnh tỉnh, sốt cao ngày thứ hai, ăn uống kém.'),
    read,
  );
  const late = await doctor.tryPatch(`/api/v1/notes/${id}`, course('Người bệnh tỉnh, đỡ sốt.'), read);
  expect(late.status === 412 && typeof late.body.keptAs === 'string', 'a second tab lost what was written');
  const signed = await doctor.post(`/api/v1/notes/${id}/sign`, {}, { 'If-Match': saved.tag });
  expect(signed.body.status === 'signed', 'the note is not signed');
  const after = await doctor.tryPatch(`/api/v1/notes/${id}`, course('Khác'), { 'If-Match': signed.tag });
  expect(after.status >= 400, 'a signed note could be changed');
  const { body: verified } = await doctor.get(`/api/v1/notes/${id}/verify`);
  expect(verified.state === 'valid', 'the signature does not verify');
  return `found and signed, valid; a second tab's text was kept; changing it now is refused with ${after.status}`;
}

async function orderTest(story: Story): Promise<string> {
  const doctor = as(story, 'doctor');
  const order = await doctor.post(`/api/v1/encounters/${story.encounterId}/orders`, {
    kind: 'laboratory',
    code: { system: 'http://loinc.org', code: '2823-3', display: 'Kali huyết thanh' },
    priority: 'urgent',
  });
  const active = await doctor.post(`/api/v1/orders/${text(order.body.id)}/sign`, {}, { 'If-Match': order.tag });
  expect(active.body.status === 'active', 'the order is not active');
  story.orderId = text(order.body.id);
  return `order ${text(order.body.number)} is active`;
}

async function postResult(story: Story): Promise<string> {
  const now = new Date().toISOString();
  const code = {
    coding: [{ system: 'http://loinc.org', code: '2823-3', display: 'Potassium' }],
    text: 'Kali huyết thanh',
  };
  const subject = { reference: `Patient/${story.patientId}` };
  const answer = await as(story, 'lab').post('/fhir/R4/DiagnosticReport', {
    resourceType: 'DiagnosticReport',
    status: 'final',
    basedOn: [{ reference: `ServiceRequest/${story.orderId}` }],
    subject,
    code,
    effectiveDateTime: now,
    issued: now,
    contained: [
      {
        resourceType: 'Observation',
        id: 'k',
        status: 'final',
        subject,
        code,
        effectiveDateTime: now,
        valueQuantity: { value: 5.9, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
        referenceRange: [{ low: { value: 3.5 }, high: { value: 5.1 } }],
      },
    ],
    result: [{ reference: '#k' }],
  });
  return `DiagnosticReport/${text(answer.body.id)}`;
}

async function readResult(story: Story): Promise<string> {
  const { body } = await as(story, 'doctor').get(`/api/v1/encounters/${story.encounterId}/results`);
  const reports = body.items as { observations: { value: number; unit: string; interpretation: string }[] }[];
  const potassium = elementAt(elementAt(reports, 0).observations, 0);
  expect(potassium.value === 5.9 && potassium.interpretation === 'H', 'the result is not 5.9, high');
  const order = await as(story, 'doctor').get(`/api/v1/orders/${story.orderId}`);
  expect(order.body.status === 'completed', 'the order is not completed');
  return `5.9 mmol/L, flagged ${potassium.interpretation}; the order is completed`;
}

function critical(story: Story): Promise<string> {
  return orderTest(story).then(() => closeCritical(story.orderId, playersOf(story)));
}

function hl7(story: Story): Promise<string> {
  return orderTest(story).then(() => sendHl7(story.orderId, story.patientId, playersOf(story)));
}

async function openChart(story: Story): Promise<string> {
  const { body } = await as(story, 'doctor').get(`/api/v1/patients/${story.patientId}/chart`);
  return Object.entries(body)
    .filter(([, value]) => Array.isArray(value) && value.length > 0)
    .map(([name, value]) => `${(value as unknown[]).length} ${name}`)
    .join(', ');
}

async function audit(story: Story): Promise<string> {
  const { body } = await as(story, 'auditor').get(`/api/v1/audit/events?patientId=${story.patientId}&limit=100`);
  const events = body.items as { kind: string; entity: string; occurredAt: string; actor: { username: string } }[];
  const missing = ['create', 'update', 'read', 'list', 'search'].filter(
    (kind) => !events.some((one) => one.kind === kind),
  );
  expect(missing.length === 0, `no ${missing.join(', ')} on the trail`);
  const lines = [...events]
    .reverse()
    .map(
      ({ occurredAt, actor, kind, entity }) =>
        `      ${occurredAt.slice(11, 23)}  ${actor.username.padEnd(10)} ${kind.padEnd(7)} ${entity}`,
    );
  return `${events.length} events\n${lines.join('\n')}`;
}

function expect(fact: boolean, otherwise: string): asserts fact {
  if (!fact) throw new Error(otherwise);
}

const text = (value: Answer['body'][string]): string => String(value);
