import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, ValidateNested } from 'class-validator';
import { NamesReason, SaysWhy } from '../../../platform/care/reason.decorators.js';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { WhoSignsDto } from '../../../platform/security/dto/who-signs.dto.js';
import { RETENTION_CLASSES, type RetentionClass } from '../../encounters/retention.rules.js';
import { MISSING_CODES, type MissingCode } from '../closing.words.js';

export class ClosedWithoutDto {
  /** What is missing, as the check names it. @example address */
  @IsIn(MISSING_CODES)
  code!: MissingCode;

  /** Why the record is closed without it, 1 to 500 characters. @example "Người bệnh không rõ nơi cư trú" */
  @NamesReason()
  reason!: string;
}

const codeOf = (one: ClosedWithoutDto | null): unknown => one?.code;

/** What is missing and may be, and who signs the closing, where the hospital asks for it. */
export class CloseRecordDto extends WhoSignsDto {
  /** What is missing and may be, each with a reason. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(40)
  @ArrayUnique(codeOf)
  @ValidateNested({ each: true })
  @Type(() => ClosedWithoutDto)
  passedOver?: ClosedWithoutDto[];

  /** A longer time than the law asks for; it is never shortened. @example long */
  @MayBeAbsent()
  @IsIn(RETENTION_CLASSES)
  retentionClass?: RetentionClass;
}

export class LegalHoldDto {
  /** Who asks for it or ends it, and why, 1 to 500 characters. @example "Cơ quan điều tra yêu cầu, công văn 12/CV" */
  @SaysWhy()
  reason!: string;
}

export class SignedClosingQuery {
  /** With each row as the text that was hashed, so that the file proves the rows themselves. @example true */
  @ApiPropertyOptional({ enum: ['true'] })
  @MayBeAbsent()
  @IsIn(['true'])
  contents?: 'true';
}
