import { IsIn, IsISO8601, IsOptional } from 'class-validator';
import { PageQuery } from '../../../routes/pagination.js';
import { IsCalendarDay } from '../period.js';

/** Which day, and how to group what was done. */
export class StaffDayQuery extends PageQuery {
  /** Day of the hospital's calendar; today by default. @example 2026-11-23 */
  @IsOptional()
  @IsCalendarDay()
  date?: string;

  /** Instead of a day a shift, which may go over midnight: from this moment on. @example 2026-11-23T22:00:00+07:00 */
  @IsOptional()
  @IsISO8601({ strict: true })
  from?: string;

  /** Before this moment, at most 24 hours later. @example 2026-11-24T06:30:00+07:00 */
  @IsOptional()
  @IsISO8601({ strict: true })
  to?: string;

  /** By the hour it was done in, or by the patient it was about. @example patient */
  @IsOptional()
  @IsIn(['hour', 'patient'])
  by: 'hour' | 'patient' = 'hour';
}
