import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { aMachine, connect, PUBLIC_URL } from '../clients/machines.js';
import { anEncounter, anOrder, aPatient } from '../support/builders.js';
import { startWorld, type Client, type World } from '../support/world.js';

let world: World;
let lis: Client;
let sender: string;
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  const machine = await aMachine(world, ['system/*.cruds']);
  sender = machine.clientId;
  lis = await connect(world, machine, 'system/*.cruds');
});
afterAll(() => world.close());

const LOCAL = { system: 'http://lis.example/codes', code: 'K01' };

/** A report on an order of its own, with a potassium under the laboratory's code. */
async function sent() {
  const patient = await aPatient(world);
  const { id: encounterId } = await anEncounter(world, { patientId: patient.id });
  const order = await anOrder(world, { encounterId });
  const at = new Date(Date.now() - 60_000).toISOString();
  const answer = await lis.post('/fhir/R4/DiagnosticReport', {
    resourceType: 'DiagnosticReport',
    status: 'final',
    basedOn: [{ reference: `ServiceRequest/${order.id}` }],
    subject: { reference: `Patient/${patient.id}` },
    code: { text: 'Kali' },
    effectiveDateTime: at,
    issued: at,
    contained: [
      {
        resourceType: 'Observation',
        id: 'k',
        status: 'final',
        code: { coding: [LOCAL], text: 'Kali (máy 2)' },
        valueQuantity: { value: 7.5, unit: 'mmol/L' },
      },
    ],
    result: [{ reference: '#k' }],
  });
  expect(answer.status).toBe(201);
  const { body } = await world.as('doctor').get(`/api/v1/patients/${patient.id}/results`);
  const { body: read } = await lis.get(`/fhir/R4/${answer.body.result[0].reference}`);
  return { value: body.items[0].observations[0], read, report: answer.body, patientId: patient.id };
}

/** The same alone, in no report. */
const sentAlone = ({ subject, effectiveDateTime }: { subject: object; effectiveDateTime: string }, value = 4.5) =>
  lis.post('/fhir/R4/Observation', {
    resourceType: 'Observation',
    status: 'final',
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
    ],
    code: { coding: [LOCAL], text: 'Kali (máy 2)' },
    subject,
    effectiveDateTime,
    valueQuantity: { value, unit: 'mmol/L' },
  });

/** What came before the mapping is critical now, in the next version of value and report; its sender's words stay, and somebody is told. */
async function isJudgedAgain({ value, read, report, patientId }: Awaited<ReturnType<typeof sent>>) {
  const { body } = await world.as('doctor').get(`/api/v1/patients/${patientId}/results`);
  expect(body.items[0].observations).toMatchObject([
    { code: '2823-3', display: 'Kali (máy 2)', value: 7.5, critical: true, correctsId: value.id },
  ]);
  const again = await lis.get(`/fhir/R4/Observation/${read.id}`);
  expect([again.status, again.body.meta.versionId]).toEqual([200, '2']);
  expect(again.body.code).toEqual({ coding: [LOCAL], text: 'Kali (máy 2)' });
  const found = await lis.get(`/fhir/R4/Observation?_id=${read.id}&code=http://loinc.org|2823-3`);
  expect(found.body.entry).toHaveLength(1);
  expect((await lis.get(`/fhir/R4/Observation/${read.id}/_history/1`)).body.code.coding).toMatchObject([LOCAL]);
  expect((await lis.get(`/fhir/R4/DiagnosticReport/${report.id}`)).body.meta.versionId).toBe('2');
  const events = await world.sql(
    `SELECT kind, entity, username FROM audit.event WHERE entity_id = $1 AND kind = 'create'
      UNION ALL SELECT kind, entity, username FROM audit.event WHERE entity = 'task' AND kind = 'create' AND patient_id = $2`,
    [body.items[0].observations[0].id, patientId],
  );
  expect(events).toEqual([
    { kind: 'create', entity: 'observation', username: 'system:import' },
    { kind: 'create', entity: 'task', username: 'system:import' },
    { kind: 'create', entity: 'task', username: 'system:import' },
  ]);
}

it('A code of a machine that nobody has mapped is filed as not judged and listed; once mapped, values under it are judged and read in their own words', async () => {
  const before = await sent();
  expect(before.value).toMatchObject({ code: 'K01', critical: null });
  const single = await sentAlone(before.read, 7.9);
  const { body } = await world.as('lab').get('/api/v1/code-mappings?status=unmapped');
  expect(body.items).toMatchObject([{ ...LOCAL, sender, kind: 'code', display: 'Kali (máy 2)', targetCode: null }]);
  const [{ id, version }] = body.items;
  const mapped = { targetCode: '2823-3', targetDisplay: 'Kali' };
  const told = await world.as('lab').patch(`/api/v1/code-mappings/${id}`, mapped, { 'If-Match': `"${version}"` });
  expect(told.body).toMatchObject({ filed: 0, judgedAgain: 2, waiting: 0 });
  await isJudgedAgain(before);
  const singleNow = await lis.get(`/fhir/R4/Observation/${single.body.id}`);
  expect([singleNow.body.meta.versionId, singleNow.body.code]).toEqual([
    '2',
    { coding: [LOCAL], text: 'Kali (máy 2)' },
  ]);
  expect(singleNow.body.interpretation?.[0]?.coding?.[0]?.code ?? singleNow.body.interpretation).toBe('HH');
  const after = await sent();
  expect(after.value).toMatchObject({ code: '2823-3', display: 'Kali (máy 2)', critical: true });
  const alone = await sentAlone(after.read);
  expect(alone.body.code).toEqual({ coding: [LOCAL], text: 'Kali (máy 2)' });
  for (const code of ['http://loinc.org|2823-3', `${LOCAL.system}|${LOCAL.code}`]) {
    const found = await lis.get(`/fhir/R4/Observation?_id=${alone.body.id}&code=${code}`);
    expect(found.body.entry).toHaveLength(1);
  }
  expect((await world.as('lab').get('/api/v1/code-mappings?status=unmapped')).body.items).toEqual([]);
});

it('A unit that is said to mean itself judges nothing again: it would be found again, without an end', async () => {
  const patient = await aPatient(world);
  const potassium = {
    ...{ resourceType: 'Observation', status: 'final', subject: { reference: `Patient/${patient.id}` } },
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
    ],
    code: { coding: [{ system: 'http://loinc.org', code: '2823-3' }], text: 'Kali' },
    ...{ effectiveDateTime: new Date(Date.now() - 60_000).toISOString(), valueQuantity: { value: 4, unit: 'mm[Hg]' } },
  };
  const { body } = await lis.post('/fhir/R4/Observation', potassium);
  const unit = { sender, kind: 'unit', code: 'mm[Hg]', targetCode: 'mm[Hg]' };
  const mapped = await world.as('lab').post('/api/v1/code-mappings', unit);
  expect([mapped.status, mapped.body.judgedAgain]).toEqual([201, 0]);
  expect((await lis.get(`/fhir/R4/Observation/${body.id}`)).body.meta.versionId).toBe('1');
});
