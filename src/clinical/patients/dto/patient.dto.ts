import { OmitType, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { SaysWhy } from '../../../platform/care/reason.decorators.js';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { PageQuery } from '../../../platform/routes/pagination.js';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import { CONFIDENTIALITIES, type Confidentiality } from '../confidentiality.rules.js';
import { IsCodeOf } from '../../terminology/codes.rules.js';
import { AdministrativeDto } from './administrative.dto.js';
import { NewbornDto } from './newborn.dto.js';
import { IsPartialDate, IsPersonName, IsPhone } from './patient.validators.js';

export const SEXES = ['male', 'female', 'other', 'unknown'] as const;
export type Sex = (typeof SEXES)[number];

const ADDRESS_USES = ['home', 'temp', 'work', 'old'] as const;
const CONTACT_ROLES = ['next-of-kin', 'guardian', 'emergency'] as const;

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

  /** Of an address of three levels, as they were until 30 June 2025; it is kept as it was written. @example "Quận Thủ Đức" */
  @MayBeAbsent()
  @IsString()
  @MaxLength(100)
  district?: string;

  /** A code of /api/v1/code-lists/province, of an address of two levels. @example "79" */
  @MayBeAbsent()
  @IsCodeOf('province')
  provinceCode?: string;

  /** Where the person is registered (home), stays for now (temp), works (work), or lived before (old). @example home */
  @MayBeAbsent()
  @IsIn(ADDRESS_USES)
  use?: (typeof ADDRESS_USES)[number];
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

  /** Next of kin, guardian (who decides for the patient; `relationship` is needed), or whom to call. @example next-of-kin */
  @MayBeAbsent()
  @IsIn(CONTACT_ROLES)
  role?: (typeof CONTACT_ROLES)[number];

  /** In one line, as written. @example "12 Lê Văn Chí, phường Linh Trung" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  address?: string;
}

/** Who is unknown, or born to a known mother, is named by the hospital until there is a name. */
const needsName = ({ fullName, unknown, newborn }: CreatePatientDto): boolean =>
  fullName !== undefined || (unknown !== true && !newborn?.motherId);

export class CreatePatientDto extends AdministrativeDto {
  /**
   * Family, middle and given name as written in Vietnamese. It may be absent of who is `unknown`, and of a newborn whose mother is given:
   * they get a working name. @example "Nguyễn Thị Ánh"
   */
  @ValidateIf(needsName)
  @IsPersonName()
  fullName?: string;

  /** True while nobody knows who it is. A name that is given later ends it. @example false */
  @MayBeAbsent()
  @IsBoolean()
  unknown?: boolean;

  /** Of who was born here, or just before. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => NewbornDto)
  newborn?: NewbornDto | null;

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

/** What whoever corrects a person is asked about, and may say to be right. */
export const PERSON_DOUBTS = ['sex', 'birthDate', 'birthOrder'] as const;
export type PersonDoubt = (typeof PERSON_DOUBTS)[number];

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

  /** What was asked about, looked at again and found right. @example ["sex"] */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(3)
  @IsIn(PERSON_DOUBTS, { each: true })
  confirmed?: PersonDoubt[];
}

export class RetireIdentifierDto {
  /** Why it is not the patient's, 1 to 500 characters. @example "Gõ nhầm số CCCD" */
  @SaysWhy()
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

  /** Whose mother she is: those born to her. @example 019a1b2c-0000-7000-8000-000000000002 */
  @IsOptional()
  @IsUUID()
  motherId?: string;
}
