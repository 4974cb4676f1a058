import { ApiProperty, ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsString,
  ValidateNested,
} from 'class-validator';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { BasketOrderDto, CreateOrderDto, PRIORITIES, type Priority } from '../dto/order.dto.js';
import { SigningDto } from '../dto/signing.dto.js';
import { TimingResponse } from '../dto/order.response.js';

/** What of a line is to be otherwise. */
export class AdjustedOrderDto extends PartialType(OmitType(CreateOrderDto, ['kind', 'priority'] as const)) {
  /** @example stat */
  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsIn(PRIORITIES)
  priority?: Priority;
}

/** One line of a set that is wanted, left out or adjusted. */
export class SetLineDto {
  /** The line's name within the set. @example ceftriaxone */
  @IsString()
  @IsNotEmpty()
  key!: string;

  /** False leaves it out; true takes an optional one. @example false */
  @MayBeAbsent()
  @IsBoolean()
  include?: boolean;

  /** The fields that are other than in the set. */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => AdjustedOrderDto)
  order?: AdjustedOrderDto;
}

/** How a set is ordered; as it is by default, without effect before it is signed. */
export class OrderFromSetDto extends SigningDto {
  /** Only lines that are otherwise than in the set. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => SetLineDto)
  lines?: SetLineDto[];

  /** Whether the orders take effect at once. @example true */
  @MayBeAbsent()
  @IsBoolean()
  sign?: boolean;
}

export class OrderSetLineResponse {
  /** @example ceftriaxone */
  key!: string;
  /** Whether it is left out unless asked for. @example false */
  optional!: boolean;
  /** @example medication */
  kind!: string;
  /** What is ordered. @example "Ceftriaxon 1 g" */
  display!: string;
  timing!: TimingResponse | null;
  /** One dose, of a medication. @example "2000 mg" */
  dose!: string | null;
  /** The order as the set proposes it: one of the `orders` of an encounter, as it is or adjusted. */
  @ApiProperty({ type: BasketOrderDto })
  order!: BasketOrderDto;
}

export class OrderSetResponse {
  /** @example sepsis */
  code!: string;
  /** @example 1 */
  version!: number;
  /** @example "Nhiễm khuẩn huyết: gói giờ đầu" */
  title!: string;
  /** Where the set is from. @example "Surviving Sepsis Campaign, hour-1 bundle 2018" */
  source!: string;
  lines!: OrderSetLineResponse[];
}

export class OrderSetsResponse {
  items!: OrderSetResponse[];
  /** Always null: all of them are in one answer. */
  next!: string | null;
}
