/** Units of doses: UCUM, with its curly words for what is counted. Rates are for infusions. */
export const DOSE_UNITS = [
  'g',
  'mg',
  'ug',
  'ng',
  'mL',
  'L',
  '[iU]',
  'mmol',
  'meq',
  '{tablet}',
  '{capsule}',
  '{ampoule}',
  '{vial}',
  '{sachet}',
  '{drop}',
  '{puff}',
  '{suppository}',
  'mL/h',
  'mg/h',
  'ug/min',
  'ug/kg/min',
  '[iU]/h',
  'L/min',
] as const;
export type DoseUnit = (typeof DOSE_UNITS)[number];

/** Whether a unit is of what runs, and not of an amount. */
export const isOfRate = (unit: string): boolean => unit.includes('/');
/** Units of an amount: those of doses that are no rates. */
export type AmountUnit = Exclude<DoseUnit, `${string}/${string}`>;
export const AMOUNT_UNITS = DOSE_UNITS.filter((unit): unit is AmountUnit => !isOfRate(unit));

/** Ways into the body. Source: the routes of HL7 v2 table 0162 and SNOMED CT 284009009 that a ward uses, in plain words. */
export const ROUTES = [
  'oral',
  'sublingual',
  'buccal',
  'enteral',
  'rectal',
  'intravenous',
  'intramuscular',
  'subcutaneous',
  'intradermal',
  'intraosseous',
  'intrathecal',
  'epidural',
  'inhaled',
  'nebulised',
  'nasal',
  'ophthalmic',
  'otic',
  'topical',
  'transdermal',
  'vaginal',
] as const;
export type Route = (typeof ROUTES)[number];

const ROUTE_SPELLINGS: Readonly<Record<string, Route>> = {
  po: 'oral',
  iv: 'intravenous',
  im: 'intramuscular',
  sc: 'subcutaneous',
  sl: 'sublingual',
  pr: 'rectal',
  ng: 'enteral',
  inh: 'inhaled',
  neb: 'nebulised',
};

/** A route as we write it, for the spellings that people type, such as PO, IV and SC; others as they are. */
export const routeSpelled = (route: unknown): unknown =>
  typeof route === 'string' ? (ROUTE_SPELLINGS[route.trim().toLowerCase()] ?? route.trim().toLowerCase()) : route;
