import type { Localised } from '../../../kernel/language.js';

/** Serious and contraindicated stop a signature until they are signed over; the others are told. */
export const SEVERITIES = ['contraindicated', 'serious', 'caution', 'not-judged'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const RULES = [
  'allergy-substance',
  'allergy-class',
  'allergy-cross-reactivity',
  'allergies',
  'duplicate-order',
  'duplicate-therapy',
  'interaction',
  'dose',
  'ten-fold-dose',
  'single-dose',
  'daily-dose',
  'rate',
  'no-rate',
  'too-often',
  'indivisible',
  'many-pieces',
  'age',
  'weight',
  'renal-function',
  'route',
  'pregnancy',
  'lactation',
  'result',
  'cautions',
  'look-alike',
  'formulary',
] as const;
export type CheckRule = (typeof RULES)[number];

/** What a check found of one order; its words are those of its rule and severity. */
export interface Finding {
  readonly rule: CheckRule;
  readonly severity: Severity;
  /** The order in the request, from 0. */
  readonly order: number;
  /** What stands in its words. */
  readonly params: Readonly<Record<string, string | number | Localised>>;
  /** Where the rule is from. */
  readonly source: string;
}

/** Whether the dose of an order was held against limits that are the patient's own. */
export const DOSE_CHECKS = ['checked', 'not-checked'] as const;
export type DoseCheck = (typeof DOSE_CHECKS)[number];

/** Rules that say that a dose was not judged: a child's weight stops, the others are told. */
const OF_AN_UNCHECKED_DOSE: readonly CheckRule[] = ['dose', 'daily-dose', 'formulary', 'weight'];

export const doseCheckOf = (found: readonly Pick<Finding, 'rule' | 'severity'>[]): DoseCheck =>
  found.some(
    ({ rule, severity }) => OF_AN_UNCHECKED_DOSE.includes(rule) && (severity === 'not-judged' || rule === 'weight'),
  )
    ? 'not-checked'
    : 'checked';

export const stops = ({ severity }: Finding): boolean => severity === 'contraindicated' || severity === 'serious';

/** The gravest first. */
export const bySeverity = <Found extends Pick<Finding, 'severity'>>(found: readonly Found[]): Found[] =>
  found.toSorted((one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity));
