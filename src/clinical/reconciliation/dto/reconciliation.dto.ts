import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  Equals,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { NamesReason } from '../../../platform/care/reason.decorators.js';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import { DECISIONS, POINTS, SOURCES, type Decision, type Point, type Source } from '../reconciliation.rules.js';

/** A medicine as it is told; its code where it is known. */
export class TakenMedicineDto {
  /** @example "http://www.whocc.no/atc" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  system?: string;

  /** @example C08CA01 */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  code?: string;

  /** @example "Amlodipin 5 mg" */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  display!: string;
}

export class ListedMedicineDto {
  @IsObject()
  @ValidateNested()
  @Type(() => TakenMedicineDto)
  medication!: TakenMedicineDto;

  /** How it is taken, in words. @example "1 viên sáng" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  dose?: string;

  /** Who or what says so. @example family */
  @ApiProperty({ enum: SOURCES })
  @IsIn(SOURCES)
  source!: Source;
}

export class AddMedicinesDto {
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => ListedMedicineDto)
  items!: ListedMedicineDto[];
}

export class OpenReconciliationDto {
  /** @example admission */
  @ApiProperty({ enum: POINTS })
  @IsIn(POINTS)
  point!: Point;

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => ListedMedicineDto)
  items?: ListedMedicineDto[];

  /** That the patient takes no medicines at all. @example true */
  @MayBeAbsent()
  @Equals(true)
  none?: true;
}

export class DecideMedicineDto {
  /** Of the list. @example 019a1b2c-0000-7000-8000-0000000000e1 */
  @IsUUID()
  itemId!: string;

  /** @example changed */
  @ApiProperty({ enum: DECISIONS })
  @IsIn(DECISIONS)
  decision!: Decision;

  /** Needed unless it goes on. @example "Huyết áp thấp" */
  @MayBeAbsent()
  @NamesReason()
  reason?: string;

  /** The order that carries it out. @example 019a1b2c-0000-7000-8000-000000000005 */
  @MayBeAbsent()
  @IsUUID()
  orderId?: string;
}

export class DecideMedicinesDto {
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => DecideMedicineDto)
  decisions!: DecideMedicineDto[];
}
