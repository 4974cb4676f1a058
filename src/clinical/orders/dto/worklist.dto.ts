import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQuery } from '../../../platform/routes/pagination.js';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import { ORDER_KINDS, type OrderKind } from '../order-kind.rules.js';
import { ORDER_STATES, type OrderState } from '../order-state.rules.js';

/** Of verbal orders that their doctor has not signed: all, or those of more than 24 hours ago. */
export const VERBAL_LISTS = ['unsigned', 'overdue'] as const;

export class WorklistQuery extends PageQuery {
  /** Verbal orders of any kind and state that their doctor has not signed, the oldest first. @example overdue */
  @ApiPropertyOptional({ enum: VERBAL_LISTS })
  @IsOptional()
  @IsIn(VERBAL_LISTS)
  verbal?: (typeof VERBAL_LISTS)[number];

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
  @ApiPropertyOptional({ enum: ORDER_KINDS })
  @IsOptional()
  @IsIn(ORDER_KINDS)
  kind: OrderKind = 'laboratory';
}
