import { PersonRefResponse } from '../../../kernel/person-ref.response.js';
import { AgeResponse } from '../../datatypes/dto/age.response.js';
import type { QueueState } from './arrival.dto.js';
import type { EncounterClass } from './encounter.dto.js';
import { EncounterPatientResponse, SeenResponse, TriageResponse } from './encounter.response.js';

export class QueuePatientResponse extends EncounterPatientResponse {
  /** Today; null when nobody knows the birth date. */
  age!: AgeResponse | null;
}

/** A patient who waits for a doctor, or is with one. */
export class QueueRowResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000030 */
  encounterId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  patient!: QueuePatientResponse;
  /** @example 26-000001 */
  visitNumber!: string | null;
  /** emergency or outpatient. @example outpatient */
  class!: EncounterClass;
  /** Null as well for roles that read no charts, when the record is confidential. @example "Đau bụng từ sáng" */
  reason!: string | null;
  /** @example waiting */
  state!: QueueState;
  /** @example 2026-11-23T08:00:00.000Z */
  arrivedAt!: string;
  /** Null before triage. */
  triage!: TriageResponse | null;
  /** Null while the patient waits. */
  seen!: SeenResponse | null;
  /** The doctor in charge; null while nobody is named. */
  attending!: PersonRefResponse | null;
  /** Whole minutes from the arrival until a doctor saw the patient, or until now. @example 35 */
  waitedMinutes!: number;
  /** Until when a doctor sees the patient, by the triage (Australasian Triage Scale); null without triage. @example 2026-11-23T08:10:00.000Z */
  dueAt!: string | null;
  /** Whole minutes beyond that; 0 while there is time. @example 25 */
  lateMinutes!: number;
  /** Of the encounter. @example 1 */
  version!: number;
}

export class QueuePage {
  /** @example 019a1b2c-0000-7000-8000-000000000010 */
  wardId!: string;
  items!: QueueRowResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/patients?name=anh&cursor=WyJhbmgiXQ */
  next!: string | null;
}
