import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

export class CodesQuery {
  /** The beginning of a code, or beginnings of words. @example "viem phoi" */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  q?: string;

  /** Most items in the answer, 1 to 300. @example 20 */
  @ApiPropertyOptional() // it has a default, which the description would take for "always there"
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(300)
  limit: number = 20;
}

export class CodedResponse {
  /** @example 01 */
  code!: string;
  /** In the reader's language. @example Kinh */
  text!: string;
}

export class ListedCodeResponse extends CodedResponse {
  /** @example Kinh */
  vi!: string;
  /** @example Kinh */
  en!: string;
}

/** One list, without its codes. */
export class KnownCodeListResponse {
  /** Its name in addresses. @example icd-10 */
  list!: string;
  /** What people call it, in the reader's language. @example "bệnh tật (ICD-10)" */
  name!: string;
  /** Where it comes from. @example "ISO 3166-1 alpha-2" */
  source!: string;
  /** 0 is the starter that comes with the service; a hospital's own count from 1. @example 0 */
  version!: number;
  /** How many codes it has. @example 249 */
  count!: number;
}

export class KnownCodeListsResponse {
  items!: KnownCodeListResponse[];
}

export class CodeListResponse {
  /** Where the list comes from. @example "ISO 3166-1 alpha-2" */
  source!: string;
  /** 0 is the starter that comes with the service; a hospital's own count from 1. @example 0 */
  version!: number;
  items!: ListedCodeResponse[];
}
