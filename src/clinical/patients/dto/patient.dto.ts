import { OmitType, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { PageQuery } from '../../../platform/routes/pagination.js';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import { CONFIDENTIALITIES, type Confidentiality } from '../confidentiality.rules.js';
import { IsPartialDate, IsPersonName, IsPhone } from './patient.validators.js';

export const SEXES = ['male', 'female', 'other', 'unknown'] as const;
export type Sex = (typeof SEXES)[number];

export class IdentifierDto {
  /** cccd, cmnd, bhyt, passport, or the URI of another issuer's system. @example cccd */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  system!: string;

  /** @example 079190001234 */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  value!: string;
}

export class AddressDto {
  /** The address in one line, as written. @example "12 Lê Văn Chí, phường Linh Trung" */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  text!: string;

  /** Province or city. @example "Thành phố Hồ Chí Minh" */
  @MayBeAbsent()
  @IsString()
  @MaxLength(100)
  province?: string;

  /** Ward or commune. @example "Phường Thủ Đức" */
  @MayBeAbsent()
  @IsString()
  @MaxLength(100)
  commune?: string;
}

export class ContactDto {
  /** @example "Nguyễn Văn Bình" */
  @IsPersonName()
  name!: string;

  /** @example chồng */
  @MayBeAbsent()
  @IsString()
  @MaxLength(60)
  relationship?: string;

  /** @example 0903123456 */
  @MayBeAbsent()
  @IsPhone()
  phone?: string;
}

export class CreatePatientDto {
  /** Family, middle and given name as written in Vietnamese. @example "Nguyễn Thị Ánh" */
  @IsPersonName()
  fullName!: string;

  /** @example female */
  @IsIn(SEXES)
  sex!: Sex;

  /** A date, a month or only a year. @example 1990-05-12 */
  @MayBeAbsent()
  @IsPartialDate()
  birthDate?: string;

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => IdentifierDto)
  identifiers?: IdentifierDto[];

  /** @example ["0903123456"] */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(10)
  @IsPhone({ each: true })
  phones?: string[];

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => AddressDto)
  addresses?: AddressDto[];

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => ContactDto)
  contacts?: ContactDto[];

  /** HL7 v3 Confidentiality: N normal (the default), R restricted (HIV, psychiatry, staff, VIP), V very restricted. @example N */
  @MayBeAbsent()
  @IsIn(CONFIDENTIALITIES)
  confidentiality?: Confidentiality;
}

/** What a patient need not have: null empties it. */
const EMPTIED = ['birthDate', 'phones', 'addresses', 'contacts'] as const;

/** JSON merge patch (RFC 7396): what is absent stays, null empties; identifiers given are added to those known. */
export class UpdatePatientDto extends PartialType(OmitType(CreatePatientDto, EMPTIED), { skipNullProperties: false }) {
  /** A date, a month or only a year. @example 1990-05-12 */
  @IsOptional()
  @IsPartialDate()
  birthDate?: string | null;

  /** All of them: they take the place of those known. @example ["0903123456"] */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @IsPhone({ each: true })
  phones?: string[] | null;

  /** All of them, likewise. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => AddressDto)
  addresses?: AddressDto[] | null;

  /** All of them, likewise. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => ContactDto)
  contacts?: ContactDto[] | null;
}

export class RetireIdentifierDto {
  /** Why it is not the patient's, 1 to 500 characters. @example "Gõ nhầm số CCCD" */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}

/** `q` alone, or at least one of the other conditions; all given must hold. */
export class SearchPatientsQuery extends PageQuery {
  /**
   * One box for everything: names in any order, begun, without accents, mistyped or as initials; a birth date or year; a phone
   * number, card or MRN, or its end. The surest are first, each with why it was found. @example "nguyen an 1985"
   */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;

  /** Parts of the name in any order, with or without accents; each word may be cut short. @example "nguyen anh" */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  name?: string;

  /** Any identifier's whole value: MRN, CCCD, BHYT; `cccd|079190001234`, or the system's URI, asks for one kind. @example 079190001234 */
  @IsOptional()
  @IsString()
  @MaxLength(301)
  identifier?: string;

  /** @example 1990-05-12 */
  @IsOptional()
  @IsPartialDate()
  birthDate?: string;

  /** @example 0903123456 */
  @IsOptional()
  @IsPhone()
  phone?: string;
}
