import { randomInt, randomUUID } from 'node:crypto';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { runAsSystem } from '../../src/kernel/request-context.js';
import type { World } from './world.js';

/** A registered patient, over HTTP as the registrar. @returns the answer's body */
export async function aPatient(
  world: World,
  fields: object = {},
): Promise<{ id: string; mrn: string; version: number }> {
  const input = { fullName: `Nguyễn Thị Thử ${randomInt(1e6)}`, sex: 'female', birthDate: '1980-02-03', ...fields };
  const answer = await world.as('registrar').post('/api/v1/patients', input);
  if (answer.status !== 201) throw new Error(`patient not registered: ${answer.text}`);
  return answer.body;
}

/** An inpatient encounter in progress, in the first free bed of the first ward by default. */
export async function anAdmission(
  world: World,
  fields: { patientId?: string; bedId?: string | null; wardId?: string } = {},
): Promise<{ id: string; patientId: string; version: number; bedId: string | null }> {
  const patientId = fields.patientId ?? (await aPatient(world)).id;
  const wardId = fields.wardId ?? world.wards[0].id;
  const bedId = fields.bedId === undefined ? undefined : (fields.bedId ?? undefined);
  const answer = await world
    .as('doctor')
    .post('/api/v1/encounters', { patientId, class: 'inpatient', wardId, bedId, reason: 'Sốt cao' });
  if (answer.status !== 201) throw new Error(`not admitted: ${answer.text}`);
  return answer.body;
}

/** An encounter that began some hours ago, in the first ward without a bed; written behind the service. */
export async function anEncounter(
  world: World,
  fields: { patientId?: string; hoursAgo?: number } = {},
): Promise<{ id: string; patientId: string; visitNumber: string }> {
  const patientId = fields.patientId ?? (await aPatient(world)).id;
  const startedAt = new Date(Date.now() - (fields.hoursAgo ?? 48) * 3_600_000);
  const visitNumber = `T-${randomUUID()}`;
  const data = { visitNumber, patientId, class: 'inpatient', status: 'in-progress', startedAt };
  return runAsSystem('test', () =>
    world.app.get(UnitOfWork, { strict: false }).write(async (tx) => {
      const { id } = await tx.encounter.create({ data: { ...data, wardId: world.wards[0].id } });
      return { id, patientId, visitNumber };
    }),
  );
}

/** Ends an encounter behind the service, as a discharge does. */
export async function endEncounter(world: World, id: string): Promise<void> {
  const data = { status: 'finished', endedAt: new Date() };
  await runAsSystem('test', () =>
    world.app.get(UnitOfWork, { strict: false }).write(async (tx) => {
      await tx.encounter.update({ where: { id }, data });
    }),
  );
}

/** Ends an encounter and closes its record, without all that is missing. */
export async function closeRecord(world: World, id: string): Promise<void> {
  await endEncounter(world, id);
  const { body } = await world.as('doctor').get(`/api/v1/encounters/${id}/completeness`);
  const { headers } = await world.as('doctor').get(`/api/v1/encounters/${id}`);
  const passedOver = body.missing.map(({ code }: { code: string }) => ({ code, reason: 'Người bệnh đã về' }));
  const close = { 'If-Match': headers.etag! };
  const closed = await world.as('records-officer').post(`/api/v1/encounters/${id}/close`, { passedOver }, close);
  if (closed.status !== 200) throw new Error(`not closed: ${closed.text}`);
}

/** An order, of the laboratory and in an encounter of its own by default; signed by default. */
export async function anOrder(
  world: World,
  fields: { encounterId?: string; signed?: boolean; kind?: string; code?: object; priority?: string } = {},
): Promise<{ id: string; number: string; patientId: string; encounterId: string; version: number }> {
  const encounterId = fields.encounterId ?? (await anEncounter(world)).id;
  const code = { system: 'http://loinc.org', code: '2823-3', display: 'Kali huyết thanh', ...fields.code };
  const doctor = world.as('doctor');
  const input = { kind: fields.kind ?? 'laboratory', code, ...(fields.priority && { priority: fields.priority }) };
  const draft = await doctor.post(`/api/v1/encounters/${encounterId}/orders`, input);
  if (draft.status !== 201) throw new Error(`not ordered: ${draft.text}`);
  if (fields.signed === false) return draft.body;
  const etag = { 'If-Match': draft.headers.etag! };
  const signed = await doctor.post(`/api/v1/orders/${draft.body.id}/sign`, {}, etag);
  if (signed.status !== 200) throw new Error(`not signed: ${signed.text}`);
  return signed.body;
}

