import type { Sex } from '../../../clinical/patients/dto/patient.dto.js';

export class BoardBedResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000011 */
  id!: string;
  /** @example P1 */
  roomCode!: string;
  /** @example P1.2 */
  code!: string;
  /** False while out of service. @example true */
  active!: boolean;
  /** Whether somebody lies in it, also a patient whose record you may not see. @example true */
  taken!: boolean;
}

export class BoardPatientResponse {
  /** @example 79016-00000001 */
  mrn!: string;
  /** @example "Nguyễn Thị Ánh" */
  fullName!: string;
  /** @example female */
  sex!: Sex;
  /** A date, a month or only a year. @example 1990-05-12 */
  birthDate!: string | null;
}

/** The latest round of vital signs that was not an error. */
export class BoardVitalsResponse {
  /** @example 2026-11-23T08:00:00.000Z */
  effectiveAt!: string;
  /** Per minute. @example 96 */
  heartRate!: number | null;
  /** Per minute. @example 20 */
  respiratoryRate!: number | null;
  /** mmHg. @example 124 */
  systolic!: number | null;
  /** mmHg. @example 78 */
  diastolic!: number | null;
  /** °C. @example 38.4 */
  temperature!: number | null;
  /** SpO₂, %. @example 96 */
  oxygenSaturation!: number | null;
  /** @example false */
  supplementalOxygen!: boolean | null;
  /** A, C, V, P or U. @example A */
  consciousness!: string | null;
  /** Total of NEWS2 on scale 1, 0 to 20; null while a parameter is missing, and for children under 16. @example 3 */
  news2Total!: number | null;
}

export class BoardEncounterResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000020 */
  id!: string;
  /** @example inpatient */
  class!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  patient!: BoardPatientResponse;
  /** When the encounter began. @example 2026-11-23T08:00:00.000Z */
  startedAt!: string;
  /** Since when the patient is in this place. @example 2026-11-23T08:00:00.000Z */
  since!: string;
  /** Null as well for roles that read no charts, when the record is confidential. @example "Sốt cao, mệt nhiều" */
  reason!: string | null;
  /** Null when none were taken in this encounter, and for roles that read no charts. */
  vitals!: BoardVitalsResponse | null;
}

/** A bed, free or not; or a patient of the ward who has none. */
export class BoardRowResponse {
  /** Null for a patient without a bed. */
  bed!: BoardBedResponse | null;
  /** Null for a free bed, and for one taken by a patient whose record you may not see. */
  encounter!: BoardEncounterResponse | null;
}

export class WardBoardResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000010 */
  wardId!: string;
  /** @example NOI */
  wardCode!: string;
  /** @example "Khoa Nội tổng hợp" */
  wardName!: string;
  /** The beds by room and code, then patients without a bed, who came first first; at most 500 rows. */
  items!: BoardRowResponse[];
  /** False when more than 500 rows would be needed. @example true */
  complete!: boolean;
}
