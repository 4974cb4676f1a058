import { IsBoolean, IsIn, IsOptional, IsUUID } from 'class-validator';
import { NamesReason, SaysWhy } from '../../../platform/care/reason.decorators.js';
import { IsPastInstant } from '../../../platform/routes/instant.validator.js';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { PageQuery } from '../../../platform/routes/pagination.js';
import { DISPOSITION_WORDS } from '../disposition.words.js';
import { ENCOUNTER_STATES, type EncounterState } from '../encounter-state.rules.js';

export const ENCOUNTER_CLASSES = ['inpatient', 'outpatient', 'emergency', 'day'] as const;
export type EncounterClass = (typeof ENCOUNTER_CLASSES)[number];

/**
 * How a stay ends. Codes of FHIR R4 discharge-disposition, and one of our own: home (về nhà), other-hcf (chuyển viện),
 * aadvice (xin về), absconded (trốn viện), exp (tử vong), oth (khác).
 */
export type Disposition = keyof typeof DISPOSITION_WORDS;
export const DISPOSITIONS = Object.keys(DISPOSITION_WORDS) as Disposition[];

export class AdmitDto {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  @IsUUID()
  patientId!: string;

  /** inpatient (nội trú), outpatient (ngoại trú), emergency (cấp cứu) or day (điều trị ban ngày). @example inpatient */
  @IsIn(ENCOUNTER_CLASSES)
  class!: EncounterClass;

  /** @example 019a1b2c-0000-7000-8000-000000000010 */
  @IsUUID()
  wardId!: string;

  /** A free bed of that ward; none while the patient waits for one. @example 019a1b2c-0000-7000-8000-000000000020 */
  @MayBeAbsent()
  @IsUUID()
  bedId?: string;

  /** The bed was reserved for this patient. @example true */
  @MayBeAbsent()
  @IsBoolean()
  fromReservation?: boolean;

  /** Reason for admission (lý do vào viện), 1 to 500 characters. @example "Sốt cao, mệt nhiều" */
  @NamesReason()
  reason!: string;

  /** When it began; now by default. @example 2026-11-23T08:00:00Z */
  @MayBeAbsent()
  @IsPastInstant()
  startedAt?: string;
}

export class UpdateEncounterDto {
  /** Reason for admission (lý do vào viện), 1 to 500 characters. @example "Sốt cao ngày thứ ba" */
  @NamesReason()
  reason!: string;
}

export class TransferDto {
  /** @example 019a1b2c-0000-7000-8000-000000000011 */
  @IsUUID()
  wardId!: string;

  /** A free bed of that ward; none while the patient waits for one. @example 019a1b2c-0000-7000-8000-000000000021 */
  @MayBeAbsent()
  @IsUUID()
  bedId?: string;

  /** The bed was reserved for this patient. @example true */
  @MayBeAbsent()
  @IsBoolean()
  fromReservation?: boolean;

  /** What the stay becomes; from an emergency into an inpatient ward it becomes inpatient by itself. @example inpatient */
  @MayBeAbsent()
  @IsIn(ENCOUNTER_CLASSES)
  class?: EncounterClass;

  /** When the patient moved; now by default. @example 2026-11-24T03:00:00Z */
  @MayBeAbsent()
  @IsPastInstant()
  at?: string;
}

export class SwapBedsDto {
  /** The encounter of whom the patient changes beds with, in a bed of this or another ward. @example 019a1b2c-0000-7000-8000-000000000031 */
  @IsUUID()
  withId!: string;

  /** The bed where they were seen: whoever was moved to another meanwhile is not followed there. @example 019a1b2c-0000-7000-8000-000000000042 */
  @MayBeAbsent()
  @IsUUID()
  bedId?: string;
}

export class CancelEncounterDto {
  /** Why it should never have been, 1 to 500 characters. @example "Chọn nhầm người bệnh" */
  @SaysWhy()
  reason!: string;
}

export class CancelTransferDto extends CancelEncounterDto {
  /** What the stay was before, where the transfer changed it; an emergency that became inpatient is one again by itself. @example emergency */
  @MayBeAbsent()
  @IsIn(ENCOUNTER_CLASSES)
  class?: EncounterClass;
}

/** At least one of wardId and patientId. */
export class EncountersQuery extends PageQuery {
  /** @example 019a1b2c-0000-7000-8000-000000000010 */
  @IsOptional()
  @IsUUID()
  wardId?: string;

  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  @IsOptional()
  @IsUUID()
  patientId?: string;

  /** @example in-progress */
  @IsOptional()
  @IsIn(ENCOUNTER_STATES)
  status?: EncounterState;
}
