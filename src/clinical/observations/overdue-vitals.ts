import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EVERYTHING } from '../../kernel/scope.js';
import { Database } from '../../platform/database/database.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { OPEN } from '../encounters/encounter-state.rules.js';
import { TasksService } from '../tasks/tasks.service.js';
import { dueOf } from './due.rules.js';
import { asSet } from './early-warning.mapper.js';
import { NEWS2_PARAMETERS } from './news2.rules.js';
import { pregnancyNowSql, settingNowSql } from './settings/settings.sql.js';
import { MEASURED_COLUMNS } from './vitals.columns.js';
import { toVitalsResponse, VITALS_COLUMNS, VITALS_COUNT, VITALS_PEOPLE, type VitalsRow } from './vitals.mapper.js';

const EVERY_MS = 5 * 60_000;
/** How long a set may be late before somebody is told, in minutes; ours, for the hospital to decide. */
const GRACE_MINUTES = 30;
/** More lie in no hospital that this is for. */
const MOST_LYING = 5000;
/** Where neither score nor level of care says anything: as for somebody who cares for themselves. */
const LEAST_LEVEL = 'III';

type LyingRow = VitalsRow & {
  readonly lyingId: string;
  readonly lyingPatientId: string;
  readonly startedAt: Date;
  readonly careLevel: string | null;
  readonly scaleNow: string | null;
  readonly pregnancyNow: string | null;
  readonly now: Date;
};

/** Finds whose vital signs are overdue, and asks the ward for them; once for each set that is missing. The next set settles it. */
@Injectable()
export class OverdueVitals implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly tasks: TasksService,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.schedule({ name: 'overdue-vitals', everyMs: EVERY_MS, by: 'hospital', work: () => this.look() });
  }

  /**
   * One look at everybody who lies in a ward.
   * @param now the database's clock says it unless somebody does: a process whose clock is ahead must not ask a ward for what is not due
   */
  async look(now?: Date): Promise<void> {
    const rows = await this.database.query<LyingRow>(LYING, [MOST_LYING, now ?? null], EVERYTHING);
    for (const { lyingId: encounterId, lyingPatientId: patientId } of rows.filter(isOverdue)) {
      const task = {
        kind: 'vitals-overdue',
        patientId,
        encounterId,
        focus: 'encounter',
        focusId: encounterId,
      } as const;
      await this.tasks.openBySystem('overdue-vitals', task);
    }
  }
}

function isOverdue({ startedAt, careLevel, scaleNow, pregnancyNow, now, ...row }: LyingRow): boolean {
  // By what is set now, as on the board.
  const setNow = asSet(scaleNow, pregnancyNow);
  const first = row.id === null;
  const { news2 = null, pews = null } = first ? {} : toVitalsResponse({ ...row, ...setNow });
  const recheckMinutes = (news2 ?? pews)?.recheckMinutes ?? null;
  const since = first ? startedAt : new Date(row.effectiveAt);
  const due = dueOf(since, { recheckMinutes, careLevel: careLevel ?? LEAST_LEVEL, first });
  return due !== null && now.getTime() - due.at.getTime() > GRACE_MINUTES * 60_000;
}

const IS_ROUND = NEWS2_PARAMETERS.map((parameter) => `${MEASURED_COLUMNS[parameter][0]} IS NOT NULL`).join(' OR ');

/** Everybody who lies in a ward and is not on leave, with the last round, unless somebody was asked since then; who waits longest comes first. */
const LYING = {
  name: 'vitals.lying',
  text: `SELECT e.id AS "lyingId", e.patient_id AS "lyingPatientId", e.started_at AS "startedAt",
      ${settingNowSql('e.id', 'care-level')} AS "careLevel", ${settingNowSql('e.id', 'spo2-scale')} AS "scaleNow",
      ${pregnancyNowSql('p', 'e.id')} AS "pregnancyNow", coalesce($2::timestamptz, now()) AS now, ${VITALS_COLUMNS}
    FROM stay s JOIN encounter e ON e.id = s.encounter_id JOIN patient p ON p.id = e.patient_id
      LEFT JOIN LATERAL (SELECT * FROM vital_signs WHERE encounter_id = e.id AND ${VITALS_COUNT} AND (${IS_ROUND})
        ORDER BY effective_at DESC, id DESC LIMIT 1) v ON true ${VITALS_PEOPLE}
    WHERE s.ended_at IS NULL AND e.status = '${OPEN}' AND e.leave_since IS NULL
      AND NOT EXISTS (SELECT FROM task t WHERE t.focus_id = e.id AND t.kind = 'vitals-overdue'
        AND (t.status = 'open' OR t.created_at > coalesce(v.effective_at, e.started_at)))
    ORDER BY coalesce(v.effective_at, e.started_at), e.id LIMIT $1::int`,
};
