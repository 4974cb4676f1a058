import { randomInt } from 'node:crypto';
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

/** An inpatient encounter in progress, in the first free bed of the first ward unless told. */
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
