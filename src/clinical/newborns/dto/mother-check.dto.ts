import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import { OCCASIONS, type Occasion } from '../bracelets.rules.js';

export class MotherCheckDto {
  /** The number on the bracelet that the mother wears (MRN). @example 79016-00000007 */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  motherBracelet!: string;

  /** The number on the bracelet that the newborn wears (MRN). @example 79016-00000008 */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  newbornBracelet!: string;

  /** @example handover */
  @ApiProperty({ enum: OCCASIONS })
  @IsIn(OCCASIONS)
  occasion!: Occasion;
}
