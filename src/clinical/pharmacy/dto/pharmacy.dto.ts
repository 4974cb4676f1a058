import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsNotEmpty,
  IsNumber,
  IsObject,
  IsOptional,
  IsPositive,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { NamesReason } from '../../../platform/care/reason.decorators.js';
import { IsCalendarDay } from '../../../platform/audit/reports/period.js';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { PageQuery } from '../../../platform/routes/pagination.js';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import { OrderCodeDto } from '../../orders/dto/order.dto.js';
import { GIVEN_OUT_UNITS, givenOutSpelled, type GivenOutUnit } from '../pack-units.js';
import { REVIEW_STATES, type ReviewState } from '../review.rules.js';

const MOST_OF_A_TEXT = 1000;

export class PharmacyQuery extends PageQuery {
  /** @example pending */
  @ApiPropertyOptional({ enum: REVIEW_STATES }) // it has a default, which the description would take for "always there"
  @IsOptional()
  @IsIn(REVIEW_STATES)
  status: ReviewState = 'pending';

  /** Orders of patients who lie in this ward. @example 019a1b2c-0000-7000-8000-000000000009 */
  @IsOptional()
  @IsUUID()
  wardId?: string;
}

export class VerifyDto {
  /** @example "Đã chỉnh giờ dùng cách bữa ăn" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(MOST_OF_A_TEXT)
  comment?: string;
}

export class QuestionDto {
  /** @example "Creatinin 210 µmol/L: giảm liều?" */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(MOST_OF_A_TEXT)
  question!: string;
}

export class AnswerDto {
  /** Why the order stays. @example "Đã hội chẩn, giữ liều trong 24 giờ đầu" */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(MOST_OF_A_TEXT)
  answer!: string;
}

/** What is given out in place of what was ordered. */
export class ProductDto {
  @IsObject()
  @ValidateNested()
  @Type(() => OrderCodeDto)
  medication!: OrderCodeDto;

  /** @example "viên nang" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  form?: string;

  /** Of one piece. @example "250 mg" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  strength?: string;

  /** How the ordered dose is made of it. @example "2 viên mỗi lần" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  instructions?: string;
}

export class SubstituteDto {
  @IsObject()
  @ValidateNested()
  @Type(() => ProductDto)
  product!: ProductDto;

  /** @example "Hết viên 500 mg" */
  @NamesReason(MOST_OF_A_TEXT)
  reason!: string;
}

export class DispenseDto {
  /** @example 10 */
  @IsNumber({ maxDecimalPlaces: 3 })
  @IsPositive()
  @Max(100_000)
  quantity!: number;

  /** UCUM; what a pack is called, such as chai, tuýp, hộp, is understood. @example "{tablet}" */
  @ApiProperty({ enum: GIVEN_OUT_UNITS })
  @Transform(({ value }) => givenOutSpelled(value))
  @IsIn(GIVEN_OUT_UNITS)
  unit!: GivenOutUnit;

  /** As the package says. @example "B2411-07" */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(40)
  lot!: string;

  /** The last day on which it may be used. @example 2027-06-30 */
  @IsCalendarDay()
  expiresOn!: string;

  /** False when more is to come for the order. @example true */
  @ApiPropertyOptional() // it has a default, which the description would take for "always there"
  @MayBeAbsent()
  @IsBoolean()
  complete: boolean = true;

  /** Why more is given out after all of it was, the same once more, or another amount than was ordered; needed then. @example "Hộp trước bị vỡ" */
  @MayBeAbsent()
  @NamesReason()
  reason?: string;
}

export class ReturnDto {
  /** In the unit in which it was given out. @example 4 */
  @IsNumber({ maxDecimalPlaces: 3 })
  @IsPositive()
  @Max(100_000)
  quantity!: number;

  /** @example "Người bệnh ra viện" */
  @NamesReason()
  reason!: string;
}
