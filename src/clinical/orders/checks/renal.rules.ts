import type { Facts } from './facts.js';

/** A rise within 48 h that means an acute kidney injury, µmol/L. Source: KDIGO AKI guideline 2012. */
const CHANGING = 26.5;
const HOURS_BETWEEN = 48;
/** An older creatinine says nothing of today. */
const OLDEST_HOURS = 7 * 24;

/** µmol/L in one mg/dL; molar mass of creatinine 113.12 g/mol. */
const PER_MG_DL = 88.4;

type Steady = Pick<Facts, 'pregnancy' | 'creatinine'>;

/** The newest creatinine in µmol/L, where it is recent and steady, and no pregnancy changes what it means. */
function steady({ pregnancy, creatinine }: Steady): number | undefined {
  const [newest, before] = creatinine;
  if (pregnancy === 'pregnant' || !newest || newest.hoursOld > OLDEST_HOURS || newest.value <= 0) return undefined;
  const isRecent = before !== undefined && before.hoursOld - newest.hoursOld <= HOURS_BETWEEN;
  return isRecent && Math.abs(newest.value - before.value) >= CHANGING ? undefined : newest.value;
}

/**
 * Creatinine clearance by Cockcroft and Gault (Nephron 1976;16:31), mL/min, creatinine in µmol/L: for adults who are not pregnant, whose
 * creatinine is recent and steady. Undefined when it could not be judged.
 */
export function creatinineClearance(facts: Facts): number | undefined {
  const { age, weightKg, sex } = facts;
  const creatinine = steady(facts);
  if (!age || age.min < 18 || weightKg === undefined || creatinine === undefined) return undefined;
  if (sex !== 'male' && sex !== 'female') return undefined;
  const factor = sex === 'male' ? 1.23 : 1.04;
  return (Math.max(0, 140 - age.max) * weightKg * factor) / creatinine;
}

/** Glomerular filtration rate by CKD-EPI 2021, without race (N Engl J Med 2021;385:1737), mL/min/1.73 m²; for the same people, whatever they weigh. */
export function ckdEpi2021(facts: Facts): number | undefined {
  const { age, sex } = facts;
  const creatinine = steady(facts);
  if (!age || age.min < 18 || creatinine === undefined || (sex !== 'male' && sex !== 'female')) return undefined;
  const [kappa, alpha, factor] = sex === 'female' ? [0.7, -0.241, 1.012] : [0.9, -0.302, 1];
  const ratio = creatinine / PER_MG_DL / kappa;
  return 142 * Math.min(ratio, 1) ** alpha * Math.max(ratio, 1) ** -1.2 * 0.9938 ** age.max * factor;
}

/** Glomerular filtration rate by the bedside Schwartz equation (J Am Soc Nephrol 2009;20:629), mL/min/1.73 m²; from 1 to 17 years, with a height in cm. */
export function schwartz(facts: Facts): number | undefined {
  const { age, heightCm } = facts;
  const creatinine = steady(facts);
  if (!age || age.min < 1 || age.max > 17 || heightCm === undefined || creatinine === undefined) return undefined;
  return (0.413 * heightCm) / (creatinine / PER_MG_DL);
}

/** Renal function by the measure that a dose rule's source names; of children always by Schwartz. */
export function renalFunction(
  facts: Facts,
  named: 'cockcroft-gault' | 'ckd-epi-2021' = 'cockcroft-gault',
): { readonly value: number; readonly measure: 'cockcroft-gault' | 'ckd-epi-2021' | 'schwartz' } | undefined {
  const isChild = facts.age !== undefined && facts.age.max < 18;
  const measure = isChild ? 'schwartz' : named;
  const value = { schwartz, 'cockcroft-gault': creatinineClearance, 'ckd-epi-2021': ckdEpi2021 }[measure](facts);
  return value === undefined ? undefined : { value, measure };
}

/** Why renal function cannot be told. */
export const RENAL_LACKS = ['pregnant', 'creatinine', 'changing', 'infant', 'age', 'sex', 'weight', 'height'] as const;
export type RenalLack = (typeof RENAL_LACKS)[number];

/** What stands first in the way of {@link renalFunction}, where it is undefined. */
export function lackOfRenal(facts: Facts, named: 'cockcroft-gault' | 'ckd-epi-2021' = 'cockcroft-gault'): RenalLack {
  const { age, sex, pregnancy, creatinine } = facts;
  const [newest] = creatinine;
  if (pregnancy === 'pregnant') return 'pregnant';
  if (age && age.max < 1) return 'infant';
  if (!newest || newest.hoursOld > OLDEST_HOURS || newest.value <= 0) return 'creatinine';
  if (steady(facts) === undefined) return 'changing';
  if (!age || age.min < 1 || (age.min < 18 && age.max >= 18)) return 'age';
  if (age.max < 18) return 'height';
  if (sex !== 'male' && sex !== 'female') return 'sex';
  return named === 'cockcroft-gault' ? 'weight' : 'age';
}
