import type { Localised } from '../../kernel/language.js';
import type { Disposition } from './dto/encounter.dto.js';

/** What people read of visits and stays: the broken rules of what was asked. */
export const encounterWords = {
  wardOrPatient: { vi: 'Chọn khoa hoặc người bệnh.', en: 'Name a ward or a patient.' },
  beforeItBegan: {
    vi: 'Thời điểm này trước khi người bệnh đến nơi đang nằm.',
    en: 'This is before the patient came to the present place.',
  },
} as const satisfies Record<string, Localised>;

/** How a stay ended (tình trạng ra viện). */
export const DISPOSITION_WORDS: Readonly<Record<Disposition, Localised>> = {
  home: { vi: 'Ra viện', en: 'Discharged home' },
  'other-hcf': { vi: 'Chuyển viện', en: 'Transferred to another hospital' },
  aadvice: { vi: 'Xin về', en: 'Left against advice' },
  absconded: { vi: 'Trốn viện', en: 'Absconded' },
  exp: { vi: 'Tử vong', en: 'Died' },
  oth: { vi: 'Khác', en: 'Other' },
};
