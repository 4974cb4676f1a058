import { IsIn, IsUUID, Matches } from 'class-validator';
import { SaysWhy } from '../../../platform/care/reason.decorators.js';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { ownRule } from '../../../platform/routes/own-rule.js';
import { parsePartialDate } from '../../../clinical/datatypes/partial-date.js';
import { dateWords } from '../documents.words.js';
import type { Language } from '../../../kernel/language.js';
import { RECIPIENTS, type Recipient } from '../forms.js';
import { PAPER_LANGUAGES } from '../paper-language.js';

const IsDay = (): PropertyDecorator =>
  ownRule('day', dateWords.day, (text) => parsePartialDate(text)?.precision === 'day');

/** How a paper is printed. */
export class PaperQuery {
  /** Of the paper; Vietnamese unless it is asked for in English. The choice is kept with the paper. @example en */
  @MayBeAbsent()
  @IsIn(PAPER_LANGUAGES)
  language?: Language;
}

export class RecordQuery extends PaperQuery {
  /** For whom a complete copy is made; absent for the hospital's own use. */
  @MayBeAbsent()
  @IsIn(RECIPIENTS)
  recipient?: Recipient;

  /** Why it is given: a request, a decision of a court with its number. It is kept and printed. @example "Quyết định số 12/2026/QĐ-TA" */
  @MayBeAbsent()
  @SaysWhy()
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

export class ProgressQuery {
  /** Whose record it is. @example 019a1b2c-0000-7000-8000-000000000002 */
  @IsUUID()
  patientId!: string;
}

export class VerifyQuery {
  /** Of the page, whatever the browser asks for. @example en */
  @MayBeAbsent()
  @IsIn(PAPER_LANGUAGES)
  language?: Language;

  /** SHA-256 of a PDF file, hexadecimal: whether it is the file that was issued. */
  @MayBeAbsent()
  @Matches(/^[0-9a-fA-F]{64}$/)
  sha256?: string;
}
