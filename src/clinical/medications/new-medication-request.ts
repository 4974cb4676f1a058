export const MEDICATION_STATUSES = [
  'active',
  'on-hold',
  'cancelled',
  'completed',
  'entered-in-error',
  'stopped',
  'draft',
  'unknown',
] as const;
export type MedicationStatus = (typeof MEDICATION_STATUSES)[number];

export const MEDICATION_INTENTS = [
  'proposal',
  'plan',
  'order',
  'original-order',
  'reflex-order',
  'filler-order',
  'instance-order',
  'option',
] as const;
export type MedicationIntent = (typeof MEDICATION_INTENTS)[number];

/** A prescription, as another system sent it. Codes of FHIR R4 MedicationRequest. */
export interface NewMedicationRequest {
  readonly patientId: string;
  readonly encounterId?: string;
  readonly status: MedicationStatus;
  readonly intent: MedicationIntent;
  /** The drug: its code in a system when it has one, and always the words people read. */
  readonly code: { readonly system?: string; readonly code?: string; readonly display: string };
  /** Dose, route and times in words. */
  readonly dosageText?: string;
  readonly authoredAt: Date;
  readonly recordedBy?: string;
}
