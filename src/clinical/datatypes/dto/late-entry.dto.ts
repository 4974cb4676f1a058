import { SaysWhy } from '../../../platform/care/reason.decorators.js';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';

/** What may be charted after it happened, and in a record that was closed meanwhile. */
export class LateEntryDto {
  /** Why it is charted only now, in words that say something, at most 500 characters: needed when the record is closed. @example "Mất điện từ 14 h đến 16 h, ghi giấy" */
  @MayBeAbsent()
  @SaysWhy()
  lateReason?: string;
}
