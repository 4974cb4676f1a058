import { PatientResponse } from '../../dto/patient.response.js';

export class MergedResponse {
  /** Of the merge; taking it back names it. @example 019a1b2c-0000-7000-8000-000000000009 */
  mergeId!: string;
  /** Whose record stays. @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** Whose record was merged into it. @example 019a1b2c-0000-7000-8000-000000000003 */
  mergedId!: string;
  /** Of the patient whose record stays, after the merge. @example 4 */
  version!: number;
  /** How many rows moved, by kind. @example {"encounter": 1, "vital_signs": 4} */
  moved!: Record<string, number>;
}

export class UnmergedResponse extends MergedResponse {
  /**
   * How many rows charted since the merge, outside of encounters, stay with the patient of the address: whose they are, a person
   * decides. @example {"allergy": 1}
   */
  stayed!: Record<string, number>;
}

export class MergeStopResponse {
  /** @example both-admitted */
  code!: string;
  /** In the reader's language. @example "Cả hai hồ sơ đang điều trị nội trú" */
  text!: string;
}

export class MergePreviewResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** Whose record would stay. */
  survivor!: PatientResponse;
  /** Whose record would be merged into it. */
  other!: PatientResponse;
  /** Fields in which they differ: the survivor's stand; of `identifiers` all are kept. @example ["birthDate", "phones"] */
  differing!: string[];
  /** Confidentiality afterwards: the higher of both. @example R */
  confidentiality!: string;
  /** How many rows of the other would move, by kind. @example {"encounter": 1} */
  moves!: Record<string, number>;
  /** What would refuse it now; empty when nothing does. */
  stops!: MergeStopResponse[];
}
