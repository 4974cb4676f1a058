import { defineProblems } from '../../kernel/problem.js';

/** What is answered of a record that was merged into another. */
export const mergedProblems = defineProblems({
  patientMerged: {
    status: 308,
    vi: 'Hồ sơ này đã được gộp vào một hồ sơ khác',
    en: 'This record was merged into another',
  },
  mergedPatientWritten: {
    status: 409,
    vi: 'Hồ sơ này đã được gộp; hãy ghi vào hồ sơ còn lại',
    en: 'This record was merged: write to the one that stayed',
  },
  movedMeanwhile: {
    status: 409,
    vi: 'Hồ sơ vừa được gộp hoặc tách đúng lúc này; chưa ghi gì, hãy thử lại',
    en: 'The record was merged or parted at this very moment: nothing was done, try again',
  },
});
