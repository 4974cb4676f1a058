import type { BoardEncounterResponse } from '../api/generated/index.ts';

/** Of whom the children's score is asked: younger than 16 years, or told in months or days. */
export const isChild = ({ patient: { age } }: Pick<BoardEncounterResponse, 'patient'>): boolean =>
  age !== null && (age.unit !== 'year' || age.max < 16);
