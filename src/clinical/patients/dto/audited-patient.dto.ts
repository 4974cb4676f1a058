import { IsOptional, IsString, MaxLength } from 'class-validator';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import { PageQuery } from '../../../platform/routes/pagination.js';

/** By what an auditor knows a patient; one of them is enough. */
export class AuditedPatientsQuery extends PageQuery {
  /** The hospital's number, its running number without zeros, or its last digits, from three. @example 79016-00000001 */
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(40)
  mrn?: string;

  /** Names as registration searches for them: without accents, begun. @example nguyen thi anh */
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(100)
  name?: string;

  /** A number of any kind, or `system|value`. @example cccd|001080012345 */
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(150)
  identifier?: string;
}

/** Who somebody is, and nothing else. */
export class AuditedPatientResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  id!: string;
  /** @example 79016-00000001 */
  mrn!: string;
  /** @example "Nguyễn Thị Ánh" */
  fullName!: string;
  /** A date, a month or only a year. @example 1990-05-12 */
  birthDate!: string | null;
}

export class AuditedPatientPage {
  items!: AuditedPatientResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/audit/patients?name=anh&cursor=WyJhbmgiXQ */
  next!: string | null;
}
