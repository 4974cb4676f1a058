import type { Localised } from '../../../kernel/language.js';
import type { AgeLimit, AgeReason } from './age-limits.js';

const UNITS = {
  y: { vi: 'tuổi', en: 'years' },
  m: { vi: 'tháng tuổi', en: 'months' },
  d: { vi: 'ngày tuổi', en: 'days' },
} as const satisfies Record<string, Localised>;

/** An age in words: 16 tuổi, 29 days. */
export function ageLimitText(under: AgeLimit['under']): Localised {
  const count = under.slice(0, -1);
  const { vi, en } = UNITS[under.at(-1) as keyof typeof UNITS];
  return { vi: `${count} ${vi}`, en: `${count} ${en}` };
}

/** Why a medicine is not given under an age. */
export const ageReasonWords: Readonly<Record<AgeReason, Localised>> = {
  reye: {
    vi: 'nguy cơ hội chứng Reye; chỉ dùng khi thật cần, như bệnh Kawasaki',
    en: 'Reye’s syndrome; only where it is needed, as in Kawasaki disease',
  },
  teeth: {
    vi: 'đổi màu răng và men răng kém; chỉ dùng khi không có thuốc thay thế, như sốt mò',
    en: 'it stains teeth; only where nothing else will do, as in scrub typhus',
  },
  cartilage: {
    vi: 'có thể hại sụn khớp; chỉ dùng khi không có thuốc thay thế',
    en: 'it may harm cartilage; only where nothing else will do',
  },
  breathing: { vi: 'chống chỉ định vì có thể ngừng thở, tử vong', en: 'contraindicated: breathing may stop' },
  tonsils: {
    vi: 'chống chỉ định sau cắt amidan, nạo VA: có thể ngừng thở',
    en: 'contraindicated after removal of tonsils or adenoids: breathing may stop',
  },
  'tonsils-asked': {
    vi: 'không dùng sau cắt amidan, nạo VA; thận trọng khi béo phì, ngưng thở khi ngủ, bệnh phổi nặng',
    en: 'not after removal of tonsils or adenoids; with care in obesity, sleep apnoea and severe lung disease',
  },
  movements: { vi: 'chống chỉ định vì gây triệu chứng ngoại tháp', en: 'contraindicated: extrapyramidal symptoms' },
  bilirubin: {
    vi: 'không dùng khi vàng da, tăng bilirubin, hoặc cần truyền calci',
    en: 'not with jaundice or high bilirubin, nor where calcium is infused',
  },
  grey: { vi: 'nguy cơ hội chứng xám, tử vong', en: 'grey baby syndrome' },
  sedation: { vi: 'chống chỉ định vì ức chế hô hấp, có thể tử vong', en: 'contraindicated: breathing may stop' },
  kidneys: { vi: 'chưa đủ dữ liệu an toàn, hại thận', en: 'not known to be safe; harm to the kidneys' },
  heart: {
    vi: 'không có hiệu quả ở trẻ, có thể gây loạn nhịp',
    en: 'without effect in children; it may disturb the heart',
  },
  ileus: { vi: 'chống chỉ định vì liệt ruột, ức chế hô hấp', en: 'contraindicated: ileus, weak breathing' },
  kernicterus: { vi: 'nguy cơ vàng da nhân', en: 'kernicterus' },
  haemolysis: { vi: 'nguy cơ tan máu', en: 'haemolysis' },
  'secretion-asked': {
    vi: 'chỉ khi bác sĩ thấy cần: đờm tăng, trẻ không ho khạc được; theo dõi hô hấp',
    en: 'only where a doctor sees the need: more mucus than the child can cough up; watch the breathing',
  },
  secretion: { vi: 'tăng tiết đờm, trẻ không ho khạc được', en: 'more mucus than the child can cough up' },
};
