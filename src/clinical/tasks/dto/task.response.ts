import { ApiProperty } from '@nestjs/swagger';
import { PersonRefResponse } from '../../../kernel/person-ref.response.js';
import { ADDRESSEES, TASK_KINDS, type Addressee } from '../task-kinds.js';

export class TaskStepResponse {
  /** @example nurse */
  @ApiProperty({ enum: ADDRESSEES })
  to!: Addressee;
  /** @example "điều dưỡng của khoa" */
  toText!: string;
  /** @example 2026-11-23T09:10:00.000Z */
  at!: string;
}

export class TaskPatientResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  id!: string;
  /** @example 79016-00000007 */
  mrn!: string;
  /** @example "Nguyễn Thị Ánh" */
  fullName!: string;
}

export class TaskResponse {
  /** @example 019a1b2c-0000-7000-8000-0000000000b0 */
  id!: string;
  /** @example critical-result */
  @ApiProperty({ enum: Object.keys(TASK_KINDS), example: 'critical-result' })
  kind!: string;
  /** @example "Kết quả báo động chờ xác nhận" */
  kindText!: string;
  /** Null of a task that is about no patient; what it is about says who is meant, to whom may know. */
  patient!: TaskPatientResponse | null;
  /** Where the patient is now. @example "Khoa Nội tổng hợp" */
  wardName!: string | null;
  /** Room and bed where the patient lies now. @example "P1.4" */
  bed!: string | null;
  /** @example 019a1b2c-0000-7000-8000-000000000003 */
  encounterId!: string | null;
  /** The record it is about. @example diagnostic_report */
  focus!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000008 */
  focusId!: string;
  /** What it is about, in words of the reader; null where its kind and record say all. @example "TH26-000007 Amoxicillin 500 mg: dị ứng Penicillin." */
  about!: string | null;
  /** settled: what it asks for has come about. @example open */
  @ApiProperty({ enum: ['open', 'acknowledged', 'settled'], example: 'open' })
  status!: string;
  /** To whom it went, in the order of that. */
  steps!: TaskStepResponse[];
  /** When it goes to the next; null when there is nobody left, or it is acknowledged. @example 2026-11-23T09:20:00.000Z */
  dueAt!: string | null;
  acknowledgedBy!: PersonRefResponse | null;
  /** @example 2026-11-23T09:12:00.000Z */
  acknowledgedAt!: string | null;
  /** When what it asks for came about, such as a signature. @example 2026-11-23T09:12:00.000Z */
  settledAt!: string | null;
  /** @example "Kali 7,1 mmol/L" */
  readBack!: string | null;
  /** @example 2026-11-23T09:10:00.000Z */
  createdAt!: string;
}

export class TaskPage {
  items!: TaskResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/tasks/mine?cursor=WyIwMTlhIl0 */
  next!: string | null;
}
