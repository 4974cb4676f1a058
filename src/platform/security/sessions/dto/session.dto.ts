import { IsOptional, IsUUID } from 'class-validator';
import { SaysWhy } from '../../../care/reason.decorators.js';

export class EndSessionsDto {
  /** One session of the person; all of them by default. @example 019a1b2c-0000-7000-8000-000000000011 */
  @IsOptional()
  @IsUUID()
  sessionId?: string;

  /** Why, for the trail: at most 200 characters. @example "Máy tính bảng bị mất" */
  @SaysWhy(200)
  reason!: string;
}
