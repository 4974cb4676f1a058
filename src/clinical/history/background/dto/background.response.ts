import { ApiProperty } from '@nestjs/swagger';
import { PersonRefResponse } from '../../../../kernel/person-ref.response.js';
import { CodingResponse } from '../../../datatypes/dto/coding.response.js';
import type { BackgroundKind } from '../background.rules.js';

export class BackgroundResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000085 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000070 */
  encounterId!: string | null;
  /** @example family */
  kind!: BackgroundKind;
  code!: CodingResponse;
  /** An ICD-10 code that is not on the hospital's list; its text is what was written. @example false */
  offList!: boolean;
  /** What is said of its kind beside its words, as it was given. @example {"relationship": "mother"} */
  @ApiProperty({ type: 'object', additionalProperties: true })
  details!: Record<string, unknown>;
  /** @example "2015" */
  since!: string | null;
  /** @example 2020-05 */
  until!: string | null;
  /** @example active */
  status!: string;
  /** @example "Đã tháo" */
  statusReason!: string | null;
  recordedBy!: PersonRefResponse | null;
  /** @example 2026-11-23T08:00:00.000Z */
  recordedAt!: string;
  /** @example 1 */
  version!: number;
  /** @example 2026-11-23T08:00:00.000Z */
  updatedAt!: string;
}

/** An entry as it was just recorded or changed. */
export class RecordedBackgroundResponse extends BackgroundResponse {
  /** What follows from it, such as a score that is judged anew; null when nothing does. @example "NEWS2 tính lại: 5 thay vì 7." */
  notice!: string | null;
}

export class BackgroundPage {
  /** Whose list it is. @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  items!: BackgroundResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/patients?name=anh&cursor=WyJhbmgiXQ */
  next!: string | null;
}

/** How it is today, from what was recorded last. */
export class StateNowResponse {
  /** `not-known` where nobody asked, or what was recorded is over by now; it is never taken for no. @example not-known */
  state!: string;
  /** In the reader's language. @example "Chưa biết" */
  text!: string;
  /** Completed weeks of gestation today; null when not known. @example 30 */
  gestationalWeeks!: number | null;
  /** Days beyond them. @example 1 */
  gestationalDays!: number | null;
  /** When it was recorded last; null when never. @example 2026-11-23T08:00:00.000Z */
  recordedAt!: string | null;
}

export class PregnancyResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  pregnancy!: StateNowResponse;
  lactation!: StateNowResponse;
}
