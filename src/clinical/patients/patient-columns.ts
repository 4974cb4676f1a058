import type { Patient } from '../../generated/prisma/client.js';
import { coded } from '../terminology/coded.mapper.js';
import type { NewbornResponse, PatientResponse } from './dto/patient.response.js';

/** What is said of a patient `p` beside name, sex, birth date and what is kept as JSON; as the row's fields. */
export const SAID_OF_PATIENT = `p.identity_unknown AS "identityUnknown", p.birth_date_estimated AS "birthDateEstimated",
  p.ethnic_group AS "ethnicGroup", p.nationality, p.occupation, p.workplace, p.mother_id AS "motherId", p.born_at AS "bornAt",
  p.birth_weight_grams AS "birthWeightGrams", p.gestation_days AS "gestationDays", p.birth_order AS "birthOrder", p.birth_count AS "birthCount"`;

/** The columns of {@link SAID_OF_PATIENT}. */
export type SaidRow = Pick<
  Patient,
  | 'identityUnknown'
  | 'birthDateEstimated'
  | 'ethnicGroup'
  | 'nationality'
  | 'occupation'
  | 'workplace'
  | 'motherId'
  | 'birthWeightGrams'
  | 'gestationDays'
  | 'birthOrder'
  | 'birthCount'
> & { readonly bornAt: Date | string | null };

type Said = Pick<
  PatientResponse,
  'unknown' | 'birthDateEstimated' | 'ethnicGroup' | 'nationality' | 'occupation' | 'workplace' | 'newborn'
>;

/** The same as it is answered. */
export function saidOf(row: SaidRow): Said {
  return {
    unknown: row.identityUnknown,
    birthDateEstimated: row.birthDateEstimated,
    ethnicGroup: coded('ethnic-group', row.ethnicGroup),
    nationality: coded('nationality', row.nationality),
    occupation: coded('occupation', row.occupation),
    workplace: row.workplace,
    newborn: newbornOf(row),
  };
}

const DAYS_OF_WEEK = 7;

function newbornOf(row: SaidRow): NewbornResponse | null {
  const { motherId, bornAt, birthWeightGrams, gestationDays, birthOrder, birthCount } = row;
  const facts = [motherId, bornAt, birthWeightGrams, gestationDays, birthOrder, birthCount];
  if (facts.every((said) => said === null)) {
    return null;
  }
  return {
    motherId,
    bornAt: bornAt && new Date(bornAt).toISOString(),
    weightGrams: birthWeightGrams,
    gestationalWeeks: gestationDays === null ? null : Math.floor(gestationDays / DAYS_OF_WEEK),
    gestationalDays: gestationDays === null ? null : gestationDays % DAYS_OF_WEEK,
    birthOrder,
    birthCount,
  };
}
