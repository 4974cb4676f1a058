/** Why something was not measured, as FHIR names it (data-absent-reason). */
export const NOT_MEASURED_REASONS = {
  refused: 'asked-declined',
  asleep: 'not-performed',
  absent: 'not-performed',
  unable: 'not-performed',
  'not-measurable': 'error',
  equipment: 'not-performed',
  'not-indicated': 'not-performed',
  other: 'not-performed',
} as const;
export type NotMeasuredReason = keyof typeof NOT_MEASURED_REASONS;

export interface NotMeasured {
  readonly field: string;
  readonly reason: NotMeasuredReason;
  readonly text?: string;
}
