import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  Equals,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { NamesReason } from '../../../platform/care/reason.decorators.js';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import { ROUTES, type Route, routeSpelled } from '../dose.rules.js';
import { ORDER_KINDS, type OrderKind } from '../order-kind.rules.js';
import { orderWords } from '../orders.words.js';
import { ORDER_SETS } from '../sets/sets.words.js';
import { DoseDto, InfusionDto, SlidingScaleDto, TimingDto, TitrationDto } from './order-detail.dto.js';
import { OverrideDto } from './signing.dto.js';

/** Most urgent first. */
export const PRIORITIES = ['stat', 'asap', 'urgent', 'routine'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Which side of the body. */
export const LATERALITIES = ['left', 'right', 'both'] as const;
export type Laterality = (typeof LATERALITIES)[number];

export class OrderCodeDto {
  /** URI of the code's system. @example http://loinc.org */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  system!: string;

  /** @example 2823-3 */
  @IsString()
  @Matches(/^\S+( \S+)*$/, {
    context: orderWords.codeSpaces,
  })
  @MaxLength(64)
  code!: string;

  /** What people read. @example "Kali huyết thanh" */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  display!: string;
}

const isMedication = ({ kind }: { kind?: unknown }) => kind === 'medication';

/** What only some kinds of orders say; which ones stands in order-kind.rules. */
export class OrderDetailDto {
  /** What is given at one time; of a medication. */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => DoseDto)
  dose?: DoseDto;

  /** Way into the body; PO, IV, IM, SC, SL and NG are understood. @example oral */
  @ApiPropertyOptional({ enum: ROUTES })
  @MayBeAbsent()
  @Transform(({ value }) => routeSpelled(value))
  @IsIn(ROUTES)
  route?: Route;

  /** When it is done. */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => TimingDto)
  timing?: TimingDto;

  /** What is to be found out. @example "Tìm ổ áp xe gan?" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  question?: string;

  /** What is taken for it. @example "Máu tĩnh mạch" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  specimen?: string;

  /** @example "Ngực" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  bodySite?: string;

  /** @example left */
  @MayBeAbsent()
  @IsIn(LATERALITIES)
  laterality?: Laterality;

  /** Of whom a consultation is asked. @example "Ngoại tổng hợp" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  speciality?: string;

  /** The measured blood glucose picks the dose; `dose` is the most that it gives. */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => SlidingScaleDto)
  slidingScale?: SlidingScaleDto;

  /** Given first, before the maintenance that `dose` and `timing` say. */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => DoseDto)
  loadingDose?: DoseDto;

  /** What an infusion is diluted in, how much that is, and how fast it runs. */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => InfusionDto)
  infusion?: InfusionDto;

  /** Of what is set by what the patient needs, such as noradrenaline, insulin or heparin: between which rates. */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => TitrationDto)
  titration?: TitrationDto;

  /** How many units of blood. @example 2 */
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(20)
  units?: number;
}

export class CreateOrderDto extends OrderDetailDto {
  /** @example laboratory */
  @ApiProperty({ enum: ORDER_KINDS })
  @IsIn(ORDER_KINDS)
  kind!: OrderKind;

  /** What is ordered; of a medication, `medication` says it. */
  @ValidateIf((order: CreateOrderDto) => !isMedication(order) || order.code !== undefined)
  @IsObject()
  @ValidateNested()
  @Type(() => OrderCodeDto)
  @IsNotEmpty()
  code?: OrderCodeDto;

  /** The drug: ATC and a name at the least. */
  @ValidateIf((order: CreateOrderDto) => (isMedication(order) && !order.code) || order.medication !== undefined)
  @IsObject()
  @ValidateNested()
  @Type(() => OrderCodeDto)
  @IsNotEmpty()
  medication?: OrderCodeDto;

  /** stat: at once; asap: as soon as possible; urgent: today; routine: in turn. @example urgent */
  @ApiPropertyOptional() // it has a default, which the description would take for "always there"
  @MayBeAbsent()
  @IsIn(PRIORITIES)
  priority: Priority = 'routine';

  /** What whoever carries it out should know. @example "Lấy máu trước khi truyền kali" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  instructions?: string;
}

const SET_CODES = ORDER_SETS.map(({ code }) => code);

/** One of several orders that are written together. */
export class BasketOrderDto extends CreateOrderDto {
  /** The order set that the line was taken from, as it is or adjusted. @example sepsis */
  @MayBeAbsent()
  @IsIn(SET_CODES)
  orderSet?: string;
}

/** What a doctor said aloud, and a nurse wrote down and read back. */
export class VerbalDto {
  /** The doctor who said it. @example 019a1b2c-0000-7000-8000-000000000001 */
  @IsUUID()
  orderedBy!: string;

  /** That it was read back to the doctor, who said that it is right. @example true */
  @ApiProperty({ enum: [true] })
  @Equals(true)
  readBack!: true;
}

const isSingle = ({ orders }: WriteOrdersDto): boolean => orders === undefined;

/** One order, or several that are written all or none; signed at once when `sign` says so. */
export class WriteOrdersDto extends CreateOrderDto {
  /** @example laboratory */
  @ApiPropertyOptional({ enum: ORDER_KINDS })
  @ValidateIf(isSingle)
  @IsIn(ORDER_KINDS)
  override kind!: OrderKind;

  @ApiPropertyOptional()
  @ValidateIf((order: WriteOrdersDto) => isSingle(order) && (!isMedication(order) || order.code !== undefined))
  override code?: OrderCodeDto;

  /** Several in one request; then nothing of a single one is said beside them. */
  @MayBeAbsent()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => BasketOrderDto)
  orders?: BasketOrderDto[];

  /** Whether they take effect at once. @example true */
  @MayBeAbsent()
  @IsBoolean()
  sign?: boolean;

  /** Of orders that a doctor said aloud: they take effect at once, and the doctor signs them within 24 hours. */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => VerbalDto)
  verbal?: VerbalDto;

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(30)
  @ValidateNested({ each: true })
  @Type(() => OverrideDto)
  overrides?: OverrideDto[];
}

/** An order that takes the place of another; it is signed with that. */
export class ReviseOrderDto extends CreateOrderDto {
  /** Why the other one ends. @example "Chỉnh liều theo chức năng thận" */
  @NamesReason()
  reason!: string;

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(30)
  @ValidateNested({ each: true })
  @Type(() => OverrideDto)
  overrides?: OverrideDto[];
}
