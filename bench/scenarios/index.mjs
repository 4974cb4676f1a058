// Every act that is measured, in the order of the table.
import { audit } from './audit.mjs';
import { charting } from './charting.mjs';
import { heavy } from './heavy.mjs';
import { orders } from './orders.mjs';
import { patients } from './patients.mjs';
import { results } from './results.mjs';
import { search } from './search.mjs';
import { tenYears } from './ten-years.mjs';
import { wards } from './wards.mjs';

/** @type {Record<string, import('../scenario.mjs').Scenario>} */
export const SCENARIOS = {
  ...charting,
  ...patients,
  ...results,
  ...orders,
  ...wards,
  ...search,
  ...heavy,
  ...tenYears,
  ...audit,
};

/** @param only names parted by commas; a name with a star at its end stands for all that begin so */
export function chosen(only) {
  const names = Object.keys(SCENARIOS);
  if (!only) return names;
  return only.split(',').flatMap((one) => {
    const found = names.filter((name) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : name === one));
    if (found.length === 0) throw new Error(`no scenario "${one}"; there are ${names.join(', ')}`);
    return found;
  });
}
