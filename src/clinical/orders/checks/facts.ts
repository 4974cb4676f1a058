import type { Dosed } from './dosage.rules.js';

export interface KnownAllergy {
  readonly display: string;
  readonly code: string | null;
  readonly category: string | null;
  readonly noneKnown: boolean;
}

/** A value of a laboratory, in the unit that the rules work with, and its hours of age. */
export interface LabValue {
  readonly value: number;
  readonly hoursOld: number;
}

/** An order as the checks see it. */
export interface CheckedOrder extends Dosed {
  readonly kind: string;
  readonly code: { readonly system: string; readonly code: string; readonly display: string };
  readonly route?: string;
}

export interface OpenOrder extends CheckedOrder {
  readonly id: string;
  readonly number: string;
}

/** What the checks know of the patient at one moment; what is undefined is not known. */
export interface Facts {
  readonly sex: string;
  /** Completed years; the least and the most where the birth date is known in part. */
  readonly age?: { readonly min: number; readonly max: number };
  /** Completed days, the same. */
  readonly ageDays?: { readonly min: number; readonly max: number };
  /** What operations and other procedures are called that are ordered, or were done within 30 days. */
  readonly procedures?: readonly string[];
  /** Newest within a year for adults, within 30 days for children. */
  readonly weightKg?: number;
  /** Newest within half a year. */
  readonly heightCm?: number;
  readonly pregnancy?: 'pregnant' | 'not-pregnant';
  readonly lactation?: 'breastfeeding' | 'not-breastfeeding';
  readonly allergies: readonly KnownAllergy[];
  /** Active and held orders of the patient. */
  readonly open: readonly OpenOrder[];
  /** µmol/L, newest first. */
  readonly creatinine: readonly LabValue[];
  /** mmol/L. */
  readonly potassium?: LabValue;
  readonly inr?: LabValue;
  /** 10⁹/L. */
  readonly platelets?: LabValue;
}
