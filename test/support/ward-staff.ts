import type { Role } from '../../src/platform/routes/policy.js';
import type { World } from './world.js';

/** From now on the person of this role works in these wards and is on call for no other. */
export async function worksOnlyIn(world: World, role: Role, ...wardIds: string[]): Promise<void> {
  const admin = world.as('admin');
  const address = `/api/v1/staff/${world.staff[role].id}`;
  const change = async (method: 'post' | 'patch', path: string, body: object) => {
    const { headers } = await admin.get(address);
    const answer = await admin[method](`${address}${path}`, body, { 'If-Match': headers.etag! });
    if (answer.status !== 200) throw new Error(`not changed: ${answer.text}`);
  };
  await change('patch', '', { hospitalWide: false });
  for (const { id } of (await admin.get(address)).body.wards) await change('post', '/wards/leave', { wardId: id });
  for (const wardId of wardIds) await change('post', '/wards/join', { wardId });
}

/** Opens a patient to a person in an emergency, as they would. */
export async function breakGlass(world: World, role: Role, patientId: string, reason = 'Người bệnh ngừng tim') {
  const answer = await world.as(role).post('/api/v1/break-glass', { patientId, reasonCode: 'emergency', reason });
  if (answer.status !== 201) throw new Error(`not opened: ${answer.text}`);
  return answer.body as { id: string; until: string; version: number };
}

/** From now on the person of this role is known as this patient, or as none. */
export async function isPatient(world: World, role: Role, patientId: string | null): Promise<void> {
  const address = `/api/v1/staff/${world.staff[role].id}`;
  const { headers } = await world.as('admin').get(address);
  const answer = await world.as('admin').patch(address, { patientId }, { 'If-Match': headers.etag! });
  if (answer.status !== 200) throw new Error(`not linked: ${answer.text}`);
}

/** Marks a patient's record N, R or V, as a records officer does. */
export async function markConfidential(world: World, patientId: string, confidentiality: 'N' | 'R' | 'V') {
  const address = `/api/v1/patients/${patientId}`;
  const { headers } = await world.as('registrar').get(address);
  const body = { confidentiality, reason: 'Đã đối chiếu hồ sơ' };
  const officer = world.as('records-officer');
  const answer = await officer.post(`${address}/confidentiality`, body, { 'If-Match': headers.etag! });
  if (answer.status !== 200) throw new Error(`not marked: ${answer.text}`);
}
