import type { Localised } from '../../../kernel/language.js';
import { defineProblems } from '../../../kernel/problem.js';
import { explainConstraints } from '../../../platform/database/constraint-problems.js';

/** Of the other record of the two. */
const tellsOf = `SELECT public.care_patient_of('patient', ($1::jsonb->>'otherId')::uuid) AS patient_id`;

export const mergingProblems = defineProblems({
  mergeStopped: {
    status: 409,
    tellsOf,
    vi: 'Không gộp được hai hồ sơ này lúc này',
    en: 'These two records cannot be merged now',
    detail: {
      vi: 'Xem bản xem trước: hai hồ sơ đang nằm viện cùng lúc, là mẹ và con, là trẻ cùng một lần sinh, hoặc đều là hồ sơ của nhân viên.',
      en: 'See the preview: both are in hospital at one time, they are mother and child or were born together, or both are records of staff.',
    },
  },
  mergedAlready: {
    status: 409,
    tellsOf,
    vi: 'Một trong hai hồ sơ đã được gộp',
    en: 'One of the two records was merged already',
  },
  mergeOwnRecord: {
    status: 403,
    vi: 'Không tự gộp hồ sơ của chính mình',
    en: 'Nobody merges their own record',
  },
  mergeIntoUnknown: {
    status: 409,
    tellsOf,
    vi: 'Hồ sơ được giữ lại chưa rõ là ai; hãy gộp vào hồ sơ đã biết tên',
    en: 'The record that would stay is of nobody known: merge it into the known one',
  },
  mergeNotFound: { status: 404, vi: 'Không tìm thấy lần gộp này', en: 'No such merge' },
  mergeUndone: { status: 409, vi: 'Lần gộp này đã được tách lại', en: 'This merge was taken back already' },
  mergeLaterFirst: {
    status: 409,
    vi: 'Hồ sơ này đã được gộp tiếp vào hồ sơ khác; hãy tách lần gộp sau trước',
    en: 'This record was merged into another since: take the later merge back first',
  },
});

explainConstraints({
  patient_merge_known: mergingProblems.mergedAlready,
  patient_merge_once: mergingProblems.mergedAlready,
  patient_merge_in_force: mergingProblems.mergedAlready,
  patient_merge_own_record: mergingProblems.mergeOwnRecord,
  patient_merge_two_staff: mergingProblems.mergeStopped,
  patient_merge_kin: mergingProblems.mergeStopped,
  patient_merge_into_unknown: mergingProblems.mergeIntoUnknown,
  patient_merge_unknown: mergingProblems.mergeNotFound,
  patient_merge_undone_once: mergingProblems.mergeUndone,
  patient_merge_later_first: mergingProblems.mergeLaterFirst,
});

/** Why a merge would be refused, as the preview tells it. */
export const STOP_WORDS = {
  'both-admitted': { vi: 'Cả hai hồ sơ đang điều trị nội trú', en: 'Both records have an open inpatient stay' },
  'in-two-beds': { vi: 'Có lúc hai hồ sơ nằm hai giường khác nhau', en: 'Both records lay in a bed at the same time' },
  'two-staff': { vi: 'Cả hai là hồ sơ của nhân viên', en: 'Both are records of members of staff' },
  'mother-and-child': {
    vi: 'Một hồ sơ là mẹ hoặc bà ngoại của hồ sơ kia',
    en: 'One of them is the mother or grandmother of the other',
  },
  'born-together': {
    vi: 'Hai trẻ của cùng một lần sinh, khác thứ tự',
    en: 'Two children of one birth, with different orders',
  },
  'into-unknown': mergingProblems.mergeIntoUnknown.title,
  'merged-already': mergingProblems.mergedAlready.title,
} as const satisfies Record<string, Localised>;

export type MergeStop = keyof typeof STOP_WORDS;
