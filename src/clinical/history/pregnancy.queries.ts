/** What stands for a pregnancy, a birth or the time after it among diagnoses: ICD-10 O00–O99 and Z33–Z36. */
const OF_PREGNANCY = '^(O[0-9]|Z3[3-6])';

/** SQL condition: a diagnosis in force says that the patient is or was just pregnant. */
export const pregnancyByProblemSql = (
  patient: string,
): string => `EXISTS (SELECT FROM problem WHERE patient_id = ${patient}
    AND clinical_status IN ('active', 'recurrence', 'relapse') AND verification_status NOT IN ('refuted', 'entered-in-error')
    AND code ~ '${OF_PREGNANCY}')`;
