import type { Localised } from '../../kernel/language.js';

/** Why something was not measured; `absent` in FHIR's terms is `fhir` (data-absent-reason). */
export const NOT_MEASURED_REASONS = {
  refused: { vi: 'người bệnh từ chối', en: 'the patient declined', fhir: 'asked-declined' },
  asleep: { vi: 'người bệnh đang ngủ', en: 'the patient is asleep', fhir: 'not-performed' },
  absent: { vi: 'người bệnh không có tại giường', en: 'the patient is not in bed', fhir: 'not-performed' },
  unable: { vi: 'không thực hiện được', en: 'it could not be done', fhir: 'not-performed' },
  'not-measurable': { vi: 'đo nhưng không ra trị số', en: 'tried, and no reading', fhir: 'error' },
  equipment: { vi: 'thiết bị hỏng hoặc thiếu', en: 'equipment broken or missing', fhir: 'not-performed' },
  'not-indicated': { vi: 'không cần đo lần này', en: 'not needed this time', fhir: 'not-performed' },
  other: { vi: 'lý do khác', en: 'another reason', fhir: 'not-performed' },
} as const satisfies Record<string, Localised & { readonly fhir: string }>;
export type NotMeasuredReason = keyof typeof NOT_MEASURED_REASONS;

export interface NotMeasured {
  readonly field: string;
  readonly reason: NotMeasuredReason;
  readonly text?: string;
}
