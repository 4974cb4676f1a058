import { IsIn, IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { ROLES, type Role } from '../../../routes/policy.js';

export class BeginOidcDto {
  /** Where the provider sends the person back to, one of OIDC_REDIRECT_URIS; the first by default. @example https://emr.benhvien.vn/signed-in */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  redirectUri?: string;
}

export class CompleteOidcDto {
  /** What beginning answered. @example 1.kq3vYhX0v3m5T1zC2sT4mA */
  @IsString()
  @IsNotEmpty()
  @MaxLength(4000)
  attempt!: string;

  /** The query of the address that the person came back to, whole. @example code=a1b2c3&state=d4e5f6 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(8000)
  response!: string;

  /** The role to act in; needed only by people who hold several. @example doctor */
  @IsOptional()
  @IsIn(ROLES)
  role?: Role;
}

export class IdentityDto {
  /** What the provider calls the person (`sub`): it never changes. @example 248289761001 */
  @Matches(/^[\x21-\x7e]{1,255}$/)
  subject!: string;
}
