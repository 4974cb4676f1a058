import { IsNotEmpty, IsString, Matches, MaxLength } from 'class-validator';
import { MayBeAbsent } from '../../routes/may-be-absent.js';
import { securityWords } from '../security.words.js';

/** One of these shows who signs, where the hospital asks for it. */
export class WhoSignsDto {
  /** @example BenhAn-2026 */
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(256)
  password?: string;

  /** @example "407159" */
  @MayBeAbsent()
  @Matches(/^[0-9]{6}$/, { context: securityWords.sixDigits })
  pin?: string;

  /** @example 04A2245B6C7D80 */
  @MayBeAbsent()
  @IsString()
  @Matches(/^(?:[0-9A-Za-z][:-]?){8,64}$/, { context: securityWords.badge })
  badge?: string;
}
