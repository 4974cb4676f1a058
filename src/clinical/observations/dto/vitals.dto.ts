import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsOptional,
  IsString,
  MaxLength,
} from 'class-validator';
import { IsPastInstant } from '../../../platform/routes/instant.validator.js';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { PageQuery } from '../../../platform/routes/pagination.js';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import {
  CONSCIOUSNESS_LEVELS,
  VITAL_PARAMETERS,
  type Consciousness,
  type MeasuredVital,
} from '../vital-signs.rules.js';

const MEASURED = Object.keys(VITAL_PARAMETERS) as MeasuredVital[];
const decimals = (places: number) => IsNumber({ maxDecimalPlaces: places, allowNaN: false, allowInfinity: false });

/** One round at the bedside; at least one value. What is impossible is refused, what is improbable asks to be confirmed. */
export class ChartVitalsDto {
  /** When it was taken; now by default. @example 2026-11-23T08:00:00Z */
  @MayBeAbsent()
  @IsPastInstant()
  effectiveAt?: string;

  /** Why it is charted only now, 1 to 500 characters: needed when the record is closed. @example "Máy ghi chưa đồng bộ" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  lateReason?: string;

  /** /min, 10 to 300. @example 96 */
  @MayBeAbsent()
  @IsInt()
  heartRate?: number;

  /** /min, 2 to 100. @example 20 */
  @MayBeAbsent()
  @IsInt()
  respiratoryRate?: number;

  /** mmHg, 30 to 300. @example 124 */
  @MayBeAbsent()
  @IsInt()
  systolic?: number;

  /** mmHg, 10 to 200, below the systolic. @example 78 */
  @MayBeAbsent()
  @IsInt()
  diastolic?: number;

  /** °C, 25.0 to 45.0, one decimal. @example 38.4 */
  @MayBeAbsent()
  @decimals(1)
  temperature?: number;

  /** %, 30 to 100. @example 96 */
  @MayBeAbsent()
  @IsInt()
  oxygenSaturation?: number;

  /** Whether oxygen is given. @example false */
  @MayBeAbsent()
  @IsBoolean()
  supplementalOxygen?: boolean;

  /** A alert (tỉnh), C new confusion (lú lẫn), V voice, P pain, U unresponsive (hôn mê). @example A */
  @MayBeAbsent()
  @IsIn(CONSCIOUSNESS_LEVELS)
  consciousness?: Consciousness;

  /** kg, 0.3 to 400, two decimals. @example 52.5 */
  @MayBeAbsent()
  @decimals(2)
  weight?: number;

  /** cm, 20 to 250, one decimal. @example 158 */
  @MayBeAbsent()
  @decimals(1)
  height?: number;

  /** mmol/L of capillary blood, 0.3 to 80, one decimal. @example 5.6 */
  @MayBeAbsent()
  @decimals(1)
  glucose?: number;

  /** Fields whose improbable value was looked at again and is right. @example ["heartRate"] */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(20)
  @IsIn(MEASURED, { each: true })
  confirmed?: MeasuredVital[];
}

export class MarkVitalsInErrorDto {
  /** Why, 1 to 500 characters. @example "Đo nhầm người bệnh" */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}

export class VitalsQuery extends PageQuery {}

export class FlowsheetQuery {
  /** First moment; 72 hours before `to` by default. @example 2026-11-22T00:00:00Z */
  @IsOptional()
  @IsPastInstant()
  from?: string;

  /** Last moment; now by default. @example 2026-11-23T12:00:00Z */
  @IsOptional()
  @IsPastInstant()
  to?: string;
}
