import type { Localised } from '../../kernel/language.js';

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
  reasonOtherDose: { vi: 'Ít hơn liều chỉ định: nêu lý do.', en: 'Less than was ordered: say why.' },
  reasonQuestioned: {
    vi: 'Dược sĩ đang hỏi bác sĩ về chỉ định này: nêu lý do nếu vẫn cho dùng.',
    en: 'The pharmacy is asking the doctor about this order: say why it is given all the same.',
  },
  outOfScale: {
    vi: 'Đường huyết {value} {unit} nằm ngoài thang liều: chưa dùng, đã báo bác sĩ.',
    en: 'Glucose {value} {unit} is outside of the scale: not given, the doctor is told.',
  },
  unitOfOrder: { vi: 'Dùng đơn vị của chỉ định.', en: 'Use the unit of the order.' },
  windowTooLong: { vi: 'Khoảng thời gian không quá 7 ngày.', en: 'Not more than 7 days.' },
  witness: {
    vi: 'Một bác sĩ, điều dưỡng hoặc dược sĩ khác đang làm việc tại bệnh viện.',
    en: 'Another doctor, nurse or pharmacist who works here.',
  },
} as const satisfies Record<string, Localised>;
