import type { CheckRule, Finding } from './checks/finding.js';

/** Rules whose answer an allergy, a pregnancy or lactation changes. */
const OF_THE_PATIENT: readonly CheckRule[] = [
  'allergy-substance',
  'allergy-class',
  'allergy-cross-reactivity',
  'pregnancy',
  'lactation',
];

type Said = Pick<Finding, 'rule' | 'severity' | 'params'>;

/** What is found of an order now and was not when it was signed: whoever signed over a finding knows of it. */
export const newlyFound = <Found extends Said>(now: readonly Found[], atSigning: readonly Said[]): Found[] => {
  const keyOf = ({ rule, severity, params }: Said) =>
    JSON.stringify([rule, severity, Object.entries(params).toSorted(([one], [other]) => (one < other ? -1 : 1))]);
  const known = new Set(atSigning.map(keyOf));
  return now.filter((one) => OF_THE_PATIENT.includes(one.rule) && !known.has(keyOf(one)));
};
