import { IsIn, IsNotEmpty, IsString, IsUUID, MaxLength } from 'class-validator';
import { IsOptional } from 'class-validator';
import { hospitalDate } from '../../../kernel/hospital-time.js';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { ownRule } from '../../../platform/routes/own-rule.js';
import { PageQuery } from '../../../platform/routes/pagination.js';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import { SaysWhy } from '../../../platform/care/reason.decorators.js';
import { parsePartialDate } from '../../datatypes/partial-date.js';
import { FILE_KIND_NAMES, type FileKind } from '../file-kinds.js';
import { fileWords } from '../files.words.js';

const isDayThatHasCome = (text: string): boolean =>
  parsePartialDate(text)?.precision === 'day' && text >= '1900-01-01' && text <= hospitalDate();

/** What is said of a file; the file is beside it in the form. */
export class FileDto {
  /** @example wound-photograph */
  @IsIn(FILE_KIND_NAMES)
  kind!: FileKind;

  /** @example "Vết mổ, ngày thứ ba" */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  title!: string;

  /** The day that the paper bears, or on which the picture was taken. @example 2026-11-23 */
  @MayBeAbsent()
  @ownRule('past-day', fileWords.day, isDayThatHasCome, { format: 'date' })
  datedOn?: string;

  /** Needed when the record of the encounter is closed. @example "Giấy cam kết tìm thấy sau khi khóa hồ sơ" */
  @MayBeAbsent()
  @SaysWhy()
  lateReason?: string;
}

export class MarkFileInErrorDto {
  /** @example "Ảnh của người bệnh khác" */
  @SaysWhy()
  reason!: string;
}

export class FilesQuery extends PageQuery {
  /** @example consent */
  @IsOptional()
  @IsIn(FILE_KIND_NAMES)
  kind?: FileKind;

  /** Only of this encounter. @example 019a1b2c-0000-7000-8000-000000000070 */
  @IsOptional()
  @IsUUID()
  encounterId?: string;
}
