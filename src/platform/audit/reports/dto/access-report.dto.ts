import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { PageQuery } from '../../../routes/pagination.js';
import { IsCalendarDay } from '../period.js';

/** Which days, and as what. */
export class AccessReportQuery extends PageQuery {
  /** First day, in the hospital's time zone; 12 months before the last by default. @example 2026-01-01 */
  @IsOptional()
  @IsCalendarDay()
  from?: string;

  /** Last day, included; today by default. The period may be 10 years at most. @example 2026-11-23 */
  @IsOptional()
  @IsCalendarDay()
  to?: string;

  /** json, or html for a page to print; else by the Accept header. @example html */
  @IsOptional()
  @IsIn(['json', 'html'])
  format?: 'json' | 'html';

  /**
   * Most days in the answer, 1 to 366; days without any access do not count.
   * @example 100
   */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(366)
  declare limit: number;
}
