import type { Caller } from './caller.js';

/** Who plays. */
interface Players {
  readonly lab: Caller;
  readonly doctor: Caller;
}

/** A laboratory's analyser speaks HL7 v2: what answers an order is in the chart, what names nobody known waits for a person. */
export async function sendHl7(orderId: string, patientId: string, { lab, doctor }: Players): Promise<string> {
  const [{ body: order }, { body: patient }] = [
    await doctor.get(`/api/v1/orders/${orderId}`),
    await doctor.get(`/api/v1/patients/${patientId}`),
  ];
  const filed = await lab.send('/hl7v2', messageFor(String(patient.mrn), 'NGUYEN^ANH^THI', String(order.number)));
  if (!filed.includes('MSA|AA') || filed.includes('ERR|')) throw new Error(`it was not filed: ${filed}`);
  const kept = await lab.send('/hl7v2', messageFor('00000-00000000', 'TRAN^AI^VO', ''));
  if (!kept.includes('|W|')) throw new Error(`it does not wait: ${kept}`);
  const { body } = await lab.get('/api/v1/results/unmatched?limit=100');
  const entry = (body.items as { id: string; version: number; reasons: { message: string }[] }[]).at(-1)!;
  const etag = { 'If-Match': `"${entry.version}"` };
  await lab.post(`/api/v1/results/unmatched/${entry.id}/dismiss`, { reason: 'Mẫu thử của chuyến tham quan' }, etag);
  return `4.4 mmol/L filed for ${String(order.number)}; another waited: ${entry.reasons[0]?.message ?? ''}`;
}

/** A result of potassium, as an analyser sends it. */
export function messageFor(mrn: string, name: string, order: string): string {
  const now = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 19).replace(/\D/g, '');
  const id = `TOUR${now}${order}`;
  return [
    `MSH|^~\\&|LIS|XN|EMR|BV|${now}||ORU^R01^ORU_R01|${id}|P|2.5.1||||||UNICODE UTF-8`,
    `PID|1||${mrn}^^^MRN^MR||${name}`,
    `OBR|1|${order}|${id}^LIS|2823-3^Kali^LN|||${now}|||||||||||||||${now}||LAB|F`,
    'OBX|1|NM|2823-3^Kali^LN||4.4|mmol/L|3.5-5.1||||F',
    '',
  ].join('\r');
}
