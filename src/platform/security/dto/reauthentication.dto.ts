import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { MayBeAbsent } from '../../routes/may-be-absent.js';

export class ReauthenticationDto {
  /** The person's password, once more. Only who has just signed in through the identity provider may leave it out. @example BenhAn-2026 */
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(256)
  password?: string;
}
