import type { Coding } from '../datatypes/coding.js';
import { LOINC } from './code-systems.js';
import { criticalLimits } from './critical-values.js';

/**
 * Whether values may be the answer to an order: a result of sodium alone answers no order for potassium, it is perhaps another patient's. Only
 * where both are tests that are known one by one; of panels and codes that nobody knows, nothing is said. More than what was ordered is welcome.
 */
export function answersTest(ordered: Coding, values: readonly { readonly code: Coding }[]): boolean {
  const test = testOf(ordered);
  if (!test || values.length === 0) return true;
  return values.some(({ code }) => {
    const found = testOf(code);
    return found === undefined || found === test;
  });
}

/** Panels that hospitals order, by their codes in LOINC: each is answered by the values of many tests. Source: LOINC, class PANEL. */
const PANELS: ReadonlySet<string> = new Set([
  // metabolic: comprehensive, basic, electrolytes, renal, hepatic, lipid
  ...[
    '24323-8',
    '24320-4',
    '24321-2',
    '51990-0',
    '24326-1',
    '55231-5',
    '24362-6',
    '24325-3',
    '24331-1',
    '57698-3',
    '100898-6',
  ],
  // counts of blood, coagulation, blood gas, urine, thyroid
  ...['58410-2', '57021-8', '57782-5', '69738-3', '34528-0', '24336-0', '24337-8', '24338-6', '24339-4', '24340-2'],
  ...['24356-8', '24357-6', '50556-0', '24348-5', '34533-0'],
]);

/** Whether what was ordered is a panel. */
export const isPanel = ({ system, code = '' }: Coding): boolean => system === LOINC && PANELS.has(code);

const testOf = ({ system, code }: Coding) => (system === LOINC && code ? criticalLimits(code) : undefined);
