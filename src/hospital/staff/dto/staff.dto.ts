import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  MinLength,
} from 'class-validator';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { PageQuery } from '../../../platform/routes/pagination.js';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../../../platform/security/password.rules.js';
import { ROLES, type Role } from '../../../platform/routes/policy.js';
import { USERNAME } from '../username.rules.js';
import { staffWords } from '../staff.words.js';

export class PasswordDto {
  /** 10 to 128 characters of any kind, and not easy to guess. The person changes it at the first sign-in, in time. @example mot-cau-de-nho-2026 */
  @IsString()
  @MinLength(SHORTEST_PASSWORD)
  @MaxLength(LONGEST_PASSWORD)
  password!: string;
}

export class CreateStaffDto extends PasswordDto {
  /** 2 to 64 lower-case letters, digits, dots, hyphens and underscores. @example minh.tran */
  @IsString()
  @Matches(USERNAME, {
    context: staffWords.username,
  })
  username!: string;

  /** @example "BS. Trần Văn Minh" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  fullName!: string;

  /** Practising certificate (chứng chỉ hành nghề), as written on it; doctors and department heads need one. @example 0012345/HCM-CCHN */
  @IsOptional()
  @IsString()
  @Matches(/[\p{L}\d]/u, {
    context: staffWords.certificate,
  })
  @MaxLength(60)
  practisingCertificate?: string;

  /** Administration, watching (auditor, privacy officer) and work exclude each other. @example ["doctor"] */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsIn(ROLES, { each: true })
  roles!: Role[];
}

/** JSON merge patch: what is absent stays. */
export class UpdateStaffDto {
  /** @example "BS. Trần Văn Minh" */
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  fullName?: string;

  /** Practising certificate (chứng chỉ hành nghề), as written on it; null takes it away from who is no doctor. @example 0012345/HCM-CCHN */
  @IsOptional()
  @IsString()
  @Matches(/[\p{L}\d]/u, {
    context: staffWords.certificate,
  })
  @MaxLength(60)
  practisingCertificate?: string | null;

  /** Their own patient record, when they are a patient here too; null when they are not. @example 019a1b2c-0000-7000-8000-000000000002 */
  @IsOptional()
  @IsUUID()
  patientId?: string | null;

  /** On call for the whole hospital: sees the patients of every ward but confidential records. @example false */
  @MayBeAbsent()
  @IsBoolean()
  hospitalWide?: boolean;
}

export class StaffWardDto {
  /** @example 019a1b2c-0000-7000-8000-000000000004 */
  @IsUUID()
  wardId!: string;
}

export class RoleDto {
  /** @example nurse */
  @IsIn(ROLES)
  role!: Role;
}

export class StaffQuery extends PageQuery {
  /** Beginnings of words of the name or of the username, in any order, with accents or without. @example "minh tran" */
  @IsOptional()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  q?: string;

  /** Beginning of the username. @example minh */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  username?: string;

  /** @example active */
  @IsOptional()
  @IsIn(['active', 'left'])
  status?: 'active' | 'left';
}
