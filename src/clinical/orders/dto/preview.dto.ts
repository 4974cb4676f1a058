import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsUUID, ValidateNested } from 'class-validator';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { BasketOrderDto } from './order.dto.js';

/** Orders as they stand while somebody writes them. */
export class PreviewOrdersDto {
  /** In the order in which they would be signed. */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => BasketOrderDto)
  orders!: BasketOrderDto[];

  /** The order that they would take the place of, which is left out of the comparison. @example 019a1b2c-0000-7000-8000-000000000004 */
  @MayBeAbsent()
  @IsUUID()
  replaces?: string;
}
