import type { Localised } from '../../kernel/language.js';

/** What senders of HL7 v2 are told, besides the HL7 codes of it. */
export const hl7Words = {
  noHeader: {
    vi: 'Không phải bản tin HL7 v2: dòng đầu không bắt đầu bằng MSH.',
    en: 'This is no HL7 v2 message: it does not begin with MSH.',
  },
  separators: {
    vi: 'MSH-1 và MSH-2 không cho biết các dấu phân cách khác nhau.',
    en: 'MSH-1 and MSH-2 do not name separators that differ.',
  },
  characterSetUnknown: {
    vi: 'Bộ mã ở MSH-18 không được hỗ trợ.',
    en: 'The character set of MSH-18 is not supported.',
  },
  characterSetUnfit: {
    vi: 'Nội dung không thuộc bộ mã mà MSH-18 nêu, hoặc MSH-18 để trống mà nội dung không phải UTF-8.',
    en: 'The bytes are not of the character set that MSH-18 names; without one, UTF-8 is meant.',
  },
  typeUnsupported: { vi: 'Loại bản tin này không được nhận.', en: 'Messages of this type are not taken.' },
  eventUnsupported: { vi: 'Sự kiện này không được nhận.', en: 'This event is not taken.' },
  versionUnsupported: { vi: 'Nhận các phiên bản HL7 v2.3 đến v2.8.', en: 'HL7 2.3 to 2.8 is taken.' },
  notProduction: {
    vi: 'Bản tin thử hoặc gỡ lỗi (MSH-11) không được đưa vào hồ sơ thật.',
    en: 'Messages for training or debugging (MSH-11) do not come into real charts.',
  },
  controlIdMissing: { vi: 'Thiếu mã bản tin.', en: 'The control id is missing.' },
  personMissing: { vi: 'Thiếu dòng PID: không rõ của ai.', en: 'There is no PID: nobody knows whose it is.' },
  personTwice: {
    vi: 'Bản tin loại này chỉ nói về một người bệnh.',
    en: 'A message of this kind is about one patient.',
  },
  personUnclear: {
    vi: 'Bản tin nói về nhiều người bệnh mà có kết quả đứng trước dòng PID đầu tiên: không rõ của ai.',
    en: 'The message is about several patients, and has results before the first PID: nobody knows whose they are.',
  },
  controlSpecimen: {
    vi: 'Mẫu kiểm chuẩn hoặc nội kiểm, không phải của người bệnh: không đưa vào hồ sơ.',
    en: 'A control or calibrator, of no patient: it comes into no chart.',
  },
  requestMissing: { vi: 'Thiếu dòng OBR.', en: 'There is no OBR.' },
  orderControlMissing: {
    vi: 'Mỗi chỉ định cần một dòng ORC và một dòng OBR của nó.',
    en: 'Each order needs an ORC and an OBR of its own.',
  },
  orderControlUnsupported: {
    vi: 'Chỉ nhận chỉ định mới (NW) và hủy (CA); muốn sửa, hãy hủy rồi gửi chỉ định mới.',
    en: 'New orders (NW) and cancellations (CA) are taken; to change one, cancel it and send a new one.',
  },
  orderControlContradicts: {
    vi: 'ORC báo chỉ định đã hủy hoặc ngừng mà bản tin lại có kết quả: gửi RE nếu là kết quả, bỏ kết quả nếu đã hủy.',
    en: 'ORC says that the order was cancelled or discontinued, and results stand behind it: send RE with results, and none with a cancellation.',
  },
  orderControlUnknown: {
    vi: 'Không có mã này ở ORC-1: kết quả được đọc theo OBR-25.',
    en: 'There is no such code for ORC-1: the result is read by OBR-25.',
  },
  orderNumberMissing: { vi: 'Thiếu số chỉ định của nơi gửi.', en: 'The sender’s number of the order is missing.' },
  codeMissing: { vi: 'Thiếu mã xét nghiệm.', en: 'The code of what was examined is missing.' },
  typeAssumed: {
    vi: 'Thiếu kiểu dữ liệu: giá trị được đọc theo cách nó được viết.',
    en: 'The type is missing: the value is read as it is written.',
  },
  typeUnknown: {
    vi: 'Không có kiểu dữ liệu này: giá trị được đọc theo cách nó được viết.',
    en: 'There is no such type: the value is read as it is written.',
  },
  notAMoment: {
    vi: 'Không phải ngày giờ: được hiện nguyên văn.',
    en: 'This is no date or time: it is shown as it came.',
  },
  attachmentUnreadable: {
    vi: 'Tệp đính kèm không đọc được (base64 hỏng): chỉ có trong bản tin gốc. Hãy gửi lại.',
    en: 'The attached document cannot be read (broken base64): it is in the message only. Send it again.',
  },
  cut: {
    vi: 'Bản tin bị cắt giữa một kết quả: hãy gửi lại trọn vẹn, mỗi dòng kết thúc bằng CR.',
    en: 'The message breaks off within a value: send it again, whole, each line ended by CR.',
  },
  continued: {
    vi: 'Bản tin bị cắt thành nhiều phần (DSC, MSH-14): hãy gửi trọn trong một bản tin.',
    en: 'The message goes on in another (DSC, MSH-14): send it whole, as one.',
  },
  dotUnclear: {
    vi: 'Dấu chấm có thể ngăn cách hàng nghìn: giá trị được hiện bằng chữ và chưa được đánh giá.',
    en: 'The dot may part thousands: the value is shown in words and not judged.',
  },
  notANumber: {
    vi: 'Không phải một con số: được lưu và hiện bằng chữ, đúng như đã gửi.',
    en: 'This is no number: it is kept and shown in words, as it was sent.',
  },
  codeAssumed: {
    vi: 'Thiếu mã của đoạn văn bản: nó được hiện dưới tên của yêu cầu (OBR-4).',
    en: 'The text has no code: it is shown under the name of the request (OBR-4).',
  },
  typeMissing: { vi: 'Thiếu kiểu dữ liệu của giá trị.', en: 'The type of the value is missing.' },
  statusMissing: { vi: 'Thiếu cả giá trị lẫn trạng thái.', en: 'Both the value and its status are missing.' },
  statusUnknown: { vi: 'Không rõ trạng thái này.', en: 'This status is not known.' },
  timeMalformed: { vi: 'Thời điểm không đúng dạng.', en: 'This is no moment of HL7.' },
  birthDateMalformed: { vi: 'Ngày sinh không đúng dạng.', en: 'This is no date of birth.' },
  valueTooLong: { vi: 'Nội dung quá dài.', en: 'The text is too long.' },
  tooMany: { vi: 'Quá nhiều dòng trong một bản tin.', en: 'There are too many lines in one message.' },
  tooLarge: { vi: 'Bản tin quá lớn.', en: 'The message is too large.' },
  documentMissing: { vi: 'Thiếu dòng TXA.', en: 'There is no TXA.' },
  contentMissing: { vi: 'Tài liệu không có nội dung.', en: 'The document says nothing.' },
  scopeMissing: {
    vi: 'Hệ thống gửi không được phép gửi loại bản tin này.',
    en: 'The sending system may not send messages of this type.',
  },
  senderUnknown: {
    vi: 'Hệ thống gửi chưa được đăng ký và duyệt cho địa chỉ này.',
    en: 'The sending system is not registered and approved for this address.',
  },
  certificateExpired: {
    vi: 'Chứng thư của hệ thống gửi đã hết hạn.',
    en: 'The certificate of the sending system has expired.',
  },
  certificateNotYetValid: {
    vi: 'Chứng thư của hệ thống gửi chưa có hiệu lực.',
    en: 'The certificate of the sending system is not valid yet.',
  },
  certificateRevoked: {
    vi: 'Chứng thư của hệ thống gửi đã bị nơi cấp thu hồi.',
    en: 'The certificate of the sending system was revoked by its authority.',
  },
  failed: {
    vi: 'Chưa xử lý được; bản tin đã lưu. Hãy gửi lại.',
    en: 'It could not be dealt with; the message is kept. Send it again.',
  },
  kept: {
    vi: 'Bản tin đã lưu và chờ người xử lý.',
    en: 'The message is kept and waits for a person.',
  },
} as const satisfies Record<string, Localised>;

/** Texts that stand in a result in place of what cannot be shown as text. Kept as they are read: in Vietnamese. */
export const shownWords = {
  attachment: { vi: 'Tệp đính kèm', en: 'Attachment' },
  document: { vi: 'Tài liệu ở hệ thống khác', en: 'Document in another system' },
} as const satisfies Record<string, Localised>;
