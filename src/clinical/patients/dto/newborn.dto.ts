import { IsInt, IsUUID, Max, Min } from 'class-validator';
import { IsPastInstant } from '../../../platform/routes/instant.validator.js';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';

/** A birth: whose child, when, and how. */
export class NewbornDto {
  /** The mother, as a patient here. @example 019a1b2c-0000-7000-8000-000000000002 */
  @MayBeAbsent()
  @IsUUID()
  motherId?: string;

  /** The time of birth; the birth date follows from it. @example 2026-11-28T03:15:00+07:00 */
  @MayBeAbsent()
  @IsPastInstant()
  bornAt?: string;

  /** At birth, 100 to 9000 g. @example 3100 */
  @MayBeAbsent()
  @IsInt()
  @Min(100)
  @Max(9000)
  weightGrams?: number;

  /** Completed weeks of gestation, 16 to 46. @example 38 */
  @MayBeAbsent()
  @IsInt()
  @Min(16)
  @Max(46)
  gestationalWeeks?: number;

  /** Days beyond the completed weeks, 0 to 6. @example 4 */
  @MayBeAbsent()
  @IsInt()
  @Min(0)
  @Max(6)
  gestationalDays?: number;

  /** Of twins or more: as which this one was born. @example 1 */
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(9)
  birthOrder?: number;

  /** How many were born. @example 2 */
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(9)
  birthCount?: number;
}
