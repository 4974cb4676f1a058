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

const testOf = ({ system, code }: Coding) => (system === LOINC && code ? criticalLimits(code) : undefined);
