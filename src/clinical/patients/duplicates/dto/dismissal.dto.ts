import { IsUUID } from 'class-validator';
import { SaysWhy } from '../../../../platform/care/reason.decorators.js';

export class DismissDuplicateDto {
  /** The record that looks alike. @example 019a1b2c-0000-7000-8000-000000000003 */
  @IsUUID()
  otherId!: string;

  /** Why, 1 to 500 characters. @example "Hai chị em sinh đôi" */
  @SaysWhy()
  reason!: string;
}
