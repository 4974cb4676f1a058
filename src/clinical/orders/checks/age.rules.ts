import { AGE_LIMITS, type AgeLimit } from './age-limits.js';
import { ageLimitText, ageReasonWords } from './age.words.js';
import type { CheckedOrder, Facts } from './facts.js';
import { SEVERITIES, type Finding } from './finding.js';
import type { Drug } from './formulary.js';
import { factSource } from './knowledge/fact-source.js';
import { isSupported } from './knowledge/supported.js';

type Found = Omit<Finding, 'order'>;

/** Drops and ointments hardly reach the rest of the body. */
const LOCAL: readonly string[] = ['ophthalmic', 'otic', 'nasal', 'topical'];

/** The gravest of what speaks against a drug at the patient's age; where the age may lie on either side it is not judged. */
export function ageFindings(order: CheckedOrder, drug: Drug, facts: Facts): Found[] {
  const found = limitsOf(order, drug, facts)
    .filter(({ because }) => isSupported(drug, `age.${because}`))
    .flatMap((limit) => told(order, drug, limit, isUnder(limit, facts)));
  return found.toSorted((one, other) => rank(one) - rank(other)).slice(0, 1);
}

/** Whether something may speak against it at the patient's age that no text supports yet. */
export const isAgeUnsourced = (order: CheckedOrder, drug: Drug, facts: Facts): boolean =>
  limitsOf(order, drug, facts).some(
    (limit) => !isSupported(drug, `age.${limit.because}`) && isUnder(limit, facts) !== false,
  );

/** The limits that are about a medicine, as it is taken, and after what was done. */
function limitsOf({ route }: CheckedOrder, drug: Drug, { procedures = [] }: Facts): readonly AgeLimit[] {
  if (LOCAL.includes(route ?? '')) return [];
  return AGE_LIMITS.filter(({ of }) => of.some((one) => one === drug.atc || drug.classes.includes(one)))
    .filter(({ by }) => !by || route === undefined || by.includes(route))
    .filter(({ after }) => !after || procedures.some(after));
}

const rank = ({ severity }: Found): number => SEVERITIES.indexOf(severity);

/** Undefined where nobody can tell. */
function isUnder({ under }: AgeLimit, { age, ageDays = daysIn(age) }: Facts): boolean | undefined {
  const [limit, known] = under.endsWith('y') ? [Number(under.slice(0, -1)), age] : [daysOf(under), ageDays];
  if (!known) return undefined;
  if (known.max < limit) return true;
  return known.min >= limit ? false : undefined;
}

const daysIn = (age: Facts['age']): Facts['ageDays'] => age && { min: age.min * 365, max: age.max * 366 + 365 };

/** A month is 30.4 days. */
const daysOf = (under: AgeLimit['under']): number =>
  Math.round(Number(under.slice(0, -1)) * (under.endsWith('m') ? 30.4 : 1));

function told({ code }: CheckedOrder, drug: Drug, limit: AgeLimit, is: boolean | undefined): Found[] {
  if (is === false) return [];
  const params = { drug: code.display, limit: ageLimitText(limit.under), why: ageReasonWords[limit.because] };
  const severity = is === undefined ? 'not-judged' : limit.severity;
  return [{ rule: 'age', severity, params, source: factSource(drug, `age.${limit.because}`) }];
}
