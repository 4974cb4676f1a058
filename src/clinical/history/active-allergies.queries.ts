/**
 * Which rows of a patient are allergies now, for whoever shows or counts them; `patient` is SQL of the id. What was refuted or entered in error is
 * never active: the database refuses it.
 */
export const activeAllergies = (patient: string): string => `${allergyStatements(patient)} AND NOT none_known`;

/** The same with the statements that there are none, of a kind or at all: for who must know that it was asked. */
export const allergyStatements = (patient: string): string =>
  `FROM allergy WHERE patient_id = ${patient} AND clinical_status = 'active'`;

/** SQL of whether anybody was ever told about allergies, past ones included. */
export const allergiesWereAsked = (patient: string): string =>
  `EXISTS (SELECT FROM allergy WHERE patient_id = ${patient} AND verification_status <> 'entered-in-error')`;
