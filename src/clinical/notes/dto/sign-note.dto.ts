import { IntersectionType } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import { BodyMayBeAbsent, MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { WhoSignsDto } from '../../../platform/security/dto/who-signs.dto.js';
import { CONTRADICTIONS, type Contradiction } from '../contradictions.rules.js';
import { AddendumDto } from './note.dto.js';

/** Who signs, where the hospital asks for it. */
@BodyMayBeAbsent()
export class SignNoteDto extends WhoSignsDto {
  /** What contradicts the record and was looked at again: the rules that a refusal named. @example ["stay-open"] */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(10)
  @IsIn(CONTRADICTIONS, { each: true })
  confirmed?: Contradiction[];
}

/** What is added to a signed note, and who signs it. */
export class SignedAddendumDto extends IntersectionType(AddendumDto, WhoSignsDto) {}

/** The next shift says back what it takes over. */
export class TakeOverDto extends WhoSignsDto {
  /** What was understood, in one's own words, 1 to 2000 characters. @example "Còn sốt, đo lại lúc 22 giờ, thuốc 20 giờ chưa cho" */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  readBack!: string;
}
