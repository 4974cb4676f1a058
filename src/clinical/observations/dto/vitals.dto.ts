import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { SaysWhy } from '../../../platform/care/reason.decorators.js';
import { IsPastInstant } from '../../../platform/routes/instant.validator.js';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { PageQuery } from '../../../platform/routes/pagination.js';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import { GCS_PARTS, NOT_TESTABLE, type GcsPart } from '../gcs.rules.js';
import { NOT_MEASURED_REASONS, type NotMeasuredReason } from '../not-measured.js';
import { OXYGEN_DEVICE_CODES, type OxygenDevice } from '../oxygen.js';
import { LateEntryDto } from '../../datatypes/dto/late-entry.dto.js';
import { unitsOf } from '../vital-units.js';
import {
  CONFIRMABLE,
  CONSCIOUSNESS_LEVELS,
  MEASURED,
  RESPIRATORY_EFFORTS,
  type Consciousness,
  type RespiratoryEffort,
} from '../vital-signs.rules.js';

const decimals = (places: number) => IsNumber({ maxDecimalPlaces: places, allowNaN: false, allowInfinity: false });
const NOT_TAKEN = [...MEASURED, 'consciousness', 'respiratoryEffort', 'gcs'] as const;
type NotTaken = (typeof NOT_TAKEN)[number];

const gcsPart = (part: GcsPart) =>
  ApiProperty({
    oneOf: [
      { type: 'integer', enum: GCS_PARTS[part].slice(0, -1) },
      { type: 'string', enum: [NOT_TESTABLE] },
    ],
    example: GCS_PARTS[part].at(-2),
  });

/** Glasgow Coma Scale; a part that cannot be tested (swollen eyes, a tube, a splint) is NT. */
export class GcsDto {
  /** 1 to 4, or NT. */
  @gcsPart('eye')
  @IsIn(GCS_PARTS.eye)
  eye!: number | typeof NOT_TESTABLE;

  /** 1 to 5, or NT. */
  @gcsPart('verbal')
  @IsIn(GCS_PARTS.verbal)
  verbal!: number | typeof NOT_TESTABLE;

  /** 1 to 6, or NT. */
  @gcsPart('motor')
  @IsIn(GCS_PARTS.motor)
  motor!: number | typeof NOT_TESTABLE;
}

/** What was not measured, and why. */
export class NotMeasuredDto {
  /** @example systolic */
  @IsIn(NOT_TAKEN)
  field!: NotTaken;

  /** refused, asleep, absent, unable, not-measurable (tried, no reading), equipment, not-indicated or other. @example refused */
  @IsIn(Object.keys(NOT_MEASURED_REASONS))
  reason!: NotMeasuredReason;

  /** In words, 1 to 300 characters. @example "Người bệnh đang ngủ, gia đình xin không đánh thức" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  text?: string;
}

/** Units of values that are not in the hospital's own. */
export class VitalUnitsDto {
  /** Cel or [degF]. @example [degF] */
  @MayBeAbsent()
  @IsIn(unitsOf('temperature'))
  temperature?: string;

  /** kg, g or [lb_av]. @example [lb_av] */
  @MayBeAbsent()
  @IsIn(unitsOf('weight'))
  weight?: string;

  /** cm, m or [in_i]. @example cm */
  @MayBeAbsent()
  @IsIn(unitsOf('height'))
  height?: string;

  /** mmol/L or mg/dL. @example mg/dL */
  @MayBeAbsent()
  @IsIn(unitsOf('glucose'))
  glucose?: string;
}

/**
 * One round at the bedside; at least one value, or why there is none. What cannot be is refused, what is unusual at the patient's age asks to
 * be confirmed.
 */
export class ChartVitalsDto extends LateEntryDto {
  /** When it was taken; now by default. @example 2026-11-23T08:00:00Z */
  @MayBeAbsent()
  @IsPastInstant()
  effectiveAt?: string;

  /** /min, 0 to 350. @example 96 */
  @MayBeAbsent()
  @IsInt()
  heartRate?: number;

  /** /min, 0 to 150. @example 20 */
  @MayBeAbsent()
  @IsInt()
  respiratoryRate?: number;

