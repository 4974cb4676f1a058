import { storeOrder } from '../clinical/orders/draft.js';
import type { SaidOrder } from '../clinical/orders/said.js';
import type { Tx } from '../platform/database/prisma.js';

/** What waits in the laboratory and at the X-ray, so that their worklists, and systems that connect, have work at the first start. */
const WAITING: readonly SaidOrder[] = [
  {
    kind: 'laboratory',
    code: { system: 'http://loinc.org', code: '2823-3', display: 'Kali huyết thanh' },
    priority: 'urgent',
    instructions: undefined,
    detail: { question: 'Dùng lợi tiểu, yếu cơ' },
  },
  {
    kind: 'imaging',
    code: { system: 'https://benhan.vn/fhir/CodeSystem/service', code: 'chest', display: 'X quang ngực thẳng' },
    priority: 'routine',
    instructions: undefined,
    detail: { question: 'Ho kéo dài, loại trừ lao' },
  },
];

/** A blood test and an X-ray that a doctor signed just now. */
export async function orderTests(
  tx: Tx,
  { recordedBy: requestedBy, ...whose }: { patientId: string; encounterId: string; recordedBy: string },
): Promise<void> {
  for (const said of WAITING) {
    const { id } = await storeOrder(tx, { ...whose, ...said, requestedBy });
    const data = { status: 'active', signedBy: requestedBy, signedAt: new Date() };
    await tx.serviceOrder.update({ where: { id }, data, select: { id: true } });
  }
}
