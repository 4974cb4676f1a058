/** What many drugs of the formulary share: forms, routes, cautions of a class. */
export const TABLET = ['tablet'] as const;
export const INJECTION = ['injection'] as const;
export const BOTH = ['tablet', 'injection'] as const;
export const ORAL = ['oral', 'enteral'] as const;
export const IV = ['intravenous'] as const;
export const IV_IM = ['intravenous', 'intramuscular'] as const;
export const ORAL_IV = ['oral', 'enteral', 'intravenous'] as const;

export const OF_LIST = 'OF_LIST';

export const NSAID = {
  pregnancy: 'avoid',
  renal: { avoidBelow: 30 },
  results: [{ analyte: 'platelets', below: 50 }],
} as const;
export const ACE = { pregnancy: 'avoid', results: [{ analyte: 'potassium', above: 5.5 }] } as const;
