import { storeOrder } from '../clinical/orders/draft.js';
import type { Tx } from '../platform/database/prisma.js';

/** Two units of red cells, ordered this morning: to be compared and begun at the bedside. */
export async function orderBlood(
  tx: Tx,
  { recordedBy: requestedBy, ...whose }: { patientId: string; encounterId: string; recordedBy: string },
): Promise<void> {
  const code = {
    system: 'https://benhan.vn/fhir/CodeSystem/service',
    code: 'red-cells',
    display: 'Khối hồng cầu',
  };
  const detail = { units: 2, question: 'Hb 68 g/L, mệt, da niêm nhợt' };
  const order = {
    ...whose,
    kind: 'blood',
    code,
    priority: 'urgent',
    instructions: undefined,
    detail,
    requestedBy,
  } as const;
  const { id } = await storeOrder(tx, order);
  const data = { status: 'active', signedBy: requestedBy, signedAt: new Date() };
  await tx.serviceOrder.update({ where: { id }, data, select: { id: true } });
}
