import type { Caller } from './caller.js';

/** Who plays. */
export type MedicinePlayers = Readonly<Record<'doctor' | 'nurse' | 'pharmacist', Caller>>;

const prescription = (code: string, display: string) => ({
  kind: 'medication',
  medication: { system: 'http://www.whocc.no/atc', code, display },
  dose: { value: 500, unit: 'mg' },
  route: 'oral',
  timing: { once: true },
  sign: true,
});

/** An allergy stops a prescription of its class. */
export async function stopByAllergy({ doctor, nurse }: MedicinePlayers, stay: Whose): Promise<string> {
  const code = { system: 'http://www.whocc.no/atc', code: 'J01C', display: 'Penicillin' };
  await nurse.post(`/api/v1/patients/${stay.patientId}/allergies`, {
    code,
    category: 'medication',
    criticality: 'high',
  });
  const path = `/api/v1/encounters/${stay.encounterId}/orders`;
  const stopped = await doctor.tryPost(path, prescription('J01CA04', 'Amoxicillin 500 mg'));
  const checks = (stopped.body.checks ?? []) as { rule: string; message: string }[];
  const [found] = checks.filter(({ rule }) => rule.startsWith('allergy'));
  if (stopped.status !== 409 || !found) throw new Error(`amoxicillin was signed: ${stopped.status}`);
  return found.message;
}

interface Whose {
  readonly patientId: string;
  readonly encounterId: string;
}

/** A medicine is ordered, verified and dispensed, given once, and refused the second time with who gave it and when. */
export async function giveOnce({ doctor, nurse, pharmacist }: MedicinePlayers, encounterId: string): Promise<string> {
  const order = await doctor.post(
    `/api/v1/encounters/${encounterId}/orders`,
    prescription('N02BE01', 'Paracetamol 500 mg'),
  );
  const path = `/api/v1/orders/${String(order.body.id)}`;
  await pharmacist.post(`${path}/pharmacy/verify`, {}, { 'If-Match': '"0"' });
  const pack = { quantity: 1, unit: '{tablet}', lot: 'B2411-07', expiresOn: '2031-06-30' };
  await pharmacist.post(`${path}/dispensings`, pack);
  const sheet = await nurse.get(`/api/v1/encounters/${encounterId}/mar`);
  const doses = sheet.body.items as { id: string; orderId: string; pharmacy: { status: string } }[];
  const dose = doses.find(({ orderId }) => orderId === order.body.id);
  if (dose?.pharmacy.status !== 'verified') throw new Error('the dose is not on the sheet as verified');
  const give = `/api/v1/doses/${dose.id}/give`;
  await nurse.post(give, {}, { 'If-Match': '"0"' });
  const again = await nurse.tryPost(give, {}, { 'If-Match': '"0"' });
  if (again.status !== 409) throw new Error(`the second try answered ${again.status}`);
  const done = await nurse.get(path);
  await nurse.post(`${path}/complete`, {}, { 'If-Match': done.tag });
  return `verified, dispensed, given once; again it is refused: ${String(again.body.detail)}`;
}
