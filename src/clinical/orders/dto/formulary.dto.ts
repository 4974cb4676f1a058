import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import { CodingResponse } from '../../datatypes/dto/coding.response.js';
import { KNOWLEDGE, type Knowledge } from '../checks/knowledge.rules.js';
import type { Route } from '../dose.rules.js';

export class FormularyQuery {
  /** Some letters of a name, with or without marks, or of an ATC code. @example para */
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(100)
  q?: string;

  /** @example 10 */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(50)
  limit?: number;
}

export class FormularyItemResponse {
  /** ATC code and name. */
  code!: CodingResponse;
  /** The name with the letters in capitals by which it differs from those that it is taken for; null where none is known. @example ceFAZolin */
  tallMan!: string | null;
  /** Names that it is taken for, written so. @example ["cefTRIAXone"] */
  lookAlikes!: string[];
  /** The same in words; null where none is known. @example "Dễ nhầm với cefTRIAXone" */
  lookAlikeText!: string | null;
  /** Ways into the body for which it is made. @example ["oral", "intravenous"] */
  routes!: Route[];
  /** Forms in which it is made. @example ["tablet"] */
  forms!: string[];
  /** Of a piece or a mL; none where they are not known. @example ["500 mg"] */
  strengths!: string[];
  /** UCUM, the unit in which its doses are checked. @example mg */
  doseUnit!: string;
  /** What the formulary does not know of it: the checks say "not checked" there. @example ["child-dose"] */
  @ApiProperty({ enum: KNOWLEDGE, isArray: true })
  notChecked!: Knowledge[];
  /** The same in words; null when nothing is missing. @example "Chưa kiểm: liều trẻ em" */
  notCheckedText!: string | null;
}

/** Which formulary answered. */
export class FormularyVersionResponse {
  /** Of the hospital's formulary, as it was loaded; or the day of the starter. @example 3 */
  version!: string;
  /** Where it is from, as it was loaded; null for the starter. @example "Danh mục thuốc 2026" */
  source!: string | null;
  /** Whether the hospital's pharmacists compared it with its sources. @example true */
  confirmed!: boolean;
}

/** What was found of the formulary, those whose name begins so first. */
export class FormularyResponse {
  items!: FormularyItemResponse[];
  /** How many there are; more than are shown when letters are few. @example 40 */
  found!: number;
  /** Always null: more letters find what is not shown. */
  next!: string | null;
  formulary!: FormularyVersionResponse;
  /** What is ordered all the same when nothing was found: it is not checked; null when something was. @example "Danh mục không có thuốc này: nếu vẫn chỉ định thì thuốc không được kiểm tra." */
  notCheckedText!: string | null;
}
