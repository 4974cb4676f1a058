import type { Language } from '../../../kernel/language.js';
import { ageFindings, isAgeUnsourced } from './age.rules.js';
import { analyteWords, cautionWords, measureWords } from './check.words.js';
import { renalLackWords, renalThenWords } from './renal.words.js';
import type { CheckedOrder, Facts } from './facts.js';
import type { Finding } from './finding.js';
import type { Drug, ResultLimit } from './formulary.js';
import { factSource } from './knowledge/fact-source.js';
import { SOURCES } from './formulary.data.js';
import { knowsCautions } from './knowledge.rules.js';
import { isDrops, isLocal } from './local.rules.js';
import { lackOfRenal, renalFunction } from './renal.rules.js';

type Found = Omit<Finding, 'order'>;

const OLDEST_RESULT_HOURS = 7 * 24;
/** Women of these years may be pregnant. */
const [FERTILE_FROM, FERTILE_TO] = [12, 55];

/** Renal function, route, pregnancy, lactation and results that speak against a drug. */
export function patientFindings(order: CheckedOrder, drug: Drug, facts: Facts): Found[] {
  const base = { params: { drug: order.code.display }, source: SOURCES[drug.source] ?? drug.source } as const;
  const route: Found[] =
    order.route && !(drug.routes as readonly string[]).includes(order.route)
      ? [{ ...base, rule: 'route', severity: isLocal(order) ? 'caution' : 'serious' }]
      : [];
  const ofMother = isDrops(order) ? [] : pregnancy(drug, facts, base);
  if (isLocal(order)) return [...route, ...ofMother];
  return [
    ...route,
    ...unknownCautions(order, drug, facts, base),
    ...ageFindings(order, drug, facts),
    ...renal(drug, facts, base),
    ...ofMother,
    ...(drug.results ?? []).map((limit) => result(drug, limit, facts, base)).filter((found) => found !== undefined),
  ];
}

type Base = Pick<Found, 'params' | 'source'>;

/** Which cautions nobody looked for, or no text supports yet; of a man, a child and an old woman those of mothers are none. */
function unknownCautions(order: CheckedOrder, drug: Drug, facts: Facts, base: Base): Found[] {
  const asked = mayBeMother(facts) ? (['pregnancy', 'lactation', 'renal'] as const) : (['renal'] as const);
  const unknown = asked.filter((caution) =>
    knowsCautions(drug) ? isUnsourced(drug, caution, facts) : drug[caution] === undefined,
  );
  const all = [...unknown, ...(isAgeUnsourced(order, drug, facts) ? (['age'] as const) : [])];
  if (all.length === 0) return [];
  const listed = (language: Language) => all.map((caution) => cautionWords[caution][language]).join(', ');
  const params = { ...base.params, what: { vi: listed('vi'), en: listed('en') } };
  return [{ ...base, rule: 'cautions', severity: 'not-judged', params }];
}

/** Of somebody who is known not to be pregnant, or not to breastfeed, that is no question. */
function isUnsourced(
  { unsourced = [] }: Drug,
  caution: keyof typeof cautionWords,
  { pregnancy, lactation }: Facts,
): boolean {
  if (caution === 'pregnancy' && pregnancy === 'not-pregnant') return false;
  if (caution === 'lactation' && lactation === 'not-breastfeeding') return false;
  return (unsourced as readonly string[]).includes(caution);
}

function renal(drug: Drug, facts: Facts, base: Base): Found[] {
  const { renal: limits } = drug;
  if (!limits) return [];
  const known = renalFunction(facts, limits.measure);
  if (known === undefined) {
    const lacks = renalLackWords[lackOfRenal(facts, limits.measure)];
    return [{ ...base, rule: 'renal-function', severity: 'not-judged', params: { ...base.params, lacks } }];
  }
  const found = (fact: 'avoidBelow' | 'reduceBelow', limit: number): Found[] => [
    {
      ...base,
      source: factSource(drug, `renal.${fact}`),
      rule: 'renal-function',
      severity: fact === 'avoidBelow' ? 'contraindicated' : 'serious',
      params: {
        ...base.params,
        given: Math.round(known.value),
        measure: measureWords[known.measure],
        limit,
        then: renalThenWords[fact],
      },
    },
  ];
  if (limits.avoidBelow !== undefined && known.value < limits.avoidBelow) {
    return found('avoidBelow', limits.avoidBelow);
  }
  if (limits.reduceBelow !== undefined && known.value < limits.reduceBelow) {
    return found('reduceBelow', limits.reduceBelow);
  }
  return [];
}

const mayBeMother = ({ sex, age }: Facts): boolean =>
  sex !== 'male' && !(age && (age.max < FERTILE_FROM || age.min > FERTILE_TO));

function pregnancy(drug: Drug, facts: Facts, base: Base): Found[] {
  if (!mayBeMother(facts)) return [];
  const { pregnancy: state, lactation } = facts;
  const found: Found[] = [];
  const source = factSource(drug, 'pregnancy');
  if (drug.pregnancy === 'avoid' && state === 'pregnant') {
    found.push({ ...base, source, rule: 'pregnancy', severity: 'contraindicated' });
  }
  if (drug.pregnancy === 'avoid' && state === undefined) {
    found.push({ ...base, source, rule: 'pregnancy', severity: 'not-judged' });
  }
  if (drug.lactation === 'avoid' && lactation !== 'not-breastfeeding') {
    const severity = lactation === 'breastfeeding' ? 'serious' : 'not-judged';
    found.push({ ...base, source: factSource(drug, 'lactation'), rule: 'lactation', severity });
  }
  return found;
}

function result(drug: Drug, { analyte, above, below }: ResultLimit, facts: Facts, of: Base): Found | undefined {
  const base = { ...of, source: factSource(drug, `results.${analyte}.${above === undefined ? 'below' : 'above'}`) };
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
