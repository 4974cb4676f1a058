import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { NOTE_TYPE_NAMES, type NoteType } from '../note-types.js';

/** Which forms are asked for; all that are current when nothing is said. */
export class TemplatesQuery {
  /** Forms of one kind of note. @example admission */
  @IsOptional()
  @IsIn(NOTE_TYPE_NAMES)
  type?: NoteType;

  /** Every version of one form, the newest first. @example admission-internal */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  code?: string;
}
