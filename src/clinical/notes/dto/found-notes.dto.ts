import { IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQuery } from '../../../platform/routes/pagination.js';

export class FoundNotesQuery extends PageQuery {
  /** Words that all stand in the note, with or without accents; the last may be begun only. All notes when absent. @example "dau bung" */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;
}
