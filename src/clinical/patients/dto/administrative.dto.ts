import { IsInt, IsNotEmpty, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import { IsCodeOf } from '../../terminology/codes.rules.js';

/** The administrative part of the record (Circular 32/2023/TT-BYT). In a change what is absent stays, and null empties. */
export class AdministrativeDto {
  /** A code of /api/v1/code-lists/ethnic-group. @example "01" */
  @IsOptional()
  @IsCodeOf('ethnic-group')
  ethnicGroup?: string | null;

  /** A code of /api/v1/code-lists/nationality. @example VN */
  @IsOptional()
  @IsCodeOf('nationality')
  nationality?: string | null;

  /** A code of /api/v1/code-lists/occupation. @example "6" */
  @IsOptional()
  @IsCodeOf('occupation')
  occupation?: string | null;

  /** Where the person works or learns. @example "Trường Tiểu học Linh Trung" */
  @IsOptional()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  workplace?: string | null;

  /** Years, judged by looks, instead of a birth date: it gives the birth year, marked as estimated. @example 60 */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(130)
  estimatedAge?: number | null;
}
