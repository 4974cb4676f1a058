export const RECORD_STAGES = ['none', 'waiting', 'reading', 'setting'] as const;

/** How far a record is that is being put together. */
export class RecordProgressResponse {
  /** none: nothing is put together; waiting: for another long record; reading: stays of the record; setting: volumes of the document. @example reading */
  stage!: (typeof RECORD_STAGES)[number];
  /** Parts that are done of this stage. @example 120 */
  done!: number;
  /** All of them. @example 500 */
  of!: number;
}
