import { may } from '../../platform/routes/policy.js';

/** HL7 v3 Confidentiality, as far as it is used here: N normal, R restricted (HIV, psychiatry), V very restricted (VIP). */
export const CONFIDENTIALITIES = ['N', 'R', 'V'] as const;
export type Confidentiality = (typeof CONFIDENTIALITIES)[number];

export type ConfidentialityRule = 'lowering-is-for-officers' | 'vip-is-for-registration';

/** Whether a change of the flag opens the record to more people. */
export const lowers = (from: string, to: Confidentiality): boolean =>
  CONFIDENTIALITIES.indexOf(to) < CONFIDENTIALITIES.indexOf(from as Confidentiality);

/**
 * The rule that keeps a role from changing the flag so; undefined when it may. Raising to R is for all who may change the flag at
 * all. The database holds the same (prisma/guards/77-confidentiality.sql).
 */
export function brokenBy(role: string | undefined, from: string, to: Confidentiality): ConfidentialityRule | undefined {
  if (lowers(from, to)) return may(role, 'patient.lower-confidentiality') ? undefined : 'lowering-is-for-officers';
  const becomesVip = to === 'V' && from !== 'V';
  return becomesVip && !may(role, 'patient.mark-vip') ? 'vip-is-for-registration' : undefined;
}
