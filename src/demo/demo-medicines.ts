import { storeOrder } from '../clinical/orders/draft.js';
import type { Tx } from '../platform/database/prisma.js';

const HOUR_MS = 3_600_000;

/** A medicine that the patient has been getting since this hour yesterday: some doses are late, some come. */
export async function prescribe(
  tx: Tx,
  { recordedBy: requestedBy, ...whose }: { patientId: string; encounterId: string; recordedBy: string },
): Promise<void> {
  const code = { system: 'http://www.whocc.no/atc', code: 'N02BE01', display: 'Paracetamol 500 mg' };
  const detail = { dose: { value: 500, unit: 'mg' }, route: 'oral', timing: { everyHours: 6 } } as const;
  const order = {
    ...whose,
    kind: 'medication',
    code,
    priority: 'routine',
    instructions: undefined,
    detail,
    requestedBy,
  } as const;
  const { id } = await storeOrder(tx, order);
  const signedAt = new Date(Date.now() - 24 * HOUR_MS);
  const data = { status: 'active', signedBy: requestedBy, signedAt };
  await tx.serviceOrder.update({ where: { id }, data, select: { id: true } });
}
