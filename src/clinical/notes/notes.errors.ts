import { defineProblems } from '../../kernel/problem.js';
import { explainConstraints } from '../../platform/database/constraint-problems.js';
import { keyProblems } from '../../platform/keys/keys.errors.js';

export const noteProblems = defineProblems({
  noteNotFound: { status: 404, vi: 'Không tìm thấy tờ bệnh án này', en: 'No such note' },
  noteSigned: {
    status: 409,
    vi: 'Tờ bệnh án đã ký, không sửa được; hãy viết phụ lục',
    en: 'The note is signed and stays as it is; write an addendum',
  },
  noteNotSigned: { status: 409, vi: 'Tờ bệnh án chưa ký', en: 'The note is not signed yet' },
  noteInError: {
    status: 409,
    vi: 'Tờ bệnh án đã được đánh dấu ghi nhầm',
    en: 'The note is marked as entered in error',
  },
  noteEmpty: {
    status: 409,
    vi: 'Tờ bệnh án chưa có nội dung, không ký được',
    en: 'The note is empty and cannot be signed',
  },
  notTheAuthor: { status: 403, vi: 'Chỉ người viết được làm việc này', en: 'Only the author may do this' },
  noteTypeNotYours: {
    status: 403,
    vi: 'Vai trò của bạn không viết loại tờ bệnh án này',
    en: 'Your role does not write this kind of note',
  },
  sectionsMissing: {
    status: 409,
    vi: 'Tờ bệnh án còn thiếu mục bắt buộc, chưa ký được',
    en: 'The note lacks what the form requires and cannot be signed yet',
  },
  momentsOutOfOrder: {
    status: 409,
    vi: 'Các mốc giờ trong tờ bệnh án không theo thứ tự, chưa ký được',
    en: 'Moments of the note are not in their order; it cannot be signed yet',
  },
  noteContradicts: {
    status: 409,
    vi: 'Tờ bệnh án mâu thuẫn với hồ sơ; hãy xem lại, nếu đúng thì xác nhận rồi ký',
    en: 'The note contradicts the record: look again, and confirm what is right to sign it',
  },
  noHandover: {
    status: 409,
    vi: 'Chỉ nhận bàn giao từ phiếu bàn giao',
    en: 'Only a handover can be taken over',
  },
  ownHandover: {
    status: 409,
    vi: 'Người bàn giao không tự nhận bàn giao của mình',
    en: 'Whoever hands over does not take over from themselves',
  },
  handoverTaken: { status: 409, vi: 'Đã có người nhận bàn giao này', en: 'This handover was taken over already' },
  templateUnknown: { status: 400, vi: 'Không có biểu mẫu này', en: 'There is no such form' },
  refusedTextNotFound: { status: 404, vi: 'Không tìm thấy bản viết này', en: 'No such text' },
  cosignedAlready: { status: 409, vi: 'Bạn đã ký tờ bệnh án này', en: 'You have signed this note already' },
});

/** A signature of a terminal that is brought twice: the addendum that it is of is there. */
explainConstraints({ note_pkey: keyProblems.terminalSignatureWrong });
