import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { PageQuery } from '../../../platform/routes/pagination.js';
import { sensitivityWords } from '../sensitivity.words.js';

export const SENSITIVE_KINDS = ['hiv', 'psychiatry', 'substance-use', 'violence', 'other'] as const;
export type SensitiveKind = (typeof SENSITIVE_KINDS)[number];

/** Two characters at least: a letter alone would be a chapter and more. */
const CODE = /^[A-Za-z0-9][A-Za-z0-9.-]{1,49}$/;
const WRITTEN = /\S/;

const fromText = ({ value }: { value: unknown }): unknown =>
  value === 'true' ? true : value === 'false' ? false : value;

export class CreateSensitiveCodeDto {
  /** URI of the code system. @example http://hl7.org/fhir/sid/icd-10 */
  @IsString()
  @MaxLength(200)
  @Matches(WRITTEN, { context: sensitivityWords.notBlank })
  system!: string;

  /** 2 to 50 letters, digits, points and hyphens. @example B20 */
  @IsString()
  @Matches(CODE, {
    context: sensitivityWords.code,
  })
  code!: string;

  /** Whether every code that begins so counts (ICD-10, ATC), or only this one (LOINC, SNOMED CT). @example true */
  @IsBoolean()
  prefix!: boolean;

  /** @example hiv */
  @IsIn(SENSITIVE_KINDS)
  kind!: SensitiveKind;

  /** Why it is on the list, or where that stands; 1 to 500 characters. @example "Luật 64/2006/QH11" */
  @IsString()
  @MaxLength(500)
  @Matches(WRITTEN, { context: sensitivityWords.notBlank })
  note!: string;
}

/** JSON merge patch (RFC 7396): what is absent stays. Another code is another entry. */
export class UpdateSensitiveCodeDto {
  /** False takes the code off the list; records that it raised stay as they are. @example false */
  @IsOptional()
  @IsBoolean()
  active?: boolean;

  /** @example true */
  @IsOptional()
  @IsBoolean()
  prefix?: boolean;

  /** @example psychiatry */
  @IsOptional()
  @IsIn(SENSITIVE_KINDS)
  kind?: SensitiveKind;

  /** 1 to 500 characters. @example "Quyết định của hội đồng thuốc, 11/2026" */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  @Matches(WRITTEN, { context: sensitivityWords.notBlank })
  note?: string;
}

export class ListSensitiveCodesQuery extends PageQuery {
  /** @example hiv */
  @IsOptional()
  @IsIn(SENSITIVE_KINDS)
  kind?: SensitiveKind;

  /** Only codes that count, or only those taken off. @example true */
  @IsOptional()
  @Transform(fromText)
  @IsBoolean()
  active?: boolean;
}
