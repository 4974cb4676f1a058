import { analyteWords, measureWords } from './check.words.js';
import type { CheckedOrder, Facts } from './facts.js';
import type { Finding } from './finding.js';
import type { Drug, ResultLimit } from './formulary.js';
import { SOURCES } from './formulary.data.js';
import { knowsCautions } from './knowledge.rules.js';
import { renalFunction } from './renal.rules.js';

type Found = Omit<Finding, 'order'>;

const OLDEST_RESULT_HOURS = 7 * 24;
/** Women of these years may be pregnant. */
const [FERTILE_FROM, FERTILE_TO] = [12, 55];

/** Renal function, route, pregnancy, lactation and results that speak against a drug. */
export function patientFindings(order: CheckedOrder, drug: Drug, facts: Facts): Found[] {
  const base = { params: { drug: order.code.display }, source: SOURCES[drug.source] ?? drug.source } as const;
  const route: Found[] =
    order.route && !(drug.routes as readonly string[]).includes(order.route)
      ? [{ ...base, rule: 'route', severity: 'serious' }]
      : [];
  const cautions: Found[] = knowsCautions(drug) ? [] : [{ ...base, rule: 'cautions', severity: 'not-judged' }];
  return [
    ...route,
    ...cautions,
    ...renal(drug, facts, base),
    ...pregnancy(drug, facts, base),
    ...(drug.results ?? []).map((limit) => result(limit, facts, base)).filter((found) => found !== undefined),
  ];
}

type Base = Pick<Found, 'params' | 'source'>;

function renal({ renal: limits }: Drug, facts: Facts, base: Base): Found[] {
  if (!limits) return [];
  const known = renalFunction(facts, limits.measure);
  if (known === undefined) return [{ ...base, rule: 'renal-function', severity: 'not-judged' }];
  const found = (limit: number, severity: 'contraindicated' | 'serious'): Found[] => [
    {
      ...base,
      rule: 'renal-function',
      severity,
      params: { ...base.params, given: Math.round(known.value), measure: measureWords[known.measure], limit },
    },
  ];
  if (limits.avoidBelow !== undefined && known.value < limits.avoidBelow) {
    return found(limits.avoidBelow, 'contraindicated');
  }
  if (limits.reduceBelow !== undefined && known.value < limits.reduceBelow) return found(limits.reduceBelow, 'serious');
  return [];
}

function pregnancy(drug: Drug, { sex, age, pregnancy: state, lactation }: Facts, base: Base): Found[] {
  if (sex === 'male' || (age && (age.max < FERTILE_FROM || age.min > FERTILE_TO))) return [];
  const found: Found[] = [];
  if (drug.pregnancy === 'avoid' && state === 'pregnant') {
    found.push({ ...base, rule: 'pregnancy', severity: 'contraindicated' });
  }
  if (drug.pregnancy === 'avoid' && state === undefined) {
    found.push({ ...base, rule: 'pregnancy', severity: 'not-judged' });
  }
  if (drug.lactation === 'avoid' && lactation !== 'not-breastfeeding') {
    found.push({ ...base, rule: 'lactation', severity: lactation === 'breastfeeding' ? 'serious' : 'not-judged' });
  }
  return found;
}

function result({ analyte, above, below }: ResultLimit, facts: Facts, base: Base): Found | undefined {
  const latest = facts[analyte];
  const params = { ...base.params, analyte: analyteWords[analyte] };
  if (!latest || latest.hoursOld > OLDEST_RESULT_HOURS) {
    return { ...base, rule: 'result', severity: 'not-judged', params };
  }
  const { value: given } = latest;
  const limit = above !== undefined && given > above ? above : below !== undefined && given < below ? below : undefined;
  return limit === undefined
    ? undefined
    : { ...base, rule: 'result', severity: 'serious', params: { ...params, given, limit } };
}
