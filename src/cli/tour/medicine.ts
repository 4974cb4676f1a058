import type { Caller } from './caller.js';

/** A medicine is ordered, given once, and refused the second time with who gave it and when. */
export async function giveOnce(doctor: Caller, nurse: Caller, encounterId: string): Promise<string> {
  const order = await doctor.post(`/api/v1/encounters/${encounterId}/orders`, {
    kind: 'medication',
    medication: { system: 'http://www.whocc.no/atc', code: 'N02BE01', display: 'Paracetamol 500 mg' },
    dose: { value: 500, unit: 'mg' },
    route: 'oral',
    timing: { once: true },
  });
  const path = `/api/v1/orders/${String(order.body.id)}`;
  await doctor.post(`${path}/sign`, {}, { 'If-Match': order.tag });
  const sheet = await nurse.get(`/api/v1/encounters/${encounterId}/mar`);
  const doses = sheet.body.items as { id: string; orderId: string }[];
  const dose = doses.find(({ orderId }) => orderId === order.body.id);
  if (!dose) throw new Error('the dose is not on the sheet');
  const give = `/api/v1/doses/${dose.id}/give`;
  await nurse.post(give, {}, { 'If-Match': '"0"' });
  const again = await nurse.tryPost(give, {}, { 'If-Match': '"0"' });
  if (again.status !== 409) throw new Error(`the second try answered ${again.status}`);
  const done = await nurse.get(path);
  await nurse.post(`${path}/complete`, {}, { 'If-Match': done.tag });
  return `given once; again it is refused: ${String(again.body.detail)}`;
}
