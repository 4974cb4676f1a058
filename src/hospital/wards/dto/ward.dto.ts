import { Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  ValidateNested,
} from 'class-validator';
import { NamesReason } from '../../../platform/care/reason.decorators.js';
import { IsInstant } from '../../../platform/routes/instant.validator.js';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { PageQuery } from '../../../platform/routes/pagination.js';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import { wardWords } from '../wards.words.js';

import { BED_STATES, SETTABLE_BED_STATES, type BedState, type SettableBedState } from '../bed-state.rules.js';

export const WARD_KINDS = ['inpatient', 'clinic', 'emergency'] as const;
export type WardKind = (typeof WARD_KINDS)[number];

/** Letters and digits, perhaps with . - or _ between them: a code is written on doors and wristbands. */
const CODE = /^[\p{L}\p{N}]+([._-][\p{L}\p{N}]+)*$/u;

const fromText = ({ value }: { value: unknown }): unknown =>
  value === 'true' ? true : value === 'false' ? false : value;

export class CreateWardDto {
  /** Unique in the hospital, 1 to 20 letters and digits. @example NOI */
  @IsString()
  @MaxLength(20)
  @Matches(CODE, {
    context: wardWords.code,
  })
  code!: string;

  /** 1 to 200 characters. @example "Khoa Nội tổng hợp" */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name!: string;

  /** inpatient (điều trị nội trú) by default; clinic (phòng khám), emergency (cấp cứu). @example inpatient */
  @MayBeAbsent()
  @IsIn(WARD_KINDS)
  kind?: WardKind;

  /** True for psychiatry, HIV care and the like: the record of whoever comes here becomes confidential. @example false */
  @IsOptional()
  @IsBoolean()
  sensitive?: boolean;
}

/** JSON merge patch (RFC 7396): what is absent stays. */
export class UpdateWardDto {
  /** 1 to 200 characters. @example "Khoa Nội tim mạch" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;

  /** False takes the ward out of service; not while patients are in it. @example false */
  @MayBeAbsent()
  @IsBoolean()
  active?: boolean;

  /** True makes the records of those who are here, and of whoever comes, confidential; false lowers none. @example true */
  @IsOptional()
  @IsBoolean()
  sensitive?: boolean;

  /** True: a bed that a patient left is being cleaned until somebody says that it is free. @example true */
  @MayBeAbsent()
  @IsBoolean()
  cleaningAfterStay?: boolean;
}

export class CreateBedDto {
  /** The room, made when the ward has none of this code; 1 to 20 letters and digits. @example P1 */
  @IsString()
  @MaxLength(20)
  @Matches(CODE, {
    context: wardWords.code,
  })
  roomCode!: string;

  /** Unique in the ward, 1 to 20 letters and digits. @example P1.5 */
  @IsString()
  @MaxLength(20)
  @Matches(CODE, {
    context: wardWords.code,
  })
  code!: string;
}

export class CreateBedsDto {
  /** 1 to 100 beds; all are added, or none. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => CreateBedDto)
  beds!: CreateBedDto[];
}

/** JSON merge patch (RFC 7396): what is absent stays. */
export class UpdateBedDto {
  /** False takes the bed out of service; not while a patient lies in it. @example false */
  @MayBeAbsent()
  @IsBoolean()
  active?: boolean;

  /** Another name, unique in the ward; who lay in it is told under the new one. @example P1.6 */
  @MayBeAbsent()
  @IsString()
  @MaxLength(20)
  @Matches(CODE, {
    context: wardWords.code,
  })
  code?: string;
}

export class SetBedStateDto {
  /** free, reserved, cleaning or out-of-service. @example reserved */
  @IsIn(SETTABLE_BED_STATES)
  state!: SettableBedState;

  /** Why, up to 200 characters; no names of patients. @example "Chờ người bệnh từ phòng mổ" */
  @MayBeAbsent()
  @NamesReason(200)
  reason?: string;

  /** Until when a reservation holds; it ends by itself then. @example 2026-11-28T11:00:00Z */
  @MayBeAbsent()
  @IsInstant()
  until?: string;
}

export class ListWardsQuery extends PageQuery {
  /** Only wards in service, or only those out of it. @example true */
  @IsOptional()
  @Transform(fromText)
  @IsBoolean()
  active?: boolean;
}

export class ListBedsQuery extends PageQuery {
  /** @example 019a1b2c-0000-7000-8000-000000000010 */
  @IsOptional()
  @IsUUID()
  wardId?: string;

  /** true: only beds a patient can be put into now; false: only the others. @example true */
  @IsOptional()
  @Transform(fromText)
  @IsBoolean()
  free?: boolean;

  /** @example cleaning */
  @IsOptional()
  @IsIn(BED_STATES)
  state?: BedState;
}
