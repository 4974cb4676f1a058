import { today } from '../api/clock.ts';
import { ageOn, ageText } from '../../../src/clinical/datatypes/age.ts';
import { parsePartialDate } from '../../../src/clinical/datatypes/partial-date.ts';
import { currentLanguage } from './language.ts';
import { hospitalDay } from './moments.ts';

/** The age of who was born then (a date known in full or in part), as people say it: 36 tuổi, 7 tháng tuổi. @returns undefined when nobody knows */
export function ageAt(birthDate: string | null, at = today()): string | undefined {
  const birth = birthDate === null ? undefined : parsePartialDate(birthDate);
  return birth && ageText(ageOn(birth, hospitalDay(at)), currentLanguage());
}
