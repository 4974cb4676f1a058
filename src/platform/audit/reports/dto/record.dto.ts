import { IsUUID, Matches } from 'class-validator';

/** Which record's life is asked for. */
export class RecordParams {
  /** Table of the record. @example vital_signs */
  @Matches(/^[a-z][a-z0-9_]{0,62}$/)
  entity!: string;

  /** @example 019a1b2c-0000-7000-8000-000000000005 */
  @IsUUID()
  id!: string;
}
