import { IsIn, IsOptional } from 'class-validator';
import { PageQuery } from '../../../routes/pagination.js';
import { IsCalendarDay } from '../period.js';

/** Which day, and how to group what was done. */
export class StaffDayQuery extends PageQuery {
  /** Day of the hospital's calendar; today by default. @example 2026-11-23 */
  @IsOptional()
  @IsCalendarDay()
  date?: string;

  /** By the hour it was done in, or by the patient it was about. @example patient */
  @IsOptional()
  @IsIn(['hour', 'patient'])
  by: 'hour' | 'patient' = 'hour';
}
