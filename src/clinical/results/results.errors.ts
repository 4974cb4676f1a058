import { patientWords } from '../patients/patients.words.js';
import type { Localised } from '../../kernel/language.js';
import type { Refusals } from '../../kernel/lifecycle.js';
import { defineProblems } from '../../kernel/problem.js';
import type { ReportRefusal } from './report-state.rules.js';

export const resultProblems = defineProblems({
  resultNotFound: { status: 404, vi: 'Không tìm thấy kết quả', en: 'No such result' },
  reportIsFinal: {
    status: 409,
    vi: 'Kết quả đã là kết quả chính thức',
    en: 'The report is final',
    detail: {
      vi: 'Kết quả chính thức không trở lại thành sơ bộ hay bị hủy; hãy gửi bản sửa.',
      en: 'A final report does not become provisional or cancelled again; send a correction.',
    },
  },
  reportNeedsCorrection: {
    status: 409,
    vi: 'Kết quả khác với bản chính thức đã phát',
    en: 'This contradicts the final report',
    detail: {
      vi: 'Nếu là bản sửa hoặc bổ sung, hãy gửi lại như một bản sửa.',
      en: 'If it corrects or amends the report, send it as a correction.',
    },
  },
  reportWithdrawn: { status: 409, vi: 'Kết quả đã bị thu hồi', en: 'The report was withdrawn' },
  reportOutdated: {
    status: 409,
    vi: 'Đã có bản phát sau bản này',
    en: 'A later issue of this report is stored already',
  },
  nothingToAcknowledge: {
    status: 409,
    vi: 'Kết quả này không cần xác nhận',
    en: 'This result needs no acknowledgement',
    detail: { vi: 'Không có giá trị nào ở mức báo động.', en: 'None of its values is critical.' },
  },
  readBackDiffers: {
    status: 422,
    vi: 'Giá trị đọc lại không khớp với kết quả',
    en: 'What was read back is not the result',
    detail: {
      vi: 'Hãy xem lại kết quả và đọc lại từng giá trị báo động.',
      en: 'Look at the result again and read back each critical value.',
    },
  },
  reportOfOtherTest: {
    status: 409,
    vi: 'Kết quả không phải của xét nghiệm đã chỉ định',
    en: 'These results are of another test than was ordered',
    detail: {
      vi: 'Chỉ định là {ordered}. Hãy kiểm tra lại mẫu và số chỉ định; có thể là mẫu của người bệnh khác.',
      en: 'The order is for {ordered}. Check the specimen and the number of the order; it may be another patient’s specimen.',
    },
  },
  reportOfOldSpecimen: {
    status: 409,
    vi: 'Mẫu hoặc hình ảnh có trước chỉ định hơn một năm',
    en: 'The specimen or picture is older than the order by more than a year',
    detail: {
      vi: 'Chỉ định ngày {ordered}. Kiểm tra lại thời điểm lấy mẫu; nếu đúng, kết quả này trả lời một chỉ định khác.',
      en: 'It was ordered on {ordered}. Check the time of the specimen; if it is right, these results answer another order.',
    },
  },
  reportOfAnother: {
    status: 409,
    vi: 'Kết quả, chỉ định và người bệnh không khớp nhau',
    en: 'Report, order and patient do not belong together',
  },
});

/** Why the rules refuse a report. */
export const REFUSALS: Refusals<ReportRefusal> = {
  'report-is-final': resultProblems.reportIsFinal,
  'report-needs-correction': resultProblems.reportNeedsCorrection,
  'report-withdrawn': resultProblems.reportWithdrawn,
};

const MESSAGES = {
  'before-birth': patientWords.beforeBirth,
  'issued-before-effective': {
    vi: 'Kết quả không thể được phát trước khi lấy mẫu.',
    en: 'A report cannot be issued before the time it is about.',
  },
  'report-says-nothing': {
    vi: 'Cần ít nhất một giá trị hoặc kết luận.',
    en: 'At least one value or a conclusion is needed.',
  },
  'value-or-text': { vi: 'Ghi một số hoặc một câu, không cả hai.', en: 'Give a number or words, not both.' },
  'value-missing': { vi: 'Thiếu giá trị của kết quả.', en: 'The value is missing.' },
  'unit-missing': {
    vi: 'Giá trị số cần đơn vị UCUM ("1" khi không có đơn vị).',
    en: 'A number needs its UCUM unit ("1" when it has none).',
  },
  'unit-unknown': {
    vi: 'Đơn vị {unit} không có trong UCUM, cũng không phải cách viết thường dùng của phòng xét nghiệm (mmol/L, G/L).',
    en: 'The unit {unit} is neither UCUM nor one of the usual spellings of laboratories (mmol/L, G/L).',
  },
  'comparator-without-value': {
    vi: 'Dấu so sánh cần có một số đi kèm.',
    en: 'A sign such as < needs a number.',
  },
  'reference-upside-down': {
    vi: 'Giới hạn tham chiếu dưới cao hơn giới hạn trên.',
    en: 'The low reference limit is above the high one.',
  },
} satisfies Record<string, Localised>;

/** Rules of a laboratory's message that its DTO cannot tell. */
export type ResultRule = keyof typeof MESSAGES;

export const resultMessage = (rule: ResultRule): Localised => MESSAGES[rule];