/** What is answered by the values of many tests. */
export const PANEL = { code: '24323-8', display: 'Sinh hoá máu' };

export const PARACETAMOL = { system: 'http://www.whocc.no/atc', code: 'N02BE01', display: 'Paracetamol 500 mg' };

/** A signed order of a medicine: paracetamol once, from now, in an encounter of its own by default. */
export async function aMedicine(
  world: World,
  fields: {
    encounterId?: string;
    timing?: object;
    medication?: object;
    dose?: object;
    signed?: boolean;
    /** What else the order says, such as its route and what it is diluted in. */
    more?: object;
  } = {},
): Promise<{ id: string; patientId: string; encounterId: string; version: number }> {
  const encounterId = fields.encounterId ?? (await anEncounter(world)).id;
  const doctor = world.as('doctor');
  const { timing = { once: true }, dose = { value: 500, unit: 'mg' }, medication = PARACETAMOL } = fields;
  const input = { kind: 'medication', medication, dose, route: 'oral', timing, ...fields.more };
  const draft = await doctor.post(`/api/v1/encounters/${encounterId}/orders`, input);
  if (draft.status !== 201) throw new Error(`not ordered: ${draft.text}`);
  if (fields.signed === false) return draft.body;
  const signed = await doctor.post(`/api/v1/orders/${draft.body.id}/sign`, {}, { 'If-Match': draft.headers.etag! });
  if (signed.status !== 200) throw new Error(`not signed: ${signed.text}`);
  return signed.body;
}

/** A dose that was given, by the doctor. @returns its id */
export async function aDoseGiven(world: World, encounterId: string): Promise<string> {
  const { id: orderId } = await aMedicine(world, { encounterId });
  const { body } = await world.as('doctor').get(`/api/v1/encounters/${encounterId}/mar`);
  const dose = body.items.find((item: { orderId: string }) => item.orderId === orderId);
  const given = await world.as('doctor').post(`/api/v1/doses/${dose.id}/give`, {}, { 'If-Match': '"0"' });
  if (given.status !== 200) throw new Error(`not given: ${given.text}`);
  return dose.id;
}

/** A unit of blood that runs, begun by the doctor beside the nurse. @returns its id */
export async function aTransfusion(world: World, encounterId: string): Promise<string> {
  const code = { system: 'https://benhan.vn/codes', code: 'KHC', display: 'Khối hồng cầu' };
  const order = { kind: 'blood', code, units: 1, sign: true };
  const { body: ordered } = await world.as('doctor').post(`/api/v1/encounters/${encounterId}/orders`, order);
  const { body: patient } = await world.as('doctor').get(`/api/v1/patients/${ordered.patientId}`);
  const group = { abo: 'O', rhd: 'positive' };
  const answer = await world.as('doctor').post(`/api/v1/orders/${ordered.id}/transfusions`, {
    patientMrn: patient.mrn,
    unitNumber: `V0161-${randomInt(1e9)}`,
    product: 'red-cells',
    unitGroup: group,
    patientGroup: group,
    expiresAt: new Date(Date.now() + 864_000_000).toISOString(),
    witnessId: world.staff.nurse.id,
  });
  if (answer.status !== 201) throw new Error(`not transfused: ${answer.text}`);
  return answer.body.id;
}

/** A list of the medicines that a patient takes, open. @returns its id */
export async function aReconciliation(world: World, encounterId: string): Promise<string> {
  const items = [{ medication: { display: 'Amlodipin 5 mg' }, source: 'family' }];
  const answer = await world
    .as('doctor')
    .post(`/api/v1/encounters/${encounterId}/reconciliations`, { point: 'admission', items });
  if (answer.status !== 201) throw new Error(`not listed: ${answer.text}`);
  return answer.body.id;
}
