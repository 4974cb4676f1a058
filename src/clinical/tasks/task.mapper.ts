import { currentContext } from '../../kernel/request-context.js';
import { personRef } from '../../kernel/person-ref.response.js';
import type { TaskResponse } from './dto/task.response.js';
import { taskKind, type Addressee } from './task-kinds.js';
import { addresseeWords } from './tasks.words.js';

/** A task as {@link TASK_COLUMNS} and {@link TASK_SHOWS} read it. */
export interface TaskRow {
  readonly id: string;
  readonly kind: string;
  readonly patient_id: string;
  readonly encounter_id: string | null;
  readonly focus: string;
  readonly focusId: string;
  readonly status: string;
  readonly dueAt: Date | null;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: Date | null;
  readonly readBack: string | null;
  readonly settledAt: Date | null;
  readonly createdAt: Date;
  readonly mrn: string;
  readonly fullName: string;
  readonly acknowledgerName: string | null;
  readonly ward: string | null;
  readonly room: string | null;
  readonly bed: string | null;
  readonly steps: readonly { readonly to: Addressee; readonly at: string }[];
}

export const TASK_COLUMNS = `t.id, t.kind, t.patient_id, t.encounter_id, t.focus, t.focus_id AS "focusId", t.status, t.due_at AS "dueAt",
  t.acknowledged_by AS "acknowledgedBy", t.acknowledged_at AS "acknowledgedAt", t.read_back AS "readBack", t.settled_at AS "settledAt", t.created_at AS "createdAt"`;

/** What else is shown of a task, a row of {@link TASK_COLUMNS} called so. */
export const taskShows = (
  task: string,
): string => `SELECT p.mrn, p.full_name AS "fullName", acknowledger.full_name AS "acknowledgerName", place.ward, place.room, place.bed,
    (SELECT coalesce(json_agg(json_build_object('to', s.to_whom, 'at', s.taken_at) ORDER BY s.level), '[]') FROM task_step s
      WHERE s.task_id = ${task}.id) AS steps
  FROM patient p LEFT JOIN staff_member acknowledger ON acknowledger.id = ${task}."acknowledgedBy"
    LEFT JOIN LATERAL (SELECT w.name AS ward, r.code AS room, b.code AS bed FROM stay s JOIN ward w ON w.id = s.ward_id
      LEFT JOIN bed b ON b.id = s.bed_id LEFT JOIN room r ON r.id = b.room_id WHERE s.encounter_id = ${task}.encounter_id AND s.ended_at IS NULL LIMIT 1) place ON true
  WHERE p.id = ${task}.patient_id`;

export function toTask(row: TaskRow): TaskResponse {
  const language = currentContext()?.language ?? 'vi';
  return {
    id: row.id,
    kind: row.kind,
    kindText: taskKind(row.kind).words[language],
    patient: { id: row.patient_id, mrn: row.mrn, fullName: row.fullName },
    place: row.ward === null ? null : { ward: row.ward, room: row.room, bed: row.bed },
    encounterId: row.encounter_id,
    focus: row.focus,
    focusId: row.focusId,
    status: row.status,
    steps: row.steps.map(({ to, at }) => ({
      to,
      toText: addresseeWords[to][language],
      at: new Date(at).toISOString(),
    })),
    dueAt: row.dueAt?.toISOString() ?? null,
    acknowledgedBy: personRef(row.acknowledgedBy, row.acknowledgerName),
    acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
    settledAt: row.settledAt?.toISOString() ?? null,
    readBack: row.readBack,
    createdAt: row.createdAt.toISOString(),
  };
}
