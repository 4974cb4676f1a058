import type { Caller } from './caller.js';

interface Admitted {
  readonly callers: ReadonlyMap<string, Caller>;
  readonly encounterId: string;
}

/** What the doctor says aloud is written down and read back by the nurse, has effect at once, and is signed by the doctor. */
export async function takeVerbalOrder({ callers, encounterId }: Admitted): Promise<string> {
  const [doctor, nurse] = [callers.get('doctor')!, callers.get('nurse')!];
  const { body: me } = await doctor.get('/api/v1/auth/me');
  const order = await nurse.post(`/api/v1/encounters/${encounterId}/orders`, {
    kind: 'nursing',
    code: { system: 'https://benhan.vn/codes', code: 'THEO-DOI-SPO2', display: 'Theo dõi SpO₂ liên tục' },
    verbal: { orderedBy: me.id, readBack: true },
  });
  if (order.body.status !== 'active') throw new Error(`the verbal order is ${String(order.body.status)}`);
  const path = `/api/v1/orders/${String(order.body.id)}`;
  const signed = await doctor.post(`${path}/sign`, {}, { 'If-Match': order.tag });
  if (!signed.body.signedBy) throw new Error('the verbal order is not signed');
  await nurse.post(`${path}/complete`, {}, { 'If-Match': signed.tag });
  return `order ${String(order.body.number)} had effect at once; its doctor signed it`;
}
