import type { AgeResponse } from '../../../clinical/datatypes/dto/age.response.js';
import type { Isolation } from '../../../clinical/encounters/isolation.rules.js';
import type { Criticality } from '../../../clinical/history/history.rules.js';
import type { AllergyKnowledge } from '../../../clinical/history/dto/allergy.response.js';
import type { LatestVitalsResponse } from '../../../clinical/observations/dto/latest-vitals.response.js';
import type { BedState } from '../../../hospital/wards/bed-state.rules.js';
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
  /** free, occupied, reserved, cleaning or out-of-service. @example reserved */
  state!: BedState;
  /** Why it is reserved, being cleaned or out of service. @example "Chờ người bệnh từ phòng mổ" */
  stateReason!: string | null;
}

export class BoardPatientResponse {
  /** @example 79016-00000001 */
  mrn!: string;
  /** @example "Nguyễn Thị Ánh" */
  fullName!: string;
  /** @example female */
  sex!: Sex;
  /** Nobody knows who it is: the name is a working name. @example false */
  unknown!: boolean;
  /** A date, a month or only a year. @example 1990-05-12 */
  birthDate!: string | null;
  /** Today; null when nobody knows the birth date. */
  age!: AgeResponse | null;
  /** Whether the patient has died; the bed is theirs until the stay ends. @example false */
  deceased!: boolean;
}

export class BoardAllergiesResponse {
  /** As in the list of allergies: `known`, `none-known`, or `not-asked`, which says nothing about the patient. @example known */
  status!: AllergyKnowledge;
  /** Active ones; 100 stands for 100 and more. @example 2 */
  count!: number;
  /** high, low or unable-to-assess; null when there is none, or nobody said. @example high */
  highestCriticality!: Criticality | null;
}

export class BoardDiagnosisResponse {
  /** @example http://hl7.org/fhir/sid/icd-10 */
  system!: string | null;
  /** @example J18.9 */
  code!: string | null;
  /** @example "Viêm phổi" */
  display!: string;
}

/** Planned doses that nobody has recorded; what is given when needed is not among them. */
export class BoardDosesResponse {
  /** May be given now, within what their timing tolerates. @example 2 */
  due!: number;
  /** Planned in the last 24 hours, and past what is tolerated. @example 1 */
  overdue!: number;
  /** When the next is planned that is not overdue; null when none is in the next 24 hours. @example 2026-11-23T14:00:00.000Z */
  nextAt!: string | null;
}

export class BoardResultsResponse {
  /** Of this encounter and the last thirty days, in a version that no doctor has looked at; at most 100. @example 3 */
  unread!: number;
  /** Critical ones that nobody has acknowledged; at most 100. @example 1 */
  critical!: number;
}

/** Orders that wait to be carried out or go on, medicines aside; at most 200 of all kinds are looked at. */
export class BoardOrdersResponse {
  /** @example 4 */
  pending!: number;
  /** Those among them that are more than routine. @example 1 */
  urgent!: number;
}

export class BoardLeaveResponse {
  /** @example 2026-11-24T01:00:00.000Z */
  since!: string;
  /** When the patient is expected back; null when nobody said. @example 2026-11-24T11:00:00.000Z */
  until!: string | null;
}

export class BoardEncounterResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000020 */
  id!: string;
  /** Null for one that took place elsewhere. @example 26-000001 */
  visitNumber!: string | null;
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
  /** Precautions for whoever comes near; empty when there are none. @example ["contact"] */
  isolation!: Isolation[];
  /** Out of the ward for a while, with the bed kept; null who is there. */
  leave!: BoardLeaveResponse | null;
  /** Null when none were taken in this encounter, and for roles that read no charts. */
  vitals!: LatestVitalsResponse | null;
  /** Null for roles that read no charts. */
  allergies!: BoardAllergiesResponse | null;
  /** The latest recorded confirmed and active problem of this encounter; null when there is none, and for roles that read no charts. */
  diagnosis!: BoardDiagnosisResponse | null;
  /** Null for roles that read no charts. */
  doses!: BoardDosesResponse | null;
  /** Null for roles that read no charts. */
  results!: BoardResultsResponse | null;
  /** Null for roles that read no charts. */
  orders!: BoardOrdersResponse | null;
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
