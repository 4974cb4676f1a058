import { IsIn, IsNotEmpty, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { ReauthenticationDto } from '../../dto/reauthentication.dto.js';
import { ROLES, type Role } from '../../../routes/policy.js';
import { securityWords } from '../../security.words.js';

export class EnrolTerminalDto {
  /** What the trail calls it: 2 to 64 letters, digits, dots and dashes. @example KHOA-NOI-01 */
  @IsString()
  @Matches(/^[\p{L}\p{N}][\p{L}\p{N}.-]{1,63}$/u, {
    context: securityWords.terminalCode,
  })
  code!: string;

  /** Where it stands. @example "Bàn điều dưỡng, Khoa Nội" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name!: string;

  /** The ward it stands in. @example 019a1b2c-0000-7000-8000-000000000004 */
  @IsOptional()
  @IsUUID()
  wardId?: string;
}

export class PinDto extends ReauthenticationDto {
  /** Six digits: not in a row, not repeated, not a date. @example "407159" */
  @Matches(/^[0-9]{6}$/, { context: securityWords.sixDigits })
  pin!: string;
}

export class BadgeDto {
  /** What the badge's chip says: 8 to 64 letters and digits, which the reader may part by colons or dashes. @example 04A2245B6C7D80 */
  @IsString()
  @Matches(/^(?:[0-9A-Za-z][:-]?){8,64}$/, {
    context: securityWords.badge,
  })
  badge!: string;
}

/** A username with a PIN, or a badge. */
export class SwitchDto {
  /** @example nurse */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  username?: string;

  /** @example "407159" */
  @IsOptional()
  @Matches(/^[0-9]{6}$/, { context: securityWords.sixDigits })
  pin?: string;

  /** @example 04A2245B6C7D80 */
  @IsOptional()
  @IsString()
  @Matches(/^(?:[0-9A-Za-z][:-]?){8,64}$/, {
    context: securityWords.badge,
  })
  badge?: string;

  /** The role to act in; that of the full sign-in by default. @example nurse */
  @IsOptional()
  @IsIn(ROLES)
  role?: Role;
}
