import { IsIn, IsNotEmpty, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../password.rules.js';
import { ROLES, type Role } from '../../routes/policy.js';

export class SignInDto {
  /** @example doctor */
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  username!: string;

  /** @example BenhAn-2026 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(256)
  password!: string;

  /**
   * The role to act in; needed only by people who hold several.
   * @example doctor
   */
  @IsOptional()
  @IsIn(ROLES)
  role?: Role;
}

export class RefreshDto {
  /** @example kq3vYhX0v3m5T1zC2sT4mA */
  @IsString()
  @IsNotEmpty()
  @MaxLength(256)
  refreshToken!: string;
}

export class ChangePasswordDto {
  /** @example BenhAn-2026 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(256)
  currentPassword!: string;

  /** 10 to 128 characters of any kind, and not easy to guess. @example mot-cau-de-nho-2026 */
  @IsString()
  @MinLength(SHORTEST_PASSWORD)
  @MaxLength(LONGEST_PASSWORD)
  newPassword!: string;
}
