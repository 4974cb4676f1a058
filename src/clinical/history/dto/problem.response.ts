import { PersonRefResponse } from '../../../kernel/person-ref.response.js';
import { CodingResponse } from '../../datatypes/dto/coding.response.js';
import type { ProblemRank, ProblemStatus, ProblemVerification } from '../history.rules.js';

export class ProblemResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000030 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000070 */
  encounterId!: string | null;
  code!: CodingResponse;
  /** Whether the code was not on the list when it was written: its text is then the writer's own. @example false */
  offList!: boolean;
  /** @example active */
  clinicalStatus!: ProblemStatus;
  /** @example confirmed */
  verificationStatus!: ProblemVerification;
  /** A year, month, day or instant. @example "2015" */
  onset!: string | null;
  /** When it ended, written as `onset`. @example 2026-11 */
  abatement!: string | null;
  /** Main or additional diagnosis of its encounter. @example main */
  rank!: ProblemRank | null;
  /** The doctor's own words beside the text of the code. @example "Viêm phổi thùy dưới phải" */
  note!: string | null;
  /** Who recorded it; null when it came from another system. */
  recordedBy!: PersonRefResponse | null;
  /** @example 2026-11-23T08:00:00.000Z */
  recordedAt!: string;
  /** @example 1 */
  version!: number;
  /** @example 2026-11-23T08:00:00.000Z */
  updatedAt!: string;
}

/** A problem as it was just recorded or changed. */
export class RecordedProblemResponse extends ProblemResponse {
  /**
   * What follows from one that speaks of a pregnancy, such as a score that is judged anew, or a medicine whose doctor was told; null when nothing
   * does. @example "NEWS2 tính lại: 5 thay vì 7."
   */
  notice!: string | null;
}

export class ProblemPage {
  /** Whose list it is. @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  items!: ProblemResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/patients?name=anh&cursor=WyJhbmgiXQ */
  next!: string | null;
}
