import type { Localised } from '../../../kernel/language.js';

/** What people read of what was known before. */
export const backgroundWords = {
  needed: { vi: 'Mục này cần có.', en: 'This is needed.' },
  foreign: { vi: 'Mục này không ghi cho điều đã chọn.', en: 'This is not said of what was chosen.' },
  /** Why a pregnancy or lactation ended, as it is kept. */
  sexCorrected: { vi: 'Giới tính được sửa thành nam', en: 'The sex was corrected to male' },
  statesEnded: {
    vi: 'Tình trạng thai, cho con bú trong tiền sử đã kết thúc vì giới tính được sửa thành nam.',
    en: 'Pregnancy and lactation in the history have ended because the sex was corrected to male.',
  },
  value: { vi: 'Giá trị này không thuộc loại tiền sử này.', en: 'This kind of history has no such value.' },
} as const satisfies Record<string, Localised>;

/** What a statement is called when nobody wrote words of their own. */
export const STATEMENT_WORDS: Readonly<Record<string, Localised>> = {
  'social:tobacco': { vi: 'Hút thuốc', en: 'Tobacco' },
  'social:alcohol': { vi: 'Rượu bia', en: 'Alcohol' },
  'social:drugs': { vi: 'Ma túy', en: 'Drugs' },
  'social:exposure': { vi: 'Tiếp xúc nghề nghiệp, môi trường', en: 'Exposure at work or around' },
  'social:living': { vi: 'Hoàn cảnh sống', en: 'Living situation' },
  'social:other': { vi: 'Thói quen khác', en: 'Other habits' },
  'pregnancy:pregnant': { vi: 'Đang mang thai', en: 'Pregnant' },
  'pregnancy:not-pregnant': { vi: 'Không mang thai', en: 'Not pregnant' },
  'pregnancy:unknown': { vi: 'Chưa rõ có thai hay không', en: 'Not known whether pregnant' },
  'lactation:breastfeeding': { vi: 'Đang cho con bú', en: 'Breastfeeding' },
  'lactation:not-breastfeeding': { vi: 'Không cho con bú', en: 'Not breastfeeding' },
  'lactation:unknown': { vi: 'Chưa rõ có cho con bú hay không', en: 'Not known whether breastfeeding' },
};

/** How it is now, in words. */
export const NOW_WORDS = {
  pregnant: { vi: 'Đang mang thai', en: 'Pregnant' },
  'not-pregnant': { vi: 'Không mang thai', en: 'Not pregnant' },
  breastfeeding: { vi: 'Đang cho con bú', en: 'Breastfeeding' },
  'not-breastfeeding': { vi: 'Không cho con bú', en: 'Not breastfeeding' },
  'not-known': { vi: 'Chưa biết', en: 'Not known' },
} as const satisfies Record<string, Localised>;
