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
  return { value: body.items[0].observations[0], read };
}

it('A code of a machine that nobody has mapped is filed as not judged and listed; once mapped, values under it are judged and read in their own words', async () => {
  const before = await sent();
  expect(before.value).toMatchObject({ code: 'K01', critical: null });
  const { body } = await world.as('lab').get('/api/v1/code-mappings?status=unmapped');
  expect(body.items).toMatchObject([{ ...LOCAL, sender, kind: 'code', display: 'Kali (máy 2)', targetCode: null }]);
  const [{ id, version }] = body.items;
  const mapped = { targetCode: '2823-3', targetDisplay: 'Kali' };
  await world.as('lab').patch(`/api/v1/code-mappings/${id}`, mapped, { 'If-Match': `"${version}"` });
  const after = await sent();
  expect(after.value).toMatchObject({ code: '2823-3', display: 'Kali (máy 2)', critical: true });
  const alone = await lis.post('/fhir/R4/Observation', {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [LOCAL], text: 'Kali (máy 2)' },
    subject: after.read.subject,
    effectiveDateTime: after.read.effectiveDateTime,
    valueQuantity: { value: 4.5, unit: 'mmol/L' },
  });
  expect(alone.body.code).toEqual({ coding: [LOCAL], text: 'Kali (máy 2)' });
  for (const code of ['http://loinc.org|2823-3', `${LOCAL.system}|${LOCAL.code}`]) {
    const found = await lis.get(`/fhir/R4/Observation?_id=${alone.body.id}&code=${code}`);
    expect(found.body.entry).toHaveLength(1);
  }
  expect((await world.as('lab').get('/api/v1/code-mappings?status=unmapped')).body.items).toEqual([]);
});
