import type { Localised } from '../../kernel/language.js';
import type { AgainstOrder } from './against-order.rules.js';

/** What people read of doses beside problems. */
export const doseWords = {
  beforeStart: {
    vi: 'Trước khi chỉ định có hiệu lực hoặc trước khi vào viện.',
    en: 'Before the order began, or before the admission.',
  },
  reasonOutsideTime: {
    vi: 'Dùng sớm hoặc muộn hơn giờ dự kiến: nêu lý do.',
    en: 'Early or late against the planned time: say why.',
  },
  reasonAgainst: {
    vi: 'Không như chỉ định cho phép: nêu điều gì đã xảy ra và vì sao.',
    en: 'The order does not allow it: say what happened, and why.',
  },
  momentAgainst: { vi: 'Điều đã xảy ra: ghi lúc nào.', en: 'It happened already: say when.' },
  againstOrder: {
    vi: '{medicine}: {what}. {reason}',
    en: '{medicine}: {what}. {reason}',
  },
  reasonOtherDose: { vi: 'Ít hơn liều chỉ định: nêu lý do.', en: 'Less than was ordered: say why.' },
  bagEmpty: {
    vi: '{medicine}: hết dịch khoảng {at}, thay chai hoặc kết thúc truyền',
    en: '{medicine}: the bag is empty since about {at}, change it or end the infusion',
  },
  reasonOtherRate: {
    vi: 'Chậm hơn tốc độ chỉ định: nêu lý do.',
    en: 'Slower than was ordered: say why.',
  },
  reasonOtherBag: {
    vi: 'Thể tích chai khác nhiều so với chỉ định: kiểm tra lại, nêu lý do nếu đúng.',
    en: 'The bag is far larger or smaller than was ordered: look again, and say why if it is right.',
  },
  pauseInstead: {
    vi: 'Tốc độ phải lớn hơn 0. Muốn dừng một lúc thì ghi tạm ngừng.',
    en: 'A rate is above zero. To halt it for a while, pause it.',
  },
  stepOutOfOrder: {
    vi: 'Không khớp với các bước đã ghi: lúc đó thuốc chưa bắt đầu, đang tạm ngừng hoặc đã kết thúc.',
    en: 'This does not fit the steps that are recorded: at that time it had not begun, was paused, or was over.',
  },
  stepWithoutRate: { vi: 'Bước này không có tốc độ.', en: 'This step has no rate.' },
  stepWithoutVolume: { vi: 'Bước này không có lượng dịch.', en: 'This step has no volume.' },
  beginsNoLater: {
    vi: 'Đây là bước bắt đầu: đính chính cả lần truyền nếu nó không xảy ra.',
    en: 'This is the beginning: if it did not happen, correct the whole infusion.',
  },
  reasonQuestioned: {
    vi: 'Dược sĩ đang hỏi bác sĩ về chỉ định này: nêu lý do nếu vẫn cho dùng.',
    en: 'The pharmacy is asking the doctor about this order: say why it is given all the same.',
  },
  outOfScale: {
    vi: 'Đường huyết {value} {unit} nằm ngoài thang liều: chưa dùng, đã báo bác sĩ.',
    en: 'Glucose {value} {unit} is outside of the scale: not given, the doctor is told.',
  },
  orderedAndDone: { vi: '{what} (chỉ định {ordered}, đã dùng {done})', en: '{what} (ordered {ordered}, given {done})' },
  unitOfOrder: { vi: 'Dùng đơn vị của chỉ định.', en: 'Use the unit of the order.' },
  windowTooLong: { vi: 'Khoảng thời gian không quá 7 ngày.', en: 'Not more than 7 days.' },
  witness: {
    vi: 'Một bác sĩ, điều dưỡng hoặc dược sĩ khác đang làm việc tại bệnh viện.',
    en: 'Another doctor, nurse or pharmacist who works here.',
  },
} as const satisfies Record<string, Localised>;

/** What went against an order. */
export const againstWords = {
  dose: { vi: 'liều đã dùng lớn hơn chỉ định', en: 'more was given than was ordered' },
  rate: { vi: 'đã truyền nhanh hơn chỉ định', en: 'it ran faster than was ordered' },
  volume: { vi: 'lượng đã vào nhiều hơn lượng đã treo', en: 'more went in than was hung' },
  'too-soon': { vi: 'đã dùng quá sớm sau liều trước', en: 'it was given too soon after the one before' },
  'day-maximum': { vi: 'đã dùng quá mức tối đa trong 24 giờ', en: 'more was given within 24 hours than may be' },
  'order-ended': { vi: 'đã dùng sau khi chỉ định kết thúc', en: 'it was given after the order had ended' },
  'order-on-hold': { vi: 'đã dùng khi chỉ định tạm dừng', en: 'it was given while the order was on hold' },
} as const satisfies Record<AgainstOrder, Localised>;
