import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import { NOTE_TYPE_NAMES, type NoteType } from '../note-types.js';
import { noteWords } from '../notes.words.js';

export class NoteSectionDto {
  /** What the section is about: lower-case letters, digits and hyphens, up to 40. @example course */
  @IsString()
  @Matches(/^[a-z][a-z0-9-]{0,39}$/, {
    context: noteWords.sectionCode,
  })
  code!: string;

  /** Up to 20,000 characters. @example "Người bệnh tỉnh, sốt cao ngày thứ hai, ăn uống kém." */
  @IsString()
  @MaxLength(20_000)
  text!: string;
}

const codeOf = (section: NoteSectionDto | null): unknown => section?.code;

/** A note's text: what a draft is saved with, and what an addendum says. */
export class NoteTextDto {
  /** Up to 30 sections, each code once; they take the place of those saved before. */
  @IsArray()
  @ArrayMaxSize(30)
  @ArrayUnique(codeOf)
  @ValidateNested({ each: true })
  @Type(() => NoteSectionDto)
  sections!: NoteSectionDto[];
}

export class DraftNoteDto extends NoteTextDto {
  /** @example progress */
  @IsIn(NOTE_TYPE_NAMES)
  type!: NoteType;
}

export class MarkNoteInErrorDto {
  /** Why, 1 to 500 characters. @example "Viết nhầm hồ sơ" */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}
