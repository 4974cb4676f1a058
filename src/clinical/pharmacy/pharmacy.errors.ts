import type { Refusals } from '../../kernel/lifecycle.js';
import { defineProblems } from '../../kernel/problem.js';
import { explainConstraints } from '../../platform/database/constraint-problems.js';
import type { ReviewRefusal } from './review.rules.js';

export const pharmacyProblems = defineProblems({
  pharmacyNoMedicine: {
    status: 409,
    vi: 'Không phải chỉ định thuốc đang có hiệu lực',
    en: 'This is no order of a medicine in force',
  },
  pharmacyVerified: {
    status: 409,
    vi: 'Dược sĩ đã duyệt chỉ định này',
    en: 'A pharmacist has verified this order already',
  },
  pharmacyQuestioned: {
    status: 409,
    vi: 'Dược sĩ đã hỏi bác sĩ, đang chờ trả lời',
    en: 'A question to the doctor is open already',
  },
  pharmacyNotQuestioned: {
    status: 409,
    vi: 'Dược sĩ không có câu hỏi nào đang chờ',
    en: 'No question of the pharmacy is open',
  },
  pharmacyOwnOrder: {
    status: 403,
    vi: 'Không tự duyệt chỉ định của mình',
    en: 'Nobody verifies an order of their own',
  },
  pharmacyNotReleased: {
    status: 409,
    vi: 'Chưa cấp phát được: chỉ định chưa được dược sĩ duyệt',
    en: 'Not given out: no pharmacist has verified the order',
  },
  pharmacyDispensed: {
    status: 409,
    vi: 'Đã cấp phát đủ cho chỉ định này',
    en: 'All of it was given out already',
    detail: { vi: 'Cấp phát thêm thì nêu lý do.', en: 'Say why more is given out.' },
  },
  pharmacyDispensedJustNow: {
    status: 409,
    vi: 'Vừa cấp phát đúng số này',
    en: 'The same amount was given out just now',
    detail: {
      vi: 'Cùng số lượng, cùng lô đã được cấp phát lúc {at}. Nếu cấp thêm lần nữa thì nêu lý do.',
      en: 'The same amount of the same lot was given out at {at}. Say why it is given out once more.',
    },
  },
  pharmacyAmountDiffers: {
    status: 409,
    vi: 'Số cấp phát khác chỉ định',
    en: 'Not as much as was ordered',
    detail: {
      vi: 'Chỉ định cần {ordered} {unit}, tổng cấp phát là {given} {unit}. Nếu đúng, gửi lại kèm lý do.',
      en: 'The order needs {ordered} {unit}, given out are {given} {unit} in all. If that is right, say why.',
    },
  },
  dispensingNotFound: { status: 404, vi: 'Không tìm thấy lần cấp phát này', en: 'No such dispensing' },
  dispensingReturned: {
    status: 409,
    vi: 'Thuốc của lần cấp phát này đã trả lại hết',
    en: 'All of it was returned already',
  },
  dispensingReturnTooMuch: {
    status: 409,
    vi: 'Trả lại nhiều hơn số đã cấp phát',
    en: 'More is returned than was given out',
    detail: { vi: 'Còn có thể trả lại {left}.', en: '{left} may still be returned.' },
  },
});

/** Why the rules refuse something. */
export const REFUSALS: Refusals<ReviewRefusal> = {
  'pharmacy-verified': pharmacyProblems.pharmacyVerified,
  'pharmacy-questioned': pharmacyProblems.pharmacyQuestioned,
  'pharmacy-not-questioned': pharmacyProblems.pharmacyNotQuestioned,
};

explainConstraints({ dispensing_verified: pharmacyProblems.pharmacyNotReleased });
