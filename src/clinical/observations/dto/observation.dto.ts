import { IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQuery } from '../../../platform/routes/pagination.js';

export class ObservationsQuery extends PageQuery {
  /** Code of what was observed, such as a LOINC code; with that of a vital sign, those charted here appear too. @example 2823-3 */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  code?: string;

  /** FHIR observation-category. @example laboratory */
  @IsOptional()
  @IsString()
  @MaxLength(60)
  category?: string;
}
