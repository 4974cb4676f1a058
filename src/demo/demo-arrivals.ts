import type { Tx } from '../platform/database/prisma.js';
import type { PatientsService } from '../clinical/patients/patients.service.js';
import { elementAt } from '../kernel/list.js';
import { INPATIENTS } from './demo-data.js';

const DAY_MS = 86_400_000;

/**
 * Somebody whom nobody knows, newborn twins whose bracelets were compared with their mother's, and an insurance card.
 * @param inpatients ids, in the order of the list
 * @param midwife id of who compared
 */
export async function arrive(
  tx: Tx,
  patients: PatientsService,
  inpatients: readonly string[],
  midwife: string,
): Promise<void> {
  await patients.registerWithin(tx, { fullName: 'Chưa rõ tên nam', sex: 'male', unknown: true, estimatedAge: 60 });
  const place = INPATIENTS.findIndex(({ reason }) => reason === 'Chuyển dạ');
  const motherId = elementAt(inpatients, place);
  const mother = await tx.patient.findUniqueOrThrow({ where: { id: motherId }, select: { mrn: true } });
  const bornAt = new Date(Date.now() - 3 * 3_600_000);
  for (const [birthOrder, sex] of [
    [1, 'female'],
    [2, 'male'],
  ] as const) {
    const newborn = { motherId, birthOrder, birthCount: 2, weightGrams: 2300 + 150 * birthOrder, gestationalWeeks: 37 };
    const fullName = `Con bà ${elementAt(INPATIENTS, place).fullName} ${birthOrder}`;
    const time = new Date(bornAt.getTime() + birthOrder * 600_000).toISOString();
    const child = await patients.registerWithin(tx, { fullName, sex, newborn: { ...newborn, bornAt: time } });
    const check = { patientId: child.id, motherBracelet: mother.mrn, newbornBracelet: child.mrn, checkedBy: midwife };
    await tx.motherCheck.create({ data: { ...check, occasion: 'handover', outcome: 'match' }, select: { id: true } });
  }
  const [first] = inpatients;
  const validFrom = new Date(Date.now() - 90 * DAY_MS);
  const validTo = new Date(Date.now() + 275 * DAY_MS);
  const data = { patientId: first!, cardNumber: 'HT2790012345678', validFrom, validTo, facility: '79016' };
  await tx.insurancePeriod.create({ data, select: { id: true } });
}
