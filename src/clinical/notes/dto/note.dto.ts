import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsObject,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { IsPastInstant } from '../../../platform/routes/instant.validator.js';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { SaysWhy } from '../../../platform/care/reason.decorators.js';
import { NOTE_TYPE_NAMES, type NoteType } from '../note-types.js';
import { noteWords } from '../notes.words.js';
import type { SectionData } from '../section.rules.js';

/** Names of sections and of forms. */
const CODE = /^[a-z][a-z0-9-]{0,39}$/;
const CODE_WORDS = { context: noteWords.sectionCode };

export class NoteSectionDto {
  /** What the section is about: lower-case letters, digits and hyphens, up to 40. @example course */
  @IsString()
  @Matches(CODE, CODE_WORDS)
  code!: string;

  /**
   * Up to 20,000 characters; what is left out stays as it was.
   * @example "Người bệnh tỉnh, sốt cao ngày thứ hai, ăn uống kém."
   */
  @MayBeAbsent()
  @IsString()
  @MaxLength(20_000)
  text?: string;

  /** Answers by the fields of the form; of a table, its `rows`. What is left out stays as it was. @example { "level": "II" } */
  @MayBeAbsent()
  @IsObject()
  data?: SectionData;
}

const codeOf = (section: NoteSectionDto | null): unknown => section?.code;

/** A note's text: what a draft is saved with, and what an addendum says. */
export class NoteTextDto {
  /** Up to 30 sections, each code once; those that a draft has beside them stay as they are. */
  @IsArray()
  @ArrayMaxSize(30)
  @ArrayUnique(codeOf)
  @ValidateNested({ each: true })
  @Type(() => NoteSectionDto)
  sections!: NoteSectionDto[];
}

/** When and why something is told late. */
export class AddendumDto extends NoteTextDto {
  /** Why it is added after the record was closed, in words that say something, at most 500 characters; needed then. @example "Bổ sung kết quả giải phẫu bệnh" */
  @MayBeAbsent()
  @SaysWhy()
  lateReason?: string;
}

export class DraftNoteDto extends AddendumDto {
  /** What time it is about, when that is not now; needed after the discharge unless it is about the stay as a whole, and not after it. @example 2026-11-23T23:30:00+07:00 */
  @MayBeAbsent()
  @IsPastInstant()
  effectiveAt?: string;

  /** @example progress */
  @IsIn(NOTE_TYPE_NAMES)
  type!: NoteType;

  /** A form of this kind, by its code; the usual one when none is named. @example progress */
  @MayBeAbsent()
  @IsString()
  @Matches(CODE, CODE_WORDS)
  template?: string;
}

export class MarkNoteInErrorDto {
  /** Why, 1 to 500 characters. @example "Viết nhầm hồ sơ" */
  @SaysWhy()
  reason!: string;
}
