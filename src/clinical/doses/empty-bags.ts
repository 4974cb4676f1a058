import { Injectable, type OnModuleInit } from '@nestjs/common';
import { hospitalClock } from '../../kernel/hospital-time.js';
import { fillBoth } from '../../kernel/language.js';
import { EVERYTHING } from '../../kernel/scope.js';
import { Database } from '../../platform/database/database.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { courseNow } from '../infusions/infusion-course.rules.js';
import { courseOfSteps, stepsOfDose, type StepRow } from '../infusions/infusion-steps.columns.js';
import { TasksService } from '../tasks/tasks.service.js';
import { doseWords } from './doses.words.js';

const EVERY_MS = 60_000;
/** More run in no hospital that this is for. */
const MOST_RUNNING = 2_000;

interface RunningRow {
  readonly id: string;
  readonly patientId: string;
  readonly encounterId: string;
  readonly display: string;
  readonly requestedBy: string | null;
  readonly steps: readonly StepRow[] | null;
  readonly now: Date;
}

/** Finds infusions whose bag is empty as it ran, and asks the ward to see to it; once for each bag. What is done to it then settles it. */
@Injectable()
export class EmptyBags implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly tasks: TasksService,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.schedule({ name: 'empty-bags', everyMs: EVERY_MS, by: 'hospital', work: () => this.look() });
  }

  /**
   * One look at everything that runs.
   * @param now the database's clock says it unless somebody does: its moments are those of the steps, too
   */
  async look(now?: Date): Promise<void> {
    const rows = await this.database.query<RunningRow>(RUNNING, [MOST_RUNNING, now ?? null], EVERYTHING);
    for (const { id, patientId, encounterId, display, requestedBy, steps, now: at } of rows) {
      const emptyAt = courseNow(courseOfSteps(steps), at.getTime()).bag?.emptyAt;
      if (emptyAt === null || emptyAt === undefined || emptyAt > at.getTime()) continue;
      const about = fillBoth(doseWords.bagEmpty, { medicine: display, at: hospitalClock(new Date(emptyAt)) });
      const task = { kind: 'infusion-empty', patientId, encounterId, focus: 'dose', focusId: id } as const;
      await this.tasks.openBySystem('empty-bags', { ...task, requesterId: requestedBy, about });
    }
  }
}

/** What runs and nobody was asked about since the last thing that was done to it. */
const RUNNING = {
  name: 'doses.running',
  text: `SELECT d.id, d.patient_id AS "patientId", d.encounter_id AS "encounterId", o.display, o.requested_by AS "requestedBy",
      ${stepsOfDose('d.id')} AS steps, coalesce($2::timestamptz, now()) AS now
    FROM dose d JOIN service_order o ON o.id = d.order_id
    WHERE d.status = 'in-progress' AND NOT EXISTS (SELECT FROM task t WHERE t.focus_id = d.id AND t.kind = 'infusion-empty'
      AND (t.status = 'open' OR t.created_at > (SELECT max(s.recorded_at) FROM infusion_step s WHERE s.dose_id = d.id)))
    ORDER BY d.id LIMIT $1::int`,
};
