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
  orderOfOtherKind: {
    status: 403,
    vi: 'Chỉ định này thuộc bộ phận khác thực hiện',
    en: 'Orders of this kind are carried out by others',
    detail: {
      vi: 'Mỗi loại chỉ định do đúng bộ phận của nó thực hiện: xét nghiệm do khoa xét nghiệm, hình ảnh do khoa chẩn đoán hình ảnh, chăm sóc và chế độ ăn do điều dưỡng, hội chẩn do bác sĩ.',
      en: 'Each kind is carried out by those it is for: laboratory orders by the laboratory, imaging by radiographers, care and diet by nurses, consultations by doctors.',
    },
  },
  orderWithoutSpecimen: {
    status: 409,
    vi: 'Loại chỉ định này không lấy mẫu',
    en: 'No specimen is taken for orders of this kind',
  },
  specimenNotTaken: {
    status: 409,
    vi: 'Chưa có mẫu nào để từ chối',
    en: 'There is no specimen to reject',
    detail: {
      vi: 'Chưa ghi nhận đã lấy hay đã nhận mẫu cho chỉ định này.',
      en: 'Nobody has said that a specimen was taken or received for this order.',
    },
  },
  orderOfAnother: {
    status: 403,
    vi: 'Bản nháp này do người khác viết',
    en: 'Somebody else wrote this draft',
    detail: {
      vi: 'Người viết ký, hoặc ký thay bằng cách nêu tên người viết; chỉ định sẽ ghi rõ ký thay ai.',
      en: 'Its author signs it, or you sign on their behalf by naming them; the order then says so.',
    },
  },
  checkFailed: {
    status: 409,
    vi: 'Kiểm tra an toàn chưa đạt, chỉ định chưa được ký',
    en: 'A safety check stops the signature',
    detail: {
      vi: 'Sửa chỉ định, hoặc ký kèm lý do cho từng kiểm tra trong overrides; lý do được lưu vết.',
      en: 'Change the order, or sign with a reason for each check in overrides; the reasons are kept on the trail.',
    },
  },
  orderNotForRole: {
    status: 403,
    vi: 'Vai trò này không ký loại chỉ định này',
    en: 'This role does not sign orders of this kind',
  },
  verbalNotYours: {
    status: 403,
    vi: 'Y lệnh miệng do điều dưỡng ghi nhận',
    en: 'Verbal orders are taken by nurses',
    detail: {
      vi: 'Bác sĩ tự viết và ký chỉ định của mình.',
      en: 'A doctor writes and signs their own orders.',
    },
  },
  orderSetNotFound: { status: 404, vi: 'Không có bộ chỉ định này', en: 'No such order set' },
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
  'specimen-not-taken': orderProblems.specimenNotTaken,
  'order-is-final': orderProblems.orderIsFinal,
  'order-in-error': orderProblems.orderInError,
};
