import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';

export class ReauthenticationDto {
  /** The person's password, once more. Only who has just signed in through the identity provider may leave it out. @example BenhAn-2026 */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(256)
  password?: string;
}
