import type { Coding } from '../datatypes/coding.js';
import type { ResultDetails } from '../datatypes/result-details.js';

/** What was found: a number, words, or a code. */
export interface ObservedValue {
  readonly value?: number;
  /** `<`, `<=`, `>=`, `>`: the value is a limit of what could be measured. */
  readonly comparator?: string;
  /** UCUM. */
  readonly unit?: string;
  readonly text?: string;
  readonly coded?: Coding;
}

/** A part of an observation that means nothing without the whole, such as the systolic pressure. */
export interface ObservationComponent extends ObservedValue {
  readonly code: Coding;
  /** Such as S, I or R of an antibiogram. */
  readonly interpretation?: string;
  /** Another unit that was sent beside its unit. */
  readonly unitWritten?: string;
}

/** An observation as another system tells it. Whoever calls has checked that patient and encounter belong together. */
export interface NewObservation extends ObservedValue {
  readonly patientId: string;
  readonly encounterId?: string;
  readonly reportId?: string;
  /** FHIR observation-category, such as vital-signs, laboratory, survey. */
  readonly category: string;
  readonly code: Coding;
  readonly components?: readonly ObservationComponent[];
  readonly referenceLow?: number;
  readonly referenceHigh?: number;
  readonly referenceText?: string;
  /** HL7 v3 ObservationInterpretation. */
  readonly interpretation?: string;
  /** Whether it has to be told at once, for results; see clinical/results/judging. */
  readonly criticality?: string;
  readonly notJudgedBecause?: string;
  /** The number as it was written, where its digits say more than the number. */
  readonly valueAsSent?: string;
  readonly details?: ResultDetails;
  /** FHIR R4 observation-status. */
  readonly status: string;
  readonly effectiveAt: Date;
  readonly issuedAt?: Date;
  /** The observation this one corrects; it is superseded, never overwritten. */
  readonly correctsId?: string;
  readonly recordedBy?: string;
}

/** Columns of a value as JSON gives them, with their types: many are parsed and stored as one JSON several times faster than one by one. */
export const VALUE_COLUMNS = {
  category: 'category text',
  codeSystem: 'code_system text',
  code: 'code text',
  display: 'display text',
  valueNumber: 'value_number numeric',
  valueComparator: 'value_comparator text',
  valueUnit: 'value_unit text',
  valueText: 'value_text text',
  referenceLow: 'reference_low numeric',
  referenceHigh: 'reference_high numeric',
  referenceText: 'reference_text text',
  interpretation: 'interpretation text',
  criticality: 'criticality text',
  notJudgedBecause: 'not_judged_because text',
  suddenChange: 'sudden_change jsonb',
  valueAsSent: 'value_as_sent text',
  details: 'details jsonb',
  status: 'status text',
  effectiveAt: 'effective_at timestamptz',
  issuedAt: 'issued_at timestamptz',
  recordedBy: 'recorded_by uuid',
} as const;
