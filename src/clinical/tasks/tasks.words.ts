import type { Localised } from '../../kernel/language.js';

/** What the kinds of task are called. */
export const taskKindWords = {
  criticalResult: { vi: 'Kết quả báo động chờ xác nhận', en: 'Critical result to be acknowledged' },
  news2High: { vi: 'NEWS2 từ 7 điểm: cần bác sĩ khám ngay', en: 'NEWS2 of 7 or more: emergency assessment' },
  news2Red: {
    vi: 'NEWS2 5–6 điểm hoặc có chỉ số 3 điểm: cần bác sĩ khám khẩn',
    en: 'NEWS2 of 5 or 6, or one parameter of 3: urgent review by a doctor',
  },
  pewsHigh: {
    vi: 'PEWS từ 8 điểm: trẻ cần bác sĩ khám ngay',
    en: 'PEWS of 8 or more: emergency assessment of a child',
  },
  pewsMedium: {
    vi: 'PEWS 5–7 điểm: trẻ cần bác sĩ khám tại giường',
    en: 'PEWS of 5 to 7: a doctor at the bedside of a child',
  },
  calledToPatient: {
    vi: 'Điều dưỡng gọi đến khám người bệnh đang xấu đi',
    en: 'Called to a patient who gets worse',
  },
  impossibleResult: {
    vi: 'Kết quả xét nghiệm không thể có ở người sống: kiểm tra lại ngay',
    en: 'A result that no living person has: to be checked at once',
  },
  unclearResult: {
    vi: 'Kết quả có thể ở mức báo động mà chưa đánh giá được: xem và hỏi lại ngay',
    en: 'A result that may be critical and could not be judged: look at it and ask at once',
  },
  vitalsOverdue: { vi: 'Quá giờ đo dấu hiệu sinh tồn', en: 'Vital signs are overdue' },
  verbalOrder: { vi: 'Y lệnh miệng chờ bác sĩ ký', en: 'Verbal order to be signed by its doctor' },
  pharmacyQuestion: { vi: 'Dược sĩ hỏi về chỉ định thuốc', en: 'The pharmacy has a question about a medicine' },
  doseOutOfScale: {
    vi: 'Đường huyết ngoài thang liều insulin: cần bác sĩ',
    en: 'Glucose outside of the insulin scale: a doctor is needed',
  },
  doseAgainstOrder: {
    vi: 'Thuốc đã dùng quá chỉ định: cần bác sĩ xem người bệnh',
    en: 'A medicine was given beyond its order: a doctor is needed',
  },
  infusionEmpty: { vi: 'Chai truyền đã hết dịch', en: 'The bag of an infusion is empty' },
  infusionToStop: {
    vi: 'Thuốc còn đang truyền mà chỉ định đã ngừng: ngừng truyền ngay',
    en: 'An infusion runs although its order has ended or is on hold: stop it now',
  },
  specimenRejected: {
    vi: 'Khoa xét nghiệm từ chối mẫu: cần lấy mẫu lại',
    en: 'The laboratory rejected a specimen: it has to be taken again',
  },
  orderJudgedAnew: {
    vi: 'Thuốc đang dùng không còn an toàn: xem lại chỉ định',
    en: 'A medicine in force is no longer safe: the order is to be looked at again',
  },
  medicineSubstituted: {
    vi: 'Dược sĩ đã thay thuốc được chỉ định',
    en: 'The pharmacy has put another medicine in place',
  },
  breakGlassReview: {
    vi: 'Lần mở hồ sơ khẩn cấp chờ xem xét',
    en: 'An emergency opening of a record to be reviewed',
  },
  unmatchedCritical: {
    vi: 'Kết quả báo động, hoặc có thể báo động, chưa biết của người bệnh nào: tìm ra ngay, gọi cho khoa',
    en: 'A result that is critical, or may be, could not be placed with a patient: find out whose it is, and call the ward',
  },
  unmatchedResult: {
    vi: 'Kết quả chưa biết của người bệnh nào',
    en: 'A result that could not be placed with a patient',
  },
  newbornMismatch: {
    vi: 'Vòng tay mẹ và bé không khớp: kiểm tra ngay',
    en: 'Bracelets of mother and child do not match: see to it now',
  },
  cosignature: { vi: 'Ghi chép của học viên chờ ký xác nhận', en: "A trainee's note to be co-signed" },
} as const satisfies Record<string, Localised>;

/** To whom a task goes. */
export const addresseeWords = {
  nurse: { vi: 'điều dưỡng của khoa', en: "the ward's nurses" },
  requester: { vi: 'bác sĩ ra chỉ định', en: 'the ordering doctor' },
  'on-duty': { vi: 'bác sĩ trực', en: 'the doctor on duty' },
  head: { vi: 'trưởng khoa', en: 'the head of department' },
  laboratory: { vi: 'khoa xét nghiệm', en: 'the laboratory' },
  'records-officer': { vi: 'phòng hồ sơ bệnh án', en: 'the records office' },
  'privacy-officer': { vi: 'cán bộ bảo vệ dữ liệu', en: 'the privacy officer' },
  auditor: { vi: 'kiểm tra viên', en: 'the auditor' },
} as const satisfies Record<string, Localised>;

/** What the records are called. */
export const taskRecordWords = {
  task: {
    words: { vi: 'việc cần xử trí', en: 'things to be seen to' },
    deeds: {
      create: { vi: 'báo việc cần xử trí', en: 'asked for something to be seen to' },
      update: { vi: 'cập nhật việc cần xử trí', en: 'updated something to be seen to' },
    },
    list: { vi: 'danh sách việc cần xử trí', en: 'a list of things to be seen to' },
  },
  step: { words: { vi: 'bước báo lên của việc cần xử trí', en: 'a step of something to be seen to' } },
} as const;
