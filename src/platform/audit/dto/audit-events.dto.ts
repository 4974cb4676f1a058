import { ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsIP,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { PageQuery } from '../../routes/pagination.js';
import { ROLES } from '../../routes/policy.js';

export const EVENT_KINDS = [
  'create',
  'update',
  'delete',
  'read',
  'list',
  'search',
  'replay',
  'told',
  'sign-in',
  'sign-in-failed',
  'sign-out',
  'refusal',
] as const;

/** HL7 v3 PurposeOfUse and the service's own. */
const PURPOSE = /^[A-Z]{3,20}$/;

/** What an auditor asks the trail; every condition given must hold. */
export class AuditEventFilter {
  /** Events about this patient, and lists that showed them. @example 019a1b2c-0000-7000-8000-000000000001 */
  @IsOptional()
  @IsUUID()
  patientId?: string;

  @IsOptional()
  @IsUUID()
  encounterId?: string;

  /** The person who acted; of failed sign-ins, whose account it was. */
  @IsOptional()
  @IsUUID()
  actorId?: string;

  /** @example nurse */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  username?: string;

  /** The role the person acted in. @example nurse */
  @IsOptional()
  @IsIn(ROLES)
  role?: string;

  /** Events about encounters while they were in this ward, and about the ward itself. */
  @IsOptional()
  @IsUUID()
  wardId?: string;

  /** @example KHOA-NOI-01 */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  terminal?: string;

  /** Network address of the terminal. @example 10.1.2.3 */
  @IsOptional()
  @IsIP()
  address?: string;

  /** As answered in X-Request-Id and in a problem's `instance`. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  requestId?: string;

  /** What the caller called the request (its X-Request-Id); not unique. @example lis-2026-11-28-0042 */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  callerRequestId?: string;

  /** Only what was done to a patient by somebody who worked in other wards than the patient was in then. @example true */
  @ApiPropertyOptional({ enum: ['true'] })
  @IsOptional()
  @IsIn(['true'])
  fromOtherWard?: 'true';

  /** Only what was done in records that were confidential (R or V) then. @example true */
  @ApiPropertyOptional({ enum: ['true'] })
  @IsOptional()
  @IsIn(['true'])
  confidential?: 'true';

  /** How confidential the record was then. @example V */
  @IsOptional()
  @IsIn(['N', 'R', 'V'])
  confidentiality?: 'N' | 'R' | 'V';

  /** Only what left the service as an export, a printed page or a stored file. @example export */
  @IsOptional()
  @IsIn(['export', 'print', 'file'])
  output?: 'export' | 'print' | 'file';

  @IsOptional()
  @IsIn(EVENT_KINDS)
  kind?: (typeof EVENT_KINDS)[number];

  /** HL7 v3 PurposeOfUse; ETREAT is an emergency. @example TREAT */
  @IsOptional()
  @Matches(PURPOSE)
  purpose?: string;

  /** Table, such as vital_signs. @example vital_signs */
  @IsOptional()
  @Matches(/^[A-Za-z0-9_/: .-]{1,100}$/)
  entity?: string;

  @IsOptional()
  @IsUUID()
  entityId?: string;

  /** A field that was written. @example heartRate */
  @IsOptional()
  @Matches(/^[a-z][A-Za-z0-9]{0,60}$/)
  field?: string;

  /**
   * sealed: in the order in which events were sealed, oldest first. Who goes on from where the last answer ended misses none, also of
   * those that were committed late; what is not sealed yet comes later.
   * @example sealed
   */
  @IsOptional()
  @IsIn(['sealed'])
  order?: 'sealed';

  /** With order=sealed: only what was sealed behind this number, counted from 0. @example 41200 */
  @ApiPropertyOptional()
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  after?: number;

  /** From this moment on. @example 2026-11-01T00:00:00Z */
  @IsOptional()
  @IsISO8601({ strict: true })
  from?: string;

  /** Before this moment. @example 2026-12-01T00:00:00Z */
  @IsOptional()
  @IsISO8601({ strict: true })
  to?: string;
}

/** A page of what an auditor asks the trail. */
export class AuditEventsQuery extends IntersectionType(PageQuery, AuditEventFilter) {}
