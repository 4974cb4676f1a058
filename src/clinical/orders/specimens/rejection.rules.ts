/**
 * Why a laboratory rejects a specimen, each with its code of HL7 v2 table 0490 (specimen reject reason); `R`, rejected, where the table
 * has none that fits.
 */
export const REJECTION_CODES = {
  haemolysed: 'RH',
  clotted: 'RC',
  insufficient: 'QS',
  'wrong-container': 'R',
  unlabelled: 'RM',
  'wrong-patient': 'RI',
  contaminated: 'RN',
  'broken-container': 'RB',
  'improper-storage': 'RR',
  'too-old': 'EX',
  other: 'R',
} as const;

export type RejectionReason = keyof typeof REJECTION_CODES;
export const REJECTION_REASONS = Object.keys(REJECTION_CODES) as readonly RejectionReason[];

/** One that says nothing by itself: it is told in words. */
export const needsNote = (reason: RejectionReason): boolean => reason === 'other';
