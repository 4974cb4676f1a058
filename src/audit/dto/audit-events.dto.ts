import { IsIn, IsISO8601, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { PageQuery } from '../../http/pagination.js';

export const EVENT_KINDS = [
  'create',
  'update',
  'delete',
  'read',
  'list',
  'search',
  'replay',
  'sign-in',
  'sign-in-failed',
  'sign-out',
  'refusal',
] as const;

/** What an auditor asks the trail; every condition given must hold. */
export class AuditEventsQuery extends PageQuery {
  /** Events about this patient, and lists that showed them. @example 019a1b2c-0000-7000-8000-000000000001 */
  @IsOptional()
  @IsUUID()
  patientId?: string;

  @IsOptional()
  @IsUUID()
  encounterId?: string;

  /** The person who acted. */
  @IsOptional()
  @IsUUID()
  actorId?: string;

  /** @example nurse */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  username?: string;

  @IsOptional()
  @IsIn(EVENT_KINDS)
  kind?: (typeof EVENT_KINDS)[number];

  /** Table, such as vital_signs. @example vital_signs */
  @IsOptional()
  @Matches(/^[A-Za-z0-9_/: .-]{1,100}$/)
  entity?: string;

  @IsOptional()
  @IsUUID()
  entityId?: string;

  /** From this moment on. @example 2026-11-01T00:00:00Z */
  @IsOptional()
  @IsISO8601({ strict: true })
  from?: string;

  /** Before this moment. @example 2026-12-01T00:00:00Z */
  @IsOptional()
  @IsISO8601({ strict: true })
  to?: string;
}
