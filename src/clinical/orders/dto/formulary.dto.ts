import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import { CodingResponse } from '../../datatypes/dto/coding.response.js';
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
  /** Ways into the body for which it is made. @example ["oral", "intravenous"] */
  routes!: Route[];
  /** Forms in which it is made. @example ["tablet"] */
  forms!: string[];
}

/** What was found of the formulary, those whose name begins so first. */
export class FormularyResponse {
  items!: FormularyItemResponse[];
  /** How many there are; more than are shown when letters are few. @example 40 */
  found!: number;
  /** Always null: more letters find what is not shown. */
  next!: string | null;
}
