import { Injectable } from '@nestjs/common';
import { readListPage, type ListOfPages } from '../../platform/audit/recorded-list.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/prisma.js';
import { firstRow } from '../../platform/database/rows.js';
import { CARE_ROLES, DOCTORS } from '../../platform/routes/policy.js';
import type { Page, PageQuery } from '../../platform/routes/pagination.js';
import { requestContext } from '../../kernel/request-context.js';
import type { TaskResponse } from './dto/task.response.js';
import { TASK_KINDS, type Addressee, type TaskKind, type TaskKindCode } from './task-kinds.js';
import { TASK_COLUMNS, taskShows, toTask, type TaskRow } from './task.mapper.js';

/** Reads tasks: those that wait for somebody, those of a kind, or one. */
@Injectable()
export class TasksQueries {
  constructor(private readonly database: Database) {}

  /** Those that wait for whoever asks, the oldest first; critical results before all others. */
  mine(query: PageQuery): Promise<Page<TaskResponse>> {
    const { id, role } = requestContext().actor;
    return readListPage<TaskRow, TaskResponse>(this.database, MINE, query, [id, role], toTask);
  }

  /** Those of a kind in a state, the oldest first. */
  ofKind(kind: string, status: string, query: PageQuery): Promise<Page<TaskResponse>> {
    return readListPage<TaskRow, TaskResponse>(this.database, OF_KIND, query, [kind, status], toTask);
  }

  /** As it stands, inside a transaction. */
  async getWithin(tx: Tx, id: string): Promise<TaskResponse> {
    return toTask(firstRow(await tx.$queryRawUnsafe<TaskRow[]>(ONE, id)));
  }
}

const ONE = `SELECT item.*, shows.* FROM (SELECT ${TASK_COLUMNS} FROM task t WHERE t.id = $1::uuid) item
  CROSS JOIN LATERAL (${taskShows('item')}) shows`;

/** The ward of a task: where the patient is now. */
const WARD = `(SELECT coalesce(s.ward_id, e.ward_id) FROM encounter e LEFT JOIN stay s ON s.encounter_id = e.id AND s.ended_at IS NULL
  WHERE e.id = t.encounter_id)`;
const IS_EVERYWHERE = 'EXISTS (SELECT FROM staff_member m WHERE m.id = $3::uuid AND m.hospital_wide)';
const IN_MY_WARDS = `(${IS_EVERYWHERE} OR ${WARD} IN (SELECT ward_id FROM wards_of($3::uuid)))`;
const isRole = (roles: readonly string[]) => `$4 IN (${roles.map((role) => `'${role}'`).join(', ')})`;

/** Whether whoever asks ($3, acting as $4) is one of those. */
const IS: Readonly<Record<Addressee, string>> = {
  nurse: `${isRole(['nurse', 'head-nurse'])} AND ${IN_MY_WARDS}`,
  requester: `${isRole(CARE_ROLES)} AND t.requester_id = $3::uuid`,
  'on-duty': `${isRole(DOCTORS)} AND (${IS_EVERYWHERE} OR EXISTS (SELECT FROM duty d WHERE d.staff_id = $3::uuid AND d.ward_id = ${WARD}
      AND d.cancelled_at IS NULL AND now() BETWEEN d.starts_at AND d.ends_at))`,
  head: `${isRole(['department-head'])} AND ${IN_MY_WARDS}`,
  laboratory: isRole(['lab']),
  'records-officer': isRole(['records-officer']),
  'privacy-officer': isRole(['privacy-officer']),
  auditor: isRole(['auditor']),
};

const kinds = Object.entries<TaskKind>(TASK_KINDS);
/** Those of the team, and whom a step has gone to. */
const conditions = (Object.keys(IS) as Addressee[]).map((to) => {
  const teams = kinds.filter(([, { team }]) => team.includes(to)).map(([kind]) => `'${kind}'`);
  const inTeam = teams.length > 0 ? `t.kind IN (${teams.join(', ')}) OR` : '';
  return `(${inTeam} EXISTS (SELECT FROM task_step s WHERE s.task_id = t.id AND s.to_whom = '${to}')) AND ${IS[to]}`;
});

const LIST = {
  entity: 'task',
  select: `SELECT ${TASK_COLUMNS} FROM task t`,
  key: [{ sql: 't.id', kind: 'uuid', field: 'id' }],
  shows: taskShows('item'),
} as const satisfies Partial<ListOfPages>;

/** What a result says, or may say, that somebody has to act on at once: whoever has a hundred others finds it before them. */
const FIRST: readonly TaskKindCode[] = ['critical-result', 'unmatched-critical', 'impossible-result', 'unclear-result'];
const URGENCY = `CASE WHEN t.kind IN (${FIRST.map((kind) => `'${kind}'`).join(', ')}) THEN 0 ELSE 1 END::bigint`;
const MINE: ListOfPages = {
  ...LIST,
  name: 'tasks.mine',
  select: `SELECT ${TASK_COLUMNS}, ${URGENCY} AS urgency FROM task t`,
  where: `t.status = 'open' AND (${conditions.join(' OR ')})`,
  key: [{ sql: URGENCY, kind: 'whole', field: 'urgency' }, ...LIST.key],
};
const OF_KIND: ListOfPages = { ...LIST, name: 'tasks.of-kind', where: 't.kind = $3 AND t.status = $4' };
