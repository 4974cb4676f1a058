import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { IsPastInstant } from '../../../../platform/routes/instant.validator.js';
import { MayBeAbsent } from '../../../../platform/routes/may-be-absent.js';
import { Trimmed } from '../../../../platform/routes/trimmed.js';

export class DeathDto {
  /** When; absent when it is not known. @example 2026-11-28T03:15:00+07:00 */
  @MayBeAbsent()
  @IsPastInstant()
  at?: string;

  /** In words, 1 to 500 characters. @example "Suy hô hấp cấp do viêm phổi" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  cause?: string;

  /** Where, 1 to 200 characters. @example "Tại nhà" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  place?: string;
}
