import type { Localised } from '../../../kernel/language.js';
import type { AssessedRisk, Scale } from './assessment.rules.js';

/** What a scale and its risk ask of the nurse. */
export const PLANS: Readonly<Record<Scale, Readonly<Record<AssessedRisk, Localised>>>> = {
  morse: {
    none: { vi: 'Chăm sóc thường quy.', en: 'Routine care.' },
    low: { vi: 'Hướng dẫn chuông gọi, giường thấp, khóa bánh xe.', en: 'Show the bell, low bed, wheels locked.' },
    moderate: {
      vi: 'Thêm: dép chống trượt, hỗ trợ khi đi vệ sinh, đánh giá lại mỗi ngày.',
      en: 'Also: shoes that do not slip, help to the toilet, assess again daily.',
    },
    high: {
      vi: 'Thêm: thanh chắn giường, vòng tay nguy cơ ngã, có người trông, đánh giá lại mỗi ca.',
      en: 'Also: bed rails, a wristband that warns, somebody near, assess again every shift.',
    },
    'very-high': { vi: 'Theo dõi liên tục.', en: 'Watch continuously.' },
  },
  braden: {
    none: { vi: 'Chăm sóc da thường quy.', en: 'Routine care of the skin.' },
    low: { vi: 'Đổi tư thế mỗi 4 giờ, giữ da khô.', en: 'Turn every 4 hours, keep the skin dry.' },
    moderate: {
      vi: 'Đổi tư thế mỗi 3 giờ, nệm giảm áp, đánh giá dinh dưỡng.',
      en: 'Turn every 3 hours, a mattress that relieves pressure, assess nutrition.',
    },
    high: {
      vi: 'Đổi tư thế mỗi 2 giờ, nệm hơi, kiểm tra da mỗi ca.',
      en: 'Turn every 2 hours, an air mattress, look at the skin every shift.',
    },
    'very-high': {
      vi: 'Đổi tư thế mỗi 1–2 giờ, nệm hơi đổi áp, hội chẩn dinh dưỡng và chăm sóc vết thương.',
      en: 'Turn every 1–2 hours, an alternating mattress, ask dietician and wound nurse.',
    },
  },
};

/** What is wrong with what was recorded. */
export const bedsideWords = {
  kindOfOtherDirection: {
    vi: 'Loại dịch này không thuộc chiều vào hoặc ra đã chọn.',
    en: 'This kind does not go with the direction.',
  },
  volumeImpossible: {
    vi: 'Quá nhiều so với cân nặng của người bệnh (nhiều nhất {high} ml một lần).',
    en: 'This is too much for the weight of the patient (at most {high} ml at a time).',
  },
  volumeImprobable: {
    vi: 'Thường không quá {high} ml một lần với cân nặng này; kiểm tra lại và xác nhận.',
    en: 'Usually no more than {high} ml at a time at this weight: look again and confirm.',
  },
  countedAlready: {
    vi: 'Lúc đó đang truyền {medicines}: lượng dịch truyền đã được tự động tính vào. Chỉ ghi thêm nếu là dịch khác; kiểm tra lại và xác nhận.',
    en: '{medicines} ran at that time, and what went in of it counts already. Record this only if it is another fluid: look again and confirm.',
  },
  siteIsNoDrain: {
    vi: 'Không phải ống dẫn lưu của đợt điều trị này.',
    en: 'This is no drain of this encounter.',
  },
  siteIsNoWound: {
    vi: 'Không phải vết thương của đợt điều trị này.',
    en: 'This is no wound of this encounter.',
  },
  itemsDoNotFit: {
    vi: 'Không đúng các mục của thang điểm.',
    en: 'These are not the items of the scale.',
  },
  endsBeforeItBegan: {
    vi: 'Thời điểm kết thúc trước khi bắt đầu.',
    en: 'It ends before it began.',
  },
} as const satisfies Record<string, Localised>;
