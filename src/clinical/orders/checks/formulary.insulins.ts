import type { Drug } from './formulary.js';

/** Units at one time, a day and an hour of an infusion beyond which whoever signs is asked. No source gives a most for insulin: the limit is ours, against a slipped point. */
const ASKED_ABOVE = { single: 50, daily: 200, hourly: 20 } as const;
/** The same of a child, for each kilogram: an infusion of 0.1 units/kg an hour runs all day. */
const ASKED_OF_CHILD = { single: 0.5, daily: 3 } as const;

const insulin = (atc: string, name: string, also: readonly string[], routes: Drug['routes']): Drug => ({
  ...{ atc, name, also, routes, unit: '[iU]', classes: ['insulin'], forms: ['injection'] },
  strengths: ['100 IU/mL'],
  ...{ adult: ASKED_ABOVE, child: ASKED_OF_CHILD },
  results: [{ analyte: 'potassium', below: 3.3 }],
  source: 'OWN',
});

/** Insulins, in units; a second person looks before each is given. */
export const INSULINS: readonly Drug[] = [
  insulin(
    'A10AB01',
    'Insulin (human)',
    ['insulin human', 'insulin regular', 'actrapid', 'insulin nhanh'],
    ['subcutaneous', 'intravenous'],
  ),
  insulin('A10AB04', 'Insulin lispro', ['humalog'], ['subcutaneous', 'intravenous']),
  insulin('A10AB05', 'Insulin aspart', ['novorapid'], ['subcutaneous', 'intravenous']),
  insulin('A10AC01', 'Insulin isophane', ['insulin nph', 'insulatard', 'insulin ban cham'], ['subcutaneous']),
  insulin('A10AD01', 'Insulin (human) mixed', ['mixtard', 'insulin tron'], ['subcutaneous']),
  insulin('A10AE04', 'Insulin glargine', ['lantus', 'insulin glargin'], ['subcutaneous']),
  insulin('A10AE05', 'Insulin detemir', ['levemir'], ['subcutaneous']),
];
