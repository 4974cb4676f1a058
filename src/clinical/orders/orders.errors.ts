import type { Refusals } from '../../kernel/lifecycle.js';
import { defineProblems } from '../../kernel/problem.js';
import type { OrderRefusal } from './order-state.rules.js';

export const orderProblems = defineProblems({
  orderNotFound: { status: 404, vi: 'Không tìm thấy chỉ định', en: 'No such order' },
  orderNotSigned: { status: 409, vi: 'Chỉ định chưa được ký', en: 'The order is not signed yet' },
  orderAlreadySigned: { status: 409, vi: 'Chỉ định đã được ký', en: 'The order is signed already' },
  orderOnHold: { status: 409, vi: 'Chỉ định đang tạm dừng', en: 'The order is on hold' },
  orderNotOnHold: { status: 409, vi: 'Chỉ định không ở trạng thái tạm dừng', en: 'The order is not on hold' },
  orderAlreadyBegun: {
    status: 409,
    vi: 'Chỉ định đã bắt đầu thực hiện',
    en: 'Work on the order has begun',
    detail: {
      vi: 'Chỉ định đã thực hiện thì ngừng, không hủy.',
      en: 'What was begun is discontinued, not cancelled.',
    },
  },
  orderIsFinal: { status: 409, vi: 'Chỉ định đã kết thúc', en: 'The order has ended' },
  orderInError: {
    status: 409,
    vi: 'Chỉ định đã được đánh dấu ghi nhầm',
    en: 'The order is marked as entered in error',
  },
});

/** Why the rules refuse something. */
export const REFUSALS: Refusals<OrderRefusal> = {
  'order-not-signed': orderProblems.orderNotSigned,
  'order-already-signed': orderProblems.orderAlreadySigned,
  'order-on-hold': orderProblems.orderOnHold,
  'order-not-on-hold': orderProblems.orderNotOnHold,
  'order-already-begun': orderProblems.orderAlreadyBegun,
  'order-is-final': orderProblems.orderIsFinal,
  'order-in-error': orderProblems.orderInError,
};
