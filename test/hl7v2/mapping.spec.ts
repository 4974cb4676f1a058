import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anEncounter, anOrder, aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { aLis, message, obr, pid, PUBLIC_URL, type Lis } from './messages.js';

let world: World;
let lis: Lis;
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  lis = await aLis(world, 'lis');
});
afterAll(() => world.close());

const unmapped = async () => (await world.as('lab').get('/api/v1/code-mappings?status=unmapped')).body.items;

async function sendLocal(filler: string) {
  const patient = await aPatient(world);
  const { id: encounterId } = await anEncounter(world, { patientId: patient.id });
  const order = await anOrder(world, { encounterId });
  const potassium = 'OBX|1|NM|K^Kali^L||7.5|mmol/cốc|||||F';
  const ack = await lis.send(
    message([pid({ mrn: patient.mrn }), obr(order.number, filler, { code: 'K^Kali^L' }), potassium]),
  );
  const { body } = await world.as('doctor').get(`/api/v1/patients/${patient.id}/results`);
  return { patient, ack, items: body.items };
}

describe('Codes and units that only their sender knows', () => {
  it('wait in a list; once mapped, what waited is in its chart, judged, and what comes next goes there at once', async () => {
    const { patient, ack, items } = await sendLocal('L1');
    expect([ack.code, items]).toEqual(['AA', []]);
    const [code, unit] = await unmapped();
    expect([code, unit]).toMatchObject([
      { sender: 'lis', kind: 'code', system: 'urn:hl7v2:L', code: 'K', display: 'Kali', targetCode: null },
      { sender: 'lis', kind: 'unit', code: 'mmol/cốc', targetCode: null },
    ]);
    const map = (entry: { id: string; version: number }, targetCode: string) =>
      world.as('lab').patch(`/api/v1/code-mappings/${entry.id}`, { targetCode }, { 'If-Match': `"${entry.version}"` });
    // The second and third have digits exchanged, and a wrong one at the end.
    for (const wrong of ['không phải LOINC', '2832-3', '2823-4']) {
      expect([wrong, (await map(code, wrong)).status]).toEqual([wrong, 400]);
    }
    expect((await map(unit, 'mmol/cốc')).status).toBe(400);
    expect((await map(code, '2823-3')).body).toMatchObject({ targetSystem: 'http://loinc.org', filed: 0 });
    expect((await map(code, '2823-3')).status).toBe(412);
    expect((await map(unit, 'mmol/L')).body).toMatchObject({ filed: 1, mappedBy: { id: world.staff.lab.id } });
    const { body } = await world.as('doctor').get(`/api/v1/patients/${patient.id}/results`);
    expect(body.items).toMatchObject([{ observations: [{ value: 7.5, unit: 'mmol/L', critical: true }] }]);
    expect((await world.as('lab').get('/api/v1/results/unmatched')).body.items).toEqual([]);
    // It is found by what it means, and still by what its sender calls it.
    for (const code of ['2823-3', 'http://loinc.org|2823-3', 'K', 'urn:hl7v2:L|K']) {
      const found = await world.as('doctor').get(`/fhir/R4/Observation?patient=${patient.id}&code=${code}`);
      expect(found.body.entry).toMatchObject([
        { resource: { code: { coding: [{ code: '2823-3' }, { system: 'urn:hl7v2:L', code: 'K' }] } } },
      ]);
      const reports = await world.as('doctor').get(`/fhir/R4/DiagnosticReport?patient=${patient.id}&code=${code}`);
      expect([code, reports.body.entry?.length]).toEqual([code, 1]);
    }
    expect((await sendLocal('L2')).items).toMatchObject([{ observations: [{ code: '2823-3', critical: true }] }]);
    expect(await unmapped()).toEqual([]);
  });

  it('for which LOINC has none are left as they are: counted while they wait, shown then, and judged by nobody', async () => {
    const patient = await aPatient(world, { fullName: 'Trần Thị Cúc' });
    const mode = 'OBX|1|IS|08001^Kiểu đo^99MRC||O||||||F';
    const told = await lis.send(
      message([pid({ mrn: patient.mrn, name: 'X' }), obr('', 'M1', { code: '2823-3^Kali^LN' }), mode]),
    );
    expect(told.code).toBe('AA');
    const second = pid({ mrn: patient.mrn, name: 'Trần^Cúc^Thị' });
    await lis.send(message([second, obr('', 'M2'), mode]));
    const [entry] = await unmapped();
    expect(entry).toMatchObject({ system: 'urn:hl7v2:99MRC', code: '08001', waiting: 2 });
    const map = (target: object) =>
      world.as('lab').patch(`/api/v1/code-mappings/${entry.id}`, target, { 'If-Match': `"${entry.version}"` });
    for (const target of [{}, { asSent: true, targetCode: '2823-3' }, { asSent: false }]) {
      expect((await map(target)).status).toBe(400);
    }
    const mapped = await map({ asSent: true });
    expect(mapped.body).toMatchObject({ targetSystem: 'urn:hl7v2:99MRC', targetCode: '08001', filed: 1 });
    const { body } = await world.as('doctor').get(`/api/v1/patients/${patient.id}/results`);
    expect(body.items).toMatchObject([{ observations: [{ code: '08001', text: 'O', interpretation: null }] }]);
  });

  it('can be mapped before they are met, by a laboratory or an administrator, once', async () => {
    const mapping = {
      sender: 'lis',
      kind: 'code',
      system: 'L',
      code: 'NA',
      targetCode: '2951-2',
      targetDisplay: 'Natri',
    };
    expect((await world.as('nurse').post('/api/v1/code-mappings', mapping)).status).toBe(403);
    const senders = await world.as('lab').get('/api/v1/messages/senders');
    expect(senders.body.items).toContainEqual({ sender: 'lis', name: 'LIS khoa Xét nghiệm' });
    expect((await world.as('nurse').get('/api/v1/messages/senders')).status).toBe(403);
    const { status, body } = await world.as('admin').post('/api/v1/code-mappings', mapping);
    expect([status, body.system, body.targetDisplay]).toEqual([201, 'urn:hl7v2:L', 'Natri']);
    const again = await world.as('lab').post('/api/v1/code-mappings', mapping);
    expect([again.status, again.body.mappingId]).toEqual([409, body.id]);
    // Under its registered name it is the same machine; under a name that nobody has it would wait for ever.
    const byName = await world.as('lab').post('/api/v1/code-mappings', { ...mapping, sender: 'lis khoa xét nghiệm' });
    expect([byName.status, byName.body.mappingId]).toEqual([409, body.id]);
    const nobodys = await world.as('lab').post('/api/v1/code-mappings', { ...mapping, sender: 'lis-khac' });
    expect([nobodys.status, nobodys.body.errors]).toMatchObject([400, [{ pointer: '/sender', rule: 'known-sender' }]]);
  });
});
