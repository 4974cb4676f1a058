import type { Localised } from '../../kernel/language.js';
import { currentContext } from '../../kernel/request-context.js';
import { personRef } from '../../kernel/person-ref.response.js';
import { bedNameSql } from '../../hospital/wards/wards.queries.js';
import type { Disclosure, Shown } from '../../platform/routes/disclosure.js';
import type { TaskResponse } from './dto/task.response.js';
import { TASK_KINDS, taskKind, type Addressee, type TaskKind } from './task-kinds.js';
import { addresseeWords } from './tasks.words.js';

/** A task as {@link TASK_COLUMNS} and {@link TASK_SHOWS} read it. */
export interface TaskRow {
  readonly id: string;
  readonly kind: string;
  readonly patient_id: string | null;
  readonly encounter_id: string | null;
  readonly focus: string;
  readonly focusId: string;
  readonly about: Localised | null;
  readonly status: string;
  readonly dueAt: Date | null;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: Date | null;
  readonly readBack: string | null;
  readonly settledAt: Date | null;
  readonly createdAt: Date;
  readonly mrn: string | null;
  readonly fullName: string | null;
  readonly wardName: string | null;
  readonly bed: string | null;
  readonly acknowledgerName: string | null;
  readonly steps: readonly { readonly to: Addressee; readonly at: string }[];
}

export const TASK_COLUMNS = `t.id, t.kind, t.patient_id, t.encounter_id, t.focus, t.focus_id AS "focusId", t.about, t.status, t.due_at AS "dueAt",
  t.acknowledged_by AS "acknowledgedBy", t.acknowledged_at AS "acknowledgedAt", t.read_back AS "readBack", t.settled_at AS "settledAt", t.created_at AS "createdAt"`;

/** What else is shown of a task, a row of {@link TASK_COLUMNS} called so. */
export const taskShows = (
  task: string,
): string => `SELECT p.mrn, p.full_name AS "fullName", acknowledger.full_name AS "acknowledgerName",
    (SELECT coalesce(json_agg(json_build_object('to', s.to_whom, 'at', s.taken_at) ORDER BY s.level), '[]') FROM task_step s
      WHERE s.task_id = ${task}.id) AS steps, w.name AS "wardName", ${bedNameSql('lies.bed_id')} AS bed
  FROM (SELECT) one LEFT JOIN patient p ON p.id = ${task}.patient_id
    LEFT JOIN staff_member acknowledger ON acknowledger.id = ${task}."acknowledgedBy"
    LEFT JOIN encounter e ON e.id = ${task}.encounter_id LEFT JOIN stay lies ON lies.encounter_id = e.id AND lies.ended_at IS NULL
    LEFT JOIN ward w ON w.id = coalesce(lies.ward_id, e.ward_id)`;

export function toTask(row: TaskRow): TaskResponse {
  const language = currentContext()?.language ?? 'vi';
  return {
    id: row.id,
    kind: row.kind,
    kindText: taskKind(row.kind).words[language],
    patient: row.patient_id === null ? null : { id: row.patient_id, mrn: row.mrn!, fullName: row.fullName! },
    wardName: row.wardName,
    bed: row.bed,
    encounterId: row.encounter_id,
    focus: row.focus,
    focusId: row.focusId,
    about: row.about?.[language] ?? null,
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

/** Whose a task is, for the trail; one about no patient is nobody's. */
export const patientOfTask = ({
  id,
  patient,
  encounterId,
}: Pick<TaskResponse, 'id' | 'patient' | 'encounterId'>): Shown | undefined =>
  patient ? { patientId: patient.id, encounterId, entityId: id } : undefined;

/** A task is written, and answered as it is then. */
export const WRITES_TASK: Disclosure = {
  kind: 'replay',
  entity: 'task',
  shown: (task: TaskResponse) => [patientOfTask(task) ?? []].flat(),
};

/** What a kind of task is called; undefined of one that this version does not know. */
export const kindWords = (code: string): Localised | undefined =>
  (TASK_KINDS as Readonly<Partial<Record<string, TaskKind>>>)[code]?.words;
