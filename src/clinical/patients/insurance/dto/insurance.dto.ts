import { ArrayMaxSize, IsArray, IsIn, IsOptional } from 'class-validator';
import { SaysWhy } from '../../../../platform/care/reason.decorators.js';
import { MayBeAbsent } from '../../../../platform/routes/may-be-absent.js';
import { ownRule } from '../../../../platform/routes/own-rule.js';
import { parsePartialDate } from '../../../datatypes/partial-date.js';
import { readCard } from '../insurance-card.rules.js';
import { insuranceWords } from '../insurance.words.js';

const IsDay = (): PropertyDecorator =>
  ownRule('day', insuranceWords.day, (text) => parsePartialDate(text)?.precision === 'day');
const IsCard = (): PropertyDecorator =>
  ownRule('insurance-card', insuranceWords.cardForm, (text) => readCard(text) !== undefined);
const IsFacility = (): PropertyDecorator =>
  ownRule('facility-code', insuranceWords.facility, (text) => /^\d{5}$/.test(text));

export class InsuranceDto {
  /** As on the card: 15 characters, 10 digits, or the citizen id. @example GD4790012345678 */
  @IsCard()
  cardNumber!: string;

  /** @example 2026-01-01 */
  @IsDay()
  validFrom!: string;

  /** The last day; null while none is known. @example 2026-12-31 */
  @IsOptional()
  @IsDay()
  validTo?: string | null;

  /** Where the insured is registered for care (mã CSKCB): 5 digits. @example "79016" */
  @IsOptional()
  @IsFacility()
  facility?: string | null;

  /** Since when five years without a break are reached. @example 2025-06-01 */
  @IsOptional()
  @IsDay()
  fiveYearsFrom?: string | null;

  /** `overlap` where it was looked at that two periods overlap. @example ["overlap"] */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(1)
  @IsIn(['overlap'], { each: true })
  confirmed?: string[];
}

/** JSON merge patch (RFC 7396): what is absent stays, null empties. */
export class UpdateInsuranceDto {
  /** The last day. @example 2026-12-31 */
  @IsOptional()
  @IsDay()
  validTo?: string | null;

  /** @example "79016" */
  @IsOptional()
  @IsFacility()
  facility?: string | null;

  /** @example 2025-06-01 */
  @IsOptional()
  @IsDay()
  fiveYearsFrom?: string | null;

  /** `entered-in-error` keeps the period, as none that counts, for good. @example active */
  @MayBeAbsent()
  @IsIn(['active', 'entered-in-error'])
  status?: 'active' | 'entered-in-error';

  /** Why it was entered in error. @example "Thẻ của người khác" */
  @MayBeAbsent()
  @SaysWhy()
  reason?: string;

  /** @example ["overlap"] */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(1)
  @IsIn(['overlap'], { each: true })
  confirmed?: string[];
}

export class InsuranceQuery {
  /** The day on which a period is valid or not; today by default. @example 2026-11-28 */
  @IsOptional()
  @IsDay()
  on?: string;
}
