import { hospitalDate } from '../../kernel/hospital-time.js';
import { invalidField } from '../../kernel/problem.js';
import { patientWords } from './patients.words.js';

/** When somebody was born: the first day that it may have been, as a date at midnight UTC or YYYY-MM-DD. */
export interface Born {
  readonly birthDate: Date | string | null;
  /** The moment, of who was just born; left out where days alone are compared. */
  readonly bornAt?: Date | string | null;
}

const MINUTE_MS = 60_000;

/**
 * Whether a moment is before the minute of birth, or where no more than a date is known before that day on the ward's clock; where the birth
 * is known in part, before all of it.
 */
export function isBeforeBirth({ birthDate, bornAt }: Born, moment: Date): boolean {
  if (bornAt) {
    const born = new Date(bornAt).getTime();
    if (moment.getTime() < born - (born % MINUTE_MS)) return true;
  }
  if (birthDate === null) return false;
  const day = typeof birthDate === 'string' ? birthDate : birthDate.toISOString().slice(0, 10);
  return hospitalDate(moment) < day;
}

/** Nothing happens to a patient before birth. @throws Problem validation at `pointer` */
export function requireNotBeforeBirth(patient: Born, moment: Date, pointer: string): void {
  if (!isBeforeBirth(patient, moment)) return;
  throw invalidField(pointer, 'before-birth', patientWords.beforeBirth);
}
