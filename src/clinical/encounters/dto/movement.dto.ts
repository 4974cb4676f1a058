import { IsOptional } from 'class-validator';
import { IsPastInstant } from '../../../platform/routes/instant.validator.js';
import { PageQuery } from '../../../platform/routes/pagination.js';

export class MovementsQuery extends PageQuery {
  /** From when on, at most 31 days ago; the last 7 days by default. @example 2026-11-23T00:00:00+07:00 */
  @IsOptional()
  @IsPastInstant()
  since?: string;
}
