import type { ChartAgeResponse } from '../api/generated/index.ts';
import { currentLanguage } from './language.ts';

/** Years that are possible for a birth date known in full or in part. */
export function ageWords({ min, max }: ChartAgeResponse): string {
  const years = min === max ? `${min}` : `${min}–${max}`;
  return currentLanguage() === 'vi' ? `${years} tuổi` : `${years} years`;
}
