import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { ownRule } from '../../../platform/routes/own-rule.js';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import { saysSomething } from '../../../platform/care/stated-reason.rules.js';
import { datatypesWords } from '../datatypes.words.js';

/** For the reason of what is told late, which is read by whoever asks years later. */
export const SaysWhy = (): PropertyDecorator => ownRule('says-why', datatypesWords.saysWhy, saysSomething);

/** What may be charted after it happened, and in a record that was closed meanwhile. */
export class LateEntryDto {
  /** Why it is charted only now, in words that say something, at most 500 characters: needed when the record is closed. @example "Mất điện từ 14 h đến 16 h, ghi giấy" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @SaysWhy()
  @MaxLength(500)
  lateReason?: string;
}
