import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { SaysWhy } from '../../../platform/care/reason.decorators.js';
import { Trimmed } from '../../../platform/routes/trimmed.js';

export class RetireSigningKeyDto {
  /** Why, 1 to 500 characters. @example "Mất máy tính xách tay của khoa" */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @SaysWhy()
  @MaxLength(500)
  reason!: string;
}
