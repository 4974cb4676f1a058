import { drugOf } from './formulary.js';

/** An ATC code of the fifth level names a substance, or a fixed combination. Source: WHO ATC index. */
const ATC_SUBSTANCE = /^[A-Z]\d\d[A-Z]{2}\d\d$/;

interface Coded {
  readonly code: string;
  readonly display: string;
}

/**
 * Whether two products are of the same substance, so that one may be given out for the other without a new order. What the formulary does
 * not know is compared by its ATC code; what has none is not known to be the same.
 */
export function isSameSubstance(ordered: Coded, product: Coded): boolean {
  const [one, other] = [drugOf(ordered), drugOf(product)];
  if (one && other) return one.name === other.name;
  const code = ordered.code.toUpperCase();
  return !one && !other && ATC_SUBSTANCE.test(code) && code === product.code.toUpperCase();
}
