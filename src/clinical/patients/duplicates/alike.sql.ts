import { partialDateSql } from '../../datatypes/partial-date.js';
import { duplicateReasons } from './duplicate.words.js';
import type { DuplicateResponse } from './dto/duplicate.response.js';

/** Somebody alike as {@link alikeSql} tells them. */
export type AlikeRow = Omit<DuplicateResponse, 'reasons'> & { readonly reasons: readonly string[] };

/** SQL of one patient as a summary: `alias` is the table. */
export const summarySql = (alias: string): string =>
  `'id', ${alias}.id, 'mrn', ${alias}.mrn, 'fullName', ${alias}.full_name, 'sex', ${alias}.sex, 'birthDate', ${partialDateSql(`${alias}.birth_date`, `${alias}.birth_date_precision`)}`;

/**
 * SQL of a JSON array of who may be the same person; needs a scope that shows who everyone is.
 * @param given the arguments of `patients_alike`: order name, birth date, its precision, phones, numbers, whom besides, how many; and
 *   when it is known, sex, mother and place among those born with them
 * @param condition on the patient `o`
 */
export const alikeSql = (given: string, condition = 'true'): string => `(
  SELECT coalesce(jsonb_agg(jsonb_build_object(${summarySql('o')}, 'reasons', alike.reasons) ORDER BY alike.place), '[]')
    FROM patients_alike(${given}) WITH ORDINALITY AS alike (id, reasons, place) JOIN patient o ON o.id = alike.id WHERE ${condition})`;

/** Of a patient `p` on record. */
export const alikeToSql = (wanted: number, condition?: string): string =>
  alikeSql(
    `CASE WHEN NOT p.identity_unknown THEN p.name_sort END, p.birth_date, p.birth_date_precision, p.phones,
      ARRAY(SELECT value FROM patient_identifier WHERE patient_id = p.id AND retired_at IS NULL), p.id, ${wanted},
      p.sex, p.mother_id, p.birth_order`,
    condition,
  );

export const toDuplicate = ({ reasons, ...person }: AlikeRow): DuplicateResponse => ({
  ...person,
  reasons: duplicateReasons(reasons),
});
