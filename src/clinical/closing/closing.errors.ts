import { defineProblems } from '../../kernel/problem.js';

export const closingProblems = defineProblems({
  recordOpen: {
    status: 409,
    vi: 'Hồ sơ bệnh án chưa khóa',
    en: 'The record is not closed',
  },
  closingNotSigned: {
    status: 409,
    vi: 'Hồ sơ được khóa từ trước khi có chữ ký điện tử của người khóa',
    en: 'The record was closed before closings were signed',
  },
  recordIncomplete: {
    status: 409,
    vi: 'Hồ sơ bệnh án còn thiếu; hãy bổ sung hoặc nêu lý do bỏ qua từng mục',
    en: 'The record is incomplete; add what is missing, or pass it over with a reason',
  },
  recordHeld: {
    status: 409,
    vi: 'Hồ sơ đang được giữ theo yêu cầu pháp lý',
    en: 'The record is on legal hold already',
  },
  recordNotHeld: { status: 409, vi: 'Hồ sơ không bị giữ theo yêu cầu pháp lý', en: 'The record is not on legal hold' },
});
