import type { Localised } from '../../kernel/language.js';
import type { ReasonCode, SuggestedBecause } from './facts.js';

/** Texts that stand in a report as it is kept, in Vietnamese; and what is wrong with a mapping. */
export const importWords = {
  specimen: { vi: 'Bệnh phẩm', en: 'Specimen' },
  requester: { vi: 'Người chỉ định ở nơi gửi', en: 'Requested there by' },
  senderFlag: { vi: 'Cờ của nơi gửi', en: 'Flag of its sender' },
  noValue: { vi: 'Không có giá trị', en: 'No value' },
  noLoinc: {
    vi: 'Cần một mã LOINC đúng từng chữ số, ví dụ 2823-3.',
    en: 'A LOINC code is needed, right to its last digit, such as 2823-3.',
  },
  noSender: {
    vi: 'Không có hệ thống nào tên như vậy: chọn theo danh sách các hệ thống đã đăng ký.',
    en: 'No system has that name: see the list of those that are registered.',
  },
  oneTarget: {
    vi: 'Cần một mã LOINC, hoặc chọn giữ nguyên mã của nơi gửi.',
    en: 'A LOINC code is needed, or the choice to leave the sender’s code as it is.',
  },
  orderAndNone: {
    vi: 'Đã chọn không gắn với chỉ định nào thì không chọn chỉ định.',
    en: 'It answers no order, and an order is named.',
  },
  whyNoOrder: {
    vi: 'Cần ghi lý do kết quả không gắn với chỉ định nào.',
    en: 'Say why the result answers no order.',
  },
  noUnit: { vi: 'Cần một đơn vị UCUM, ví dụ mmol/L.', en: 'A unit of UCUM is needed, such as mmol/L.' },
} as const satisfies Record<string, Localised>;

