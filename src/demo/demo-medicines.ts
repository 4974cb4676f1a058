import { doseId, slotAt } from '../clinical/doses/dose.rules.js';
import { storeOrder } from '../clinical/orders/draft.js';
import type { Tx } from '../platform/database/prisma.js';

const ATC = 'http://www.whocc.no/atc';
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

interface Whose {
  readonly patientId: string;
  readonly encounterId: string;
  readonly recordedBy: string;
}

/** A medicine that the patient has been getting since this hour yesterday: some doses are late, some come. */
export async function prescribe(tx: Tx, whose: Whose): Promise<void> {
  const code = { system: ATC, code: 'N02BE01', display: 'Paracetamol 500 mg' };
  const detail = { dose: { value: 500, unit: 'mg' }, route: 'oral', timing: { everyHours: 6 } } as const;
  await signedOrder(tx, whose, { code, detail, signedAt: new Date(Date.now() - 24 * HOUR_MS) });
}

/** A bag that has run for two hours: it was begun at 100 mL an hour, and set to 60 an hour later. */
export async function infuse(tx: Tx, { recordedBy, ...whose }: Whose): Promise<void> {
  const code = { system: ATC, code: 'B05BB01', display: 'Ringer lactat 500 mL' };
  const infusion = { fluid: 'Ringer lactat', volume: 500, rate: { value: 100, unit: 'mL/h' } } as const;
  const dose = { value: 500, unit: 'mL' } as const;
  const detail = { dose, route: 'intravenous', timing: { once: true }, infusion } as const;
  const begun = new Date(Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - 2 * HOUR_MS);
  const orderId = await signedOrder(tx, { recordedBy, ...whose }, { code, detail, signedAt: begun });
  const id = doseId(orderId, slotAt(begun));
  const given = { status: 'in-progress', effectiveAt: begun, doseValue: dose.value, doseUnit: dose.unit, recordedBy };
  await tx.dose.create({ data: { ...whose, id, orderId, plannedAt: begun, ...given }, select: { id: true } });
  const step = { ...whose, doseId: id, recordedBy, rateUnit: 'mL/h' };
  const slower = { at: new Date(begun.getTime() + HOUR_MS), reason: 'Người bệnh khó thở nhẹ' };
  for (const one of [
    { ...step, kind: 'begin', number: 1, at: begun, rateValue: 100, mlPerHour: 100, volume: 500 },
    { ...step, kind: 'rate', number: 2, rateValue: 60, mlPerHour: 60, ...slower },
  ]) {
    await tx.infusionStep.create({ data: one, select: { id: true } });
  }
}

/** @returns the order's id */
async function signedOrder(
  tx: Tx,
  { recordedBy: requestedBy, ...whose }: Whose,
  { code, detail, signedAt }: Pick<Parameters<typeof storeOrder>[1], 'code' | 'detail'> & { readonly signedAt: Date },
): Promise<string> {
  const usual = { kind: 'medication', priority: 'routine', instructions: undefined } as const;
  const { id } = await storeOrder(tx, { ...whose, ...usual, code, detail, requestedBy });
  const data = { status: 'active', signedBy: requestedBy, signedAt };
  await tx.serviceOrder.update({ where: { id }, data, select: { id: true } });
  return id;
}
