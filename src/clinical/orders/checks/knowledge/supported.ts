import type { Drug } from '../formulary.js';
import { COMPARED } from './compared.js';

/** Medicines whose limits are this system's own: beyond them it asks, against a slipped point, and names no text. */
const OWN: readonly string[] = ['ASKED', 'OWN'];
/** Limits of that kind of other medicines: INR and platelets are those at which this system calls a result critical, or nearly. */
export const ASKED_ONLY: readonly string[] = [
  'adult.repeated',
  'adult.singleIv',
  'results.inr.above',
  'results.platelets.below',
];

/** Whether a fact is a limit of this system's own, and no statement about the medicine. */
export const isOwn = ({ source }: Pick<Drug, 'source'>, fact: string): boolean =>
  OWN.includes(source) || ASKED_ONLY.includes(fact);

/** Whether the starter may say a fact: it was compared with a text that was opened, or is this system's own limit. */
export const isSupported = (drug: Pick<Drug, 'atc' | 'source'>, fact: string): boolean =>
  isOwn(drug, fact) || COMPARED.has(`${drug.atc} ${fact}`);

type Facts = Readonly<Record<string, unknown>>;

const some = <T extends object>(facts: T): T | undefined => (Object.keys(facts).length > 0 ? facts : undefined);

/** Whether something of a caution is left: which measure its limits are of is none. */
const isTold = (fact: Drug['pregnancy'] | Drug['renal']): boolean =>
  typeof fact === 'object' ? (fact.avoidBelow ?? fact.reduceBelow ?? fact.daily) !== undefined : fact !== undefined;

/** The starter without what no text supports: absent is not checked, and the checks say so. */
export function supported(drug: Drug): Drug {
  const keep = (fact: string) => isSupported(drug, fact);
  const kept = (group: string, facts: Facts | undefined) =>
    some(Object.fromEntries(Object.entries(facts ?? {}).filter(([name]) => keep(`${group}.${name}`))));
  const { adult, child, renal, results, leastHours, pregnancy, lactation, ...named } = drug;
  const daily = renal?.daily?.filter(({ below }) => keep(`renal.daily.${below}`)) ?? [];
  const limits = kept('renal', { avoidBelow: renal?.avoidBelow, reduceBelow: renal?.reduceBelow });
  const facts = {
    adult: kept('adult', adult),
    child: kept('child', child),
    renal:
      renal &&
      some({ ...limits, ...(daily.length > 0 && { daily }), ...(renal.measure && { measure: renal.measure }) }),
    results: results?.filter((limit) =>
      keep(`results.${limit.analyte}.${limit.above === undefined ? 'below' : 'above'}`),
    ),
    leastHours: keep('leastHours') ? leastHours : undefined,
    pregnancy: keep('pregnancy') ? pregnancy : undefined,
    lactation: keep('lactation') ? lactation : undefined,
  };
  const unsourced = (['pregnancy', 'lactation', 'renal'] as const).filter(
    (caution) => drug[caution] !== undefined && !isTold(facts[caution]),
  );
  const said = Object.entries({ ...facts, unsourced }).filter(
    ([, fact]) => fact !== undefined && !(Array.isArray(fact) && fact.length === 0),
  );
  return { ...named, ...(Object.fromEntries(said) as Partial<Drug>) };
}
