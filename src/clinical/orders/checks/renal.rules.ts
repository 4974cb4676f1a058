import type { Facts } from './facts.js';

/** A rise within 48 h that means an acute kidney injury, µmol/L. Source: KDIGO AKI guideline 2012. */
const CHANGING = 26.5;
const HOURS_BETWEEN = 48;
/** An older creatinine says nothing of today. */
const OLDEST_HOURS = 7 * 24;

/**
 * Creatinine clearance by Cockcroft and Gault (Nephron 1976;16:31), mL/min, creatinine in µmol/L: for adults who are not pregnant, whose
 * creatinine is recent and steady. Undefined when it could not be judged.
 */
export function creatinineClearance(facts: Facts): number | undefined {
  const { age, weightKg, sex, pregnancy, creatinine } = facts;
  const [newest, before] = creatinine;
  if (!age || age.min < 18 || weightKg === undefined || pregnancy === 'pregnant' || !newest) return undefined;
  if ((sex !== 'male' && sex !== 'female') || newest.hoursOld > OLDEST_HOURS || newest.value <= 0) return undefined;
  const isRecent = before !== undefined && before.hoursOld - newest.hoursOld <= HOURS_BETWEEN;
  if (isRecent && Math.abs(newest.value - before.value) >= CHANGING) return undefined;
  const factor = sex === 'male' ? 1.23 : 1.04;
  return (Math.max(0, 140 - age.max) * weightKg * factor) / newest.value;
}
