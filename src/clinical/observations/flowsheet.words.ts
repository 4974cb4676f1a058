import type { Localised } from '../../kernel/language.js';
import type { Consciousness, RespiratoryEffort } from './vital-signs.rules.js';

/** What the rows of the sheet are called that have no name among the vital signs. */
export const ROW_WORDS = {
  supplementalOxygen: { vi: 'Thở oxy', en: 'Supplemental oxygen' },
  oxygenDevice: { vi: 'Dụng cụ thở oxy', en: 'Oxygen device' },
  consciousness: { vi: 'Tri giác', en: 'Level of consciousness' },
  gcsEye: { vi: 'Glasgow: mắt', en: 'GCS: eye' },
  gcsVerbal: { vi: 'Glasgow: lời', en: 'GCS: verbal' },
  gcsMotor: { vi: 'Glasgow: vận động', en: 'GCS: motor' },
  gcsTotal: { vi: 'Glasgow: tổng', en: 'GCS: total' },
  respiratoryEffort: { vi: 'Gắng sức thở', en: 'Respiratory effort' },
  bmi: { vi: 'BMI', en: 'Body mass index' },
} as const satisfies Record<string, Localised>;

export const YES_NO = {
  yes: { vi: 'có', en: 'yes' },
  no: { vi: 'không', en: 'no' },
} as const satisfies Record<string, Localised>;

export const LEVEL_WORDS: Readonly<Record<Consciousness, Localised>> = {
  A: { vi: 'Tỉnh (A)', en: 'Alert (A)' },
  C: { vi: 'Mới lú lẫn (C)', en: 'New confusion (C)' },
  V: { vi: 'Đáp ứng lời gọi (V)', en: 'Responds to voice (V)' },
  P: { vi: 'Đáp ứng đau (P)', en: 'Responds to pain (P)' },
  U: { vi: 'Không đáp ứng (U)', en: 'Unresponsive (U)' },
};

export const EFFORT_WORDS: Readonly<Record<RespiratoryEffort, Localised>> = {
  normal: { vi: 'bình thường', en: 'normal' },
  mild: { vi: 'tăng nhẹ', en: 'mild increase' },
  moderate: { vi: 'tăng vừa', en: 'moderate increase' },
  severe: { vi: 'tăng nhiều hoặc có cơn ngừng thở', en: 'severe increase or any apnoea' },
};
