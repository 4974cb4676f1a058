import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsNumber,
  IsObject,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsPastInstant } from '../../../platform/routes/instant.validator.js';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import { COMPARATORS, FLAGS } from '../flags.rules.js';
import { REPORT_STATES, VALUE_STATES, type ReportState, type ValueState } from '../report-state.rules.js';
import { resultWords } from '../results.words.js';

/** Far beyond any laboratory value, and exact in a double. */
const GREATEST = 1e12;
// Named, since the API description cannot read a sign in front of a name.
const LEAST = -GREATEST;

export class ResultCodeDto {
  /** URI of the code's system; LOINC lets the service flag critical values. @example http://loinc.org */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  system?: string;

  /** @example 2823-3 */
  @MayBeAbsent()
  @IsString()
  @Matches(/^\S+( \S+)*$/, {
    context: resultWords.codeSpaces,
  })
  @MaxLength(64)
  code?: string;

  /** What people read. @example Kali */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  display!: string;
}

export class ResultObservationDto {
  @IsObject()
  @ValidateNested()
  @Type(() => ResultCodeDto)
  @IsNotEmpty()
  code!: ResultCodeDto;

  /** The measured number, in `unit`; or send `text`. @example 5.9 */
  @MayBeAbsent()
  @IsNumber()
  @Min(LEAST)
  @Max(GREATEST)
  value?: number;

  /** `<`, `<=`, `>=`, `>`: the value lies beyond what could be measured. @example < */
  @MayBeAbsent()
  @IsIn(COMPARATORS)
  comparator?: string;

  /** UCUM, case-sensitive; needed with a value, "1" when it has none. @example mmol/L */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(60)
  unit?: string;

  /** The result in words, when it is no number. @example "Âm tính" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(4000)
  text?: string;

  /** Lower end of the normal range, in `unit`. @example 3.5 */
  @MayBeAbsent()
  @IsNumber()
  @Min(LEAST)
  @Max(GREATEST)
  referenceLow?: number;

  /** Upper end of the normal range, in `unit`. @example 5.1 */
  @MayBeAbsent()
  @IsNumber()
  @Min(LEAST)
  @Max(GREATEST)
  referenceHigh?: number;

  /** The normal range in words. @example "Âm tính" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  referenceText?: string;

  /** The laboratory's flag; the service flags the value itself when it is absent. @example H */
  @MayBeAbsent()
  @IsIn(FLAGS)
  interpretation?: string;

  /** Follows from the report's status when it is absent; `entered-in-error` takes a value back. @example final */
  @MayBeAbsent()
  @IsIn(VALUE_STATES)
  status?: ValueState;

  /** When it was true, if not at the report's time. @example 2026-11-23T08:00:00Z */
  @MayBeAbsent()
  @IsPastInstant()
  effectiveAt?: string;
}

/**
 * What a laboratory says about an order. Values the report has already and this message does not name stay as they
 * are; the same message sent again changes nothing.
 */
export class ReceiveReportDto {
  /** `preliminary` may change; `final` completes the order; `corrected` changes what was final. @example final */
  @IsIn(REPORT_STATES)
  status!: ReportState;

  /** When the specimen was taken. @example 2026-11-23T08:00:00Z */
  @IsPastInstant()
  effectiveAt!: string;

  /** When the laboratory issued it. @example 2026-11-23T09:00:00Z */
  @MayBeAbsent()
  @IsPastInstant()
  issuedAt?: string;

  /** @example "Tăng kali máu nhẹ." */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(10_000)
  conclusion?: string;

  @ApiPropertyOptional() // it has a default, which the description would take for "always there"
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => ResultObservationDto)
  observations: ResultObservationDto[] = [];
}
