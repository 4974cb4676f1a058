import { IsIn, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { PageQuery } from '../../../platform/routes/pagination.js';
import { ROLES, type Role } from '../../../platform/routes/policy.js';
import { Trimmed } from '../../../platform/routes/trimmed.js';

export class StaffDirectoryQuery extends PageQuery {
  /** Beginnings of words of the name, in any order, with accents or without. @example "hong le" */
  @IsOptional()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  q?: string;

  /** Who works in this ward or is on duty there now. @example 019a1b2c-0000-7000-8000-000000000010 */
  @IsOptional()
  @IsUUID()
  wardId?: string;

  /** @example doctor */
  @IsOptional()
  @IsIn(ROLES)
  role?: Role;
}
