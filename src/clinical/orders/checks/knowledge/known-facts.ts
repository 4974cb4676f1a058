import type { KnownFact } from '../../../datatypes/opened-source.js';
import { AGE_LIMITS } from '../age-limits.js';
import { type Drug } from '../formulary.js';
import { WRITTEN_DOWN } from '../formulary.data.js';
import { LOOK_ALIKES } from '../look-alikes.js';
import { INTERACTIONS } from '../together.rules.js';
import { COMPARED } from './compared.js';
import { isOwn } from './supported.js';

const numbers = (group: string, of: Readonly<Record<string, unknown>> | undefined): [string, number][] =>
  Object.entries(of ?? {})
    .filter(([, value]) => typeof value === 'number')
    .map(([name, value]) => [`${group}.${name}`, value as number]);

/** Every fact of a medicine by which something is judged. */
function factsOfDrug(drug: Drug): [string, string | number][] {
  return [
    ...numbers('adult', drug.adult),
    ...numbers('child', drug.child),
    ...numbers('renal', drug.renal),
    ...(drug.renal?.daily ?? []).map(({ below, most }): [string, number] => [`renal.daily.${below}`, most]),
    ...(drug.results ?? []).flatMap(({ analyte, above, below }) => numbers(`results.${analyte}`, { above, below })),
    ...(drug.leastHours === undefined ? [] : [['leastHours', drug.leastHours] as [string, number]]),
    ...AGE_LIMITS.filter(({ of }) => of.some((one) => one === drug.atc || drug.classes.includes(one))).map(
      ({ because, under }): [string, string] => [`age.${because}`, under],
    ),
    ...(drug.pregnancy ? [['pregnancy', drug.pregnancy] as [string, string]] : []),
    ...(drug.lactation ? [['lactation', drug.lactation] as [string, string]] : []),
  ];
}

/** Every fact of the starter's medicines, interactions and look-alikes, with the text it was compared with. */
export function knownFacts(): KnownFact[] {
  const ofDrugs = WRITTEN_DOWN.flatMap((drug) =>
    factsOfDrug(drug).map(([fact, value]) => ({
      ...{ about: drug.atc, name: drug.name, fact, value },
      isOwn: isOwn(drug, fact),
    })),
  );
  const nameOf = (what: string) => WRITTEN_DOWN.find(({ atc }) => atc === what)?.name ?? what;
  const together = INTERACTIONS.map(({ one, other, effect }) => ({
    about: `${one}+${other}`,
    name: `${nameOf(one)} + ${nameOf(other)}`,
    ...{ fact: 'interaction', value: effect },
  }));
  const alike = LOOK_ALIKES.map(([one, other]) => ({
    about: `${one}+${other}`,
    name: `${one} / ${other}`,
    // That two names look alike is no statement about the medicines: whoever reads both sees it.
    ...{ fact: 'look-alike', value: 'yes', isOwn: true },
  }));
  return [...ofDrugs, ...together, ...alike].map((known) => ({
    ...known,
    source: COMPARED.get(`${known.about} ${known.fact}`)?.source,
  }));
}
