import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { NamesReason } from '../../../../platform/care/reason.decorators.js';
import { MayBeAbsent } from '../../../../platform/routes/may-be-absent.js';
import { PageQuery } from '../../../../platform/routes/pagination.js';
import { Trimmed } from '../../../../platform/routes/trimmed.js';
import { CodedDto } from '../../dto/coded.dto.js';
import { IsPastPartialInstant } from '../../dto/history.validators.js';
import { DIAGNOSIS_DOUBTS, type DiagnosisDoubt } from '../../icd10-usual.rules.js';
import {
  BACKGROUND_KINDS,
  LACTATION_STATES,
  MRI_SAFETY,
  PREGNANCY_STATES,
  RELATIVES,
  TOPICS,
  USES,
  type BackgroundKind,
} from '../background.rules.js';

const ALL_TOPICS = [...new Set([...TOPICS.social, ...TOPICS.alert])];
const STATES = [...new Set([...PREGNANCY_STATES, ...LACTATION_STATES])];

/** One entry; which fields it has depends on its kind. */
export class BackgroundDto {
  /** @example family */
  @IsIn(BACKGROUND_KINDS)
  kind!: BackgroundKind;

  /** In words: the illness, the device, what to be aware of. @example "Đái tháo đường típ 2" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  text?: string;

  /** The same as a code, of an illness or a device. */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => CodedDto)
  code?: CodedDto;

  /** Of family history: who. @example mother */
  @MayBeAbsent()
  @IsIn(RELATIVES)
  relationship?: (typeof RELATIVES)[number];

  /** Of family history: how old they were. @example 50 */
  @MayBeAbsent()
  @IsInt()
  @Min(0)
  @Max(130)
  ageAtOnset?: number;

  /** Of family history: whether they died of it. @example false */
  @MayBeAbsent()
  @IsBoolean()
  deceased?: boolean;

  /** Of social history: tobacco, alcohol, drugs, exposure, living, other; of an alert: what it is about. @example tobacco */
  @MayBeAbsent()
  @IsIn(ALL_TOPICS)
  topic?: string;

  /** Of social history. @example former */
  @MayBeAbsent()
  @IsIn(USES)
  use?: (typeof USES)[number];

  /** Of social history: how much. @example "20 gói-năm" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  amount?: string;

  /** Of an implant: where in the body. @example "Ngực trái" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  site?: string;

  /** Of an implant. @example SN-20931 */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  serialNumber?: string;

  /** Of an implant. @example conditional */
  @MayBeAbsent()
  @IsIn(MRI_SAFETY)
  mriSafety?: (typeof MRI_SAFETY)[number];

  /** Of pregnancy (pregnant, not-pregnant, unknown) and lactation (breastfeeding, not-breastfeeding, unknown). @example pregnant */
  @MayBeAbsent()
  @IsIn(STATES)
  state?: string;

  /** Of pregnancy: completed weeks now. @example 28 */
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(44)
  gestationalWeeks?: number;

  /** Days beyond them. @example 3 */
  @MayBeAbsent()
  @IsInt()
  @Min(0)
  @Max(6)
  gestationalDays?: number;

  /** Since when: a year, month, day or instant; of an implant, when it was put in. @example "2015" */
  @MayBeAbsent()
  @IsPastPartialInstant()
  since?: string;

  /** Until when. @example 2020-05 */
  @MayBeAbsent()
  @IsPastPartialInstant()
  until?: string;

  /** The open encounter in which it was recorded. @example 019a1b2c-0000-7000-8000-000000000010 */
  @MayBeAbsent()
  @IsUUID()
  encounterId?: string;

  /**
   * Where what was asked about was looked at again and is right: `icd-10-sex`, `icd-10-age` of a pregnancy of this person,
   * `icd-10-not-listed` of a code that is not on the list. @example ["icd-10-age"]
   */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(3)
  @IsIn(DIAGNOSIS_DOUBTS, { each: true })
  confirmed?: DiagnosisDoubt[];
}

/** What it says does not change: a mistake is marked `entered-in-error` and recorded anew. */
export class UpdateBackgroundDto {
  /** @example inactive */
  @MayBeAbsent()
  @IsIn(['active', 'inactive', 'entered-in-error'])
  status?: string;

  /** Why, 1 to 500 characters. @example "Đã tháo" */
  @MayBeAbsent()
  @NamesReason()
  reason?: string;

  /** Until when. @example 2026-05 */
  @IsOptional()
  @IsPastPartialInstant()
  until?: string | null;
}

export class BackgroundQuery extends PageQuery {
  /** Only those of this kind. @example implant */
  @IsOptional()
  @IsIn(BACKGROUND_KINDS)
  kind?: BackgroundKind;

  /** Only those of this status. @example active */
  @IsOptional()
  @IsIn(['active', 'inactive', 'entered-in-error'])
  status?: string;
}