  /** mmHg, 0 to 370; 0 over 0 when there is no measurable pressure. @example 124 */
  @MayBeAbsent()
  @IsInt()
  systolic?: number;

  /** mmHg, 0 to 360, below the systolic. @example 78 */
  @MayBeAbsent()
  @IsInt()
  diastolic?: number;

  /** °C, 10.0 to 47.0, one decimal; or in the unit of `units`. @example 38.4 */
  @MayBeAbsent()
  @decimals(1)
  temperature?: number;

  /** %, 0 to 100. @example 96 */
  @MayBeAbsent()
  @IsInt()
  oxygenSaturation?: number;

  /** Whether oxygen is given; told by device, flow and FiO₂ where it is left out. @example false */
  @MayBeAbsent()
  @IsBoolean()
  supplementalOxygen?: boolean;

  /** How oxygen is given. @example nasal-cannula */
  @MayBeAbsent()
  @IsIn(OXYGEN_DEVICE_CODES)
  oxygenDevice?: OxygenDevice;

  /** L/min, 0 to 100, two decimals. @example 2 */
  @MayBeAbsent()
  @decimals(2)
  oxygenFlow?: number;

  /** %, 21 to 100. @example 28 */
  @MayBeAbsent()
  @IsInt()
  fio2?: number;

  /** A alert (tỉnh), C new confusion (lú lẫn), V voice, P pain, U unresponsive (hôn mê). @example A */
  @MayBeAbsent()
  @IsIn(CONSCIOUSNESS_LEVELS)
  consciousness?: Consciousness;

  @MayBeAbsent()
  @ValidateNested()
  @Type(() => GcsDto)
  gcs?: GcsDto;

  /** 0 no pain, 10 the worst imaginable. @example 3 */
  @MayBeAbsent()
  @IsInt()
  pain?: number;

  /** Seconds, one decimal. @example 2 */
  @MayBeAbsent()
  @decimals(1)
  capillaryRefill?: number;

  /** normal, mild, moderate or severe increase; severe includes any apnoea. @example normal */
  @MayBeAbsent()
  @IsIn(RESPIRATORY_EFFORTS)
  respiratoryEffort?: RespiratoryEffort;

  /** kg, 0.1 to 700, two decimals; or in the unit of `units`. @example 52.5 */
  @MayBeAbsent()
  @decimals(2)
  weight?: number;

  /** cm, 15 to 275, two decimals; or in the unit of `units`. @example 158 */
  @MayBeAbsent()
  @decimals(2)
  height?: number;

  /** mmol/L of capillary blood, one decimal; or in the unit of `units`. @example 5.6 */
  @MayBeAbsent()
  @decimals(1)
  glucose?: number;

  @MayBeAbsent()
  @ValidateNested()
  @Type(() => VitalUnitsDto)
  units?: VitalUnitsDto;

  @MayBeAbsent()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => NotMeasuredDto)
  notMeasured?: NotMeasuredDto[];

  /** 1 to 500 characters. @example "Đo sau khi uống hạ sốt 1 giờ" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  comment?: string;

  /** Fields whose unusual value was looked at again and is right. @example ["heartRate"] */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(20)
  @IsIn(CONFIRMABLE, { each: true })
  confirmed?: (typeof CONFIRMABLE)[number][];
}

export class MarkVitalsInErrorDto {
  /** Why, 1 to 500 characters. @example "Đo nhầm người bệnh" */
  @SaysWhy()
  reason!: string;
}

/** Whose a set is that was charted for another patient, and why it came there. */
export class MoveVitalsDto extends MarkVitalsInErrorDto {
  /** The encounter of the patient whose they are. @example 019a1b2c-0000-7000-8000-000000000030 */
  @IsUUID()
  encounterId!: string;

  /** Fields that are unusual of the patient whose they are, looked at again and right. @example ["heartRate"] */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(20)
  @IsIn(CONFIRMABLE, { each: true })
  confirmed?: (typeof CONFIRMABLE)[number][];
}

/** The set as it should have been charted, whole, and why. */
export class CorrectVitalsDto extends ChartVitalsDto {
  /** Why, 1 to 500 characters. @example "Gõ nhầm 83 thành 38" */
  @SaysWhy()
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
