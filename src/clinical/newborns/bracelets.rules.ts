/** When the bracelets of mother and child are compared. */
export const OCCASIONS = ['handover', 'feeding', 'procedure', 'discharge'] as const;
export type Occasion = (typeof OCCASIONS)[number];

/** What was found. `exchanged`: the two are theirs, each scanned in the place of the other. */
export const OUTCOMES = ['match', 'other-mother', 'other-newborn', 'neither', 'exchanged'] as const;
export type Outcome = (typeof OUTCOMES)[number];
export type Mismatch = Exclude<Outcome, 'match'>;

/** Whose a bracelet is, seen from the newborn. */
export type Wearer = 'mother' | 'newborn' | 'other';

/**
 * Both bracelets, compared as a pair: a child is given to its own mother alone. Two identifiers that match are asked for by the Joint
 * Commission, NPSG.01.01.01 EP 3 (distinct identification of newborns).
 */
export function outcomeOf(asMother: Wearer, asNewborn: Wearer): Outcome {
  if (asMother === 'newborn' && asNewborn === 'mother') return 'exchanged';
  if (asMother === 'mother') return asNewborn === 'newborn' ? 'match' : 'other-newborn';
  return asNewborn === 'newborn' ? 'other-mother' : 'neither';
}
