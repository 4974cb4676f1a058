import { IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { ROLES, type Role } from '../policy.js';

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
