import { EncounterResponse } from '../../encounters/dto/encounter.response.js';

/** What was kept of a visit. */
export class VisitResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000030 */
  encounterId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** The draft, to be signed. @example 019a1b2c-0000-7000-8000-000000000050 */
  noteId!: string;
  /** Of the note, for signing it. @example 1 */
  noteVersion!: number;
  /** The diagnosis in the patient's list. @example 019a1b2c-0000-7000-8000-000000000060 */
  problemId!: string;
  /** What to ask again of the day to come: it is a Sunday or a holiday; null otherwise. @example "Ngày hẹn 06/12/2026 là Chủ nhật; hỏi lại phòng khám có làm việc không." */
  followUpText!: string | null;
  /** What follows from a diagnosis that speaks of a pregnancy; null when nothing does. @example "NEWS2 tính lại: 5 thay vì 7." */
  notice!: string | null;
  /** As it is now. */
  encounter!: EncounterResponse;
}
