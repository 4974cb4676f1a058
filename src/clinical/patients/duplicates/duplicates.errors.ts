import { defineProblems } from '../../../kernel/problem.js';
import { explainConstraints } from '../../../platform/database/constraint-problems.js';
import { patientProblems } from '../patients.errors.js';

/** Of the other record of the two. */
const tellsOf = `SELECT public.care_patient_of('patient', ($1::jsonb->>'otherId')::uuid) AS patient_id`;

export const duplicateProblems = defineProblems({
  duplicateDismissed: {
    status: 409,
    tellsOf,
    vi: 'Hai hồ sơ này đã được xác định là hai người',
    en: 'These two were told apart already',
  },
  duplicateNotDismissed: {
    status: 404,
    tellsOf,
    vi: 'Hai hồ sơ này chưa được xác định là hai người',
    en: 'These two were not told apart',
  },
  duplicateOfItself: {
    status: 409,
    vi: 'Một hồ sơ không trùng với chính nó',
    en: 'A record is no duplicate of itself',
  },
});

explainConstraints({
  duplicate_dismissal_in_force: duplicateProblems.duplicateDismissed,
  duplicate_dismissal_other_id_fkey: patientProblems.patientNotFound,
});
