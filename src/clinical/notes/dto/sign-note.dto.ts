import { IntersectionType } from '@nestjs/swagger';
import { BodyMayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { WhoSignsDto } from '../../../platform/security/dto/who-signs.dto.js';
import { AddendumDto } from './note.dto.js';

/** Who signs, where the hospital asks for it. */
@BodyMayBeAbsent()
export class SignNoteDto extends WhoSignsDto {}

/** What is added to a signed note, and who signs it. */
export class SignedAddendumDto extends IntersectionType(AddendumDto, WhoSignsDto) {}
