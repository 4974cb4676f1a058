import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { IsPastInstant } from '../../../platform/routes/instant.validator.js';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { PageQuery } from '../../../platform/routes/pagination.js';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import { ORDER_STATES, type OrderState } from '../order-state.rules.js';
import { orderWords } from '../orders.words.js';

/** What can be ordered. */
export const ORDER_KINDS = ['laboratory'] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

/** Most urgent first. */
export const PRIORITIES = ['stat', 'asap', 'urgent', 'routine'] as const;
export type Priority = (typeof PRIORITIES)[number];

export class OrderCodeDto {
  /** URI of the code's system. @example http://loinc.org */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  system!: string;

  /** @example 2823-3 */
  @IsString()
  @Matches(/^\S+( \S+)*$/, {
    context: orderWords.codeSpaces,
  })
  @MaxLength(64)
  code!: string;

  /** What people read. @example "Kali huyết thanh" */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  display!: string;
}

export class CreateOrderDto {
  /** @example laboratory */
  @IsIn(ORDER_KINDS)
  kind!: OrderKind;

  @IsObject()
  @ValidateNested()
  @Type(() => OrderCodeDto)
  @IsNotEmpty()
  code!: OrderCodeDto;

  /** stat: at once; asap: as soon as possible; urgent: today; routine: in turn. @example urgent */
  @ApiPropertyOptional() // it has a default, which the description would take for "always there"
  @MayBeAbsent()
  @IsIn(PRIORITIES)
  priority: Priority = 'routine';

  /** What whoever carries it out should know. @example "Lấy máu trước khi truyền kali" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  instructions?: string;
}

/** For whom a draft is signed, when it is somebody else's. */
export class SignOrderDto {
  /** Who wrote the draft, when that is not who signs. @example 019a1b2c-0000-7000-8000-000000000001 */
  @MayBeAbsent()
  @IsUUID()
  onBehalfOf?: string;
}

/** When a specimen was taken. */
export class CollectOrderDto {
  /** Now by default. @example 2026-11-23T08:05:00Z */
  @MayBeAbsent()
  @IsPastInstant()
  collectedAt?: string;
}

/** Why an order is held; may be left out. */
export class HoldOrderDto {
  /** @example "Người bệnh đang chạy thận" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason?: string;
}

/** Why an order ends without its answer. */
export class EndOrderDto {
  /** @example "Chỉ định nhầm người bệnh" */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}

export class WorklistQuery extends PageQuery {
  /** An order by its number, whatever its kind and state. @example XN26-000001 */
  @IsOptional()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(40)
  number?: string;

  /** @example active */
  @ApiPropertyOptional() // it has a default, which the description would take for "always there"
  @IsOptional()
  @IsIn(ORDER_STATES)
  status: OrderState = 'active';

  /** @example laboratory */
  @ApiPropertyOptional() // it has a default, which the description would take for "always there"
  @IsOptional()
  @IsIn(ORDER_KINDS)
  kind: OrderKind = 'laboratory';
}
