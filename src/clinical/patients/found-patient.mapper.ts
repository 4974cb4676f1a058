import { hospitalDate } from '../../kernel/hospital-time.js';
import { parsePartialDate } from '../datatypes/partial-date.js';
import type { FoundPatientResponse } from './dto/patient.response.js';
import { birthDateText } from '../datatypes/partial-date.js';
import { ageResponse, toPatientSummary } from './patient.mapper.js';

/** A patient as searches select them. */
export interface FoundRow {
  id: string;
  mrn: string;
  full_name: string;
  name_sort: string;
  sex: string;
  birth_date: string | null;
  birth_date_precision: string | null;
  deceased_at: Date | null;
  approximate: boolean;
}

/** Of the patient `p`. */
export const FOUND_COLUMNS =
  'p.id, p.mrn, p.full_name, p.name_sort, p.sex, p.birth_date::text, p.birth_date_precision, p.deceased_at';

/** Days asked for, both included, as YYYY-MM-DD. */
export type Days = readonly [first: string, last: string];

/** Whether a birth date known in part may lie within the days asked for, and may not. */
export function isUncertain(
  row: Pick<FoundRow, 'birth_date' | 'birth_date_precision'>,
  asked: Days | undefined,
): boolean {
  const born = birthDateText(row.birth_date, row.birth_date_precision);
  const known = asked && born ? parsePartialDate(born) : undefined;
  return known !== undefined && (known.first < asked![0] || known.last > asked![1]);
}

/** @param asked the birth dates that were asked for */
export function toFoundPatient(row: FoundRow, asked?: Days): FoundPatientResponse {
  const birthDate = birthDateText(row.birth_date, row.birth_date_precision);
  const summary = toPatientSummary({ ...row, fullName: row.full_name, birthDate });
  const age = ageResponse(birthDate, row.deceased_at ? hospitalDate(row.deceased_at) : undefined);
  return {
    ...summary,
    age,
    ...(row.approximate && { approximate: true }),
    ...(isUncertain(row, asked) && { uncertain: true }),
  };
}
