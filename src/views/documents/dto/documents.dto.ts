import { IsIn, IsString, Matches, MaxLength } from 'class-validator';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import { ownRule } from '../../../platform/routes/own-rule.js';
import { parsePartialDate } from '../../../clinical/datatypes/partial-date.js';
import { dateWords } from '../documents.words.js';
import { RECIPIENTS, type Recipient } from '../forms.js';

const IsDay = (): PropertyDecorator =>
  ownRule('day', dateWords.day, (text) => parsePartialDate(text)?.precision === 'day');

export class RecordQuery {
  /** For whom a complete copy is made; absent for the hospital's own use. */
  @MayBeAbsent()
  @IsIn(RECIPIENTS)
  recipient?: Recipient;

  /** Why it is given: a request, a decision of a court with its number. It is kept and printed. @example "Quyết định số 12/2026/QĐ-TA" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @MaxLength(500)
  reason?: string;

  /** Stays that ended on this day or later, or go on; a long record is printed in parts. @example 2020-01-01 */
  @MayBeAbsent()
  @IsDay()
  from?: string;

  /** Stays that began on this day or before. @example 2024-12-31 */
  @MayBeAbsent()
  @IsDay()
  to?: string;
}

export class VerifyQuery {
  /** SHA-256 of a PDF file, hexadecimal: whether it is the file that was issued. */
  @MayBeAbsent()
  @Matches(/^[0-9a-fA-F]{64}$/)
  sha256?: string;
}
