import type { Localised } from '../../kernel/language.js';
import type { CccdWarning } from './identifier.rules.js';
import type { NameWarning } from './name.rules.js';

export type PatientWarning = CccdWarning | NameWarning | 'age-over-110' | 'possible-duplicate';

/** Doubts worth a second look that stop no write. */
export const WARNING_WORDS: Readonly<Record<PatientWarning, Localised>> = {
  'cccd-sex-differs': { vi: 'Giới tính khác với số CCCD', en: 'The sex differs from what the CCCD number says' },
  'cccd-birth-year-differs': {
    vi: 'Năm sinh khác với số CCCD',
    en: 'The birth year differs from what the CCCD number says',
  },
  'cccd-birthplace-not-a-province': {
    vi: 'Ba số đầu của CCCD không phải mã tỉnh',
    en: 'The first three digits of the CCCD number are of no province',
  },
  'name-keystrokes': {
    vi: 'Họ tên có thể còn sót phím gõ dấu, chẳng hạn “Nguyeenx”; kiểm tra lại',
    en: 'Keystrokes of accents may be left in the name, such as “Nguyeenx”: look again',
  },
  'name-lower-case': { vi: 'Họ tên viết toàn chữ thường', en: 'The name has no capital letters' },
  'age-over-110': {
    vi: 'Người bệnh trên 110 tuổi; kiểm tra lại năm sinh',
    en: 'Older than 110 years: look at the birth year again',
  },
  'possible-duplicate': {
    vi: 'Người bệnh có thể đã có hồ sơ, xem danh sách kèm theo',
    en: 'The patient may be on record already; see who is listed',
  },
};