/** Why a message waits for a person. */
export const reasonWords: Readonly<Record<ReasonCode, Localised>> = {
  'patient-unknown': { vi: 'Không tìm thấy người bệnh.', en: 'The patient is not known here.' },
  'patient-unclear': { vi: 'Không rõ là người bệnh nào.', en: 'It is not clear which patient it is.' },
  'number-alone': {
    vi: 'Bản tin chỉ có số định danh, không có họ tên hay ngày sinh để đối chiếu.',
    en: 'It gives a number alone, and no name or birth date to compare.',
  },
  'identifiers-disagree': {
    vi: 'Các số định danh trong bản tin không thuộc cùng một người.',
    en: 'The numbers in the message do not belong to one person.',
  },
  'name-differs': { vi: 'Họ tên trong bản tin khác hồ sơ.', en: 'The name is not that of the record.' },
  'birth-date-differs': { vi: 'Ngày sinh trong bản tin khác hồ sơ.', en: 'The birth date is not that of the record.' },
  'sex-differs': { vi: 'Giới tính trong bản tin khác hồ sơ.', en: 'The sex is not that of the record.' },
  'not-human': { vi: 'Mẫu không phải của người.', en: 'It is not about a human being.' },
  'order-unknown': { vi: 'Không có chỉ định mang số này.', en: 'No order has this number.' },
  'order-unclear': { vi: 'Không rõ thuộc chỉ định nào.', en: 'It is not clear which order it answers.' },
  'order-numbers-differ': {
    vi: 'Bản tin nêu nhiều số chỉ định khác nhau.',
    en: 'The message names orders that differ.',
  },
  'order-of-another-patient': { vi: 'Chỉ định là của người bệnh khác.', en: 'The order is another patient’s.' },
  'order-of-another-test': { vi: 'Chỉ định là cho xét nghiệm khác.', en: 'The order is for another test.' },
  'order-refuses': { vi: 'Chỉ định không nhận kết quả lúc này.', en: 'The order takes no result now.' },
  'order-not-named': {
    vi: 'Bản tin không nêu số chỉ định, mà có chỉ định đang chờ kết quả này.',
    en: 'It names no order, and one that waits for such a result is open.',
  },
  'order-sent-before': {
    vi: 'Nơi gửi đã gửi một chỉ định mang số này.',
    en: 'Its sender has sent an order under this number before.',
  },
  'order-is-active': {
    vi: 'Chỉ định đã được ký hoặc đã kết thúc; người phụ trách quyết định có ngừng hay không.',
    en: 'The order is signed already, or over: a person decides whether it ends.',
  },
  'order-kind-unknown': {
    vi: 'Không rõ là xét nghiệm hay chẩn đoán hình ảnh.',
    en: 'It is not clear whether laboratory or imaging is meant.',
  },
  'encounter-unknown': {
    vi: 'Không tìm thấy lượt khám hay đợt điều trị mà bản tin nêu.',
    en: 'The encounter that it names is not known here.',
  },
  'encounter-missing': {
    vi: 'Người bệnh không có lượt khám hay đợt điều trị đang mở.',
    en: 'The patient has no open encounter.',
  },
  'encounter-unclear': {
    vi: 'Người bệnh có nhiều lượt đang mở, không rõ thuộc lượt nào.',
    en: 'The patient has several open encounters, and it is not clear which is meant.',
  },
  'encounter-refuses': {
    vi: 'Lượt khám hay đợt điều trị không nhận chỉ định này.',
    en: 'The encounter takes no such order.',
  },
  'visit-of-another-patient': {
    vi: 'Số vào viện trong bản tin là của người bệnh khác.',
    en: 'The visit that it names is another patient’s.',
  },
  'report-of-another-sender': {
    vi: 'Bản tin sửa kết quả do nơi khác trả.',
    en: 'It would change what another sender reported.',
  },
  'report-of-another-patient': {
    vi: 'Số phiếu này đã dùng cho người bệnh khác.',
    en: 'Its number was used for another patient before.',
  },
  'report-cancelled': {
    vi: 'Nơi gửi báo hủy, không có kết quả, sau khi đã trả kết quả chính thức mà không nói kết quả ấy sai. Hỏi lại nơi gửi: đưa vào hồ sơ là thu hồi kết quả đã trả, bỏ mục này là giữ nguyên kết quả.',
    en: 'Its sender cancels what it has issued as final, and does not say that it was wrong. Ask which is meant: to assign this takes the result back, to dismiss it leaves the result as it is.',
  },
  'report-was-withdrawn': {
    vi: 'Nơi gửi đã hủy hoặc thu hồi kết quả mang số này, nay lại gửi kết quả. Hỏi lại nơi gửi: đưa vào hồ sơ là ghi thành bản sửa, bỏ mục này là giữ nguyên việc đã hủy.',
    en: 'Its sender has cancelled or withdrawn the result of this number, and now brings results. Ask which is meant: to assign this files it as a correction, to dismiss it leaves the result withdrawn.',
  },
  'report-refuses': {
    vi: 'Kết quả hiện có không nhận thay đổi này.',
    en: 'The report that stands does not take this change.',
  },
  'code-contradicts': {
    vi: 'Mã và tên nói hai xét nghiệm khác nhau; cần hỏi lại nơi gửi.',
    en: 'The code and the words name two different tests: ask the sender which is meant.',
  },
  'code-unmapped': { vi: 'Mã xét nghiệm chưa được ánh xạ sang LOINC.', en: 'The code is not mapped to LOINC yet.' },
  'unit-unmapped': { vi: 'Đơn vị chưa được ánh xạ sang UCUM.', en: 'The unit is not mapped to UCUM yet.' },
  'result-missing': {
    vi: 'Phiếu đã chính thức mà không có kết quả nào: có thể bản tin bị cắt.',
    en: 'It is final and holds no result: perhaps the message was cut.',
  },
  'value-not-resent': {
    vi: 'Bản tin chỉ đổi trạng thái mà không gửi lại giá trị.',
    en: 'It changes the status of a value that it does not send again.',
  },
  'value-not-named': {
    vi: 'Báo cáo có kèm một giá trị mà danh sách kết quả của nó không nêu.',
    en: 'The report contains a value that its list of results does not name.',
  },
  'time-missing': { vi: 'Không rõ thời điểm lấy mẫu.', en: 'It is not known when the specimen was taken.' },
  'time-impossible': { vi: 'Thời điểm không thể đúng.', en: 'A time cannot be right.' },
  'number-reused': {
    vi: 'Mã bản tin này vừa dùng cho nội dung khác.',
    en: 'The number of the message was used for other content just before.',
  },
};

/** Why somebody may be meant. */
export const suggestedWords: Readonly<Record<SuggestedBecause, Localised>> = {
  identifier: { vi: 'Trùng số định danh', en: 'Same number' },
  name: { vi: 'Trùng họ tên', en: 'Same name' },
  'birth-date': { vi: 'Trùng ngày sinh', en: 'Same birth date' },
  'order-number': { vi: 'Có chỉ định mang số này', en: 'Has the order of this number' },
  'open-order': { vi: 'Có chỉ định đang chờ kết quả này', en: 'Has an open order for such a result' },
};
