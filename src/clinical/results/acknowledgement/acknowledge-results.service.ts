import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Problem } from '../../../kernel/problem.js';
import { requestContext } from '../../../kernel/request-context.js';
import { may } from '../../../platform/routes/policy.js';
import { reviewWithin } from '../reviews/reviews.service.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import type { TaskResponse } from '../../tasks/dto/task.response.js';
import { TasksService } from '../../tasks/tasks.service.js';
import { resultProblems } from '../results.errors.js';
import { saysTheSame, type ToldValue } from './read-back.rules.js';

/** The newest task of a report. */
interface OfReport {
  readonly taskId: string | null;
}

/** Closes the loop of a critical result: somebody who can act has been told, and has said back what. */
@Injectable()
export class AcknowledgeResultsService implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tasks: TasksService,
  ) {}

  /** Whichever way a task about a result is acknowledged, the value that was read back is compared; a doctor has looked at it then. */
  onModuleInit(): void {
    this.tasks.compareReadBack('critical-result', async (tx, focusId, readBack) => {
      const critical = await criticalOf(tx, focusId);
      if (!saysTheSame(readBack, critical)) throw new Problem(resultProblems.readBackDiffers);
      if (may(requestContext().actor.role, 'result.review')) await reviewWithin(tx, focusId);
    });
  }

  /**
   * Acknowledges the critical result of a report. Whoever is first has it.
   * @throws Problem resultNotFound, nothingToAcknowledge, readBackDiffers, and the refusals of a task
   */
  acknowledge(reportId: string, readBack: string | undefined): Promise<TaskResponse> {
    return this.unitOfWork.write(async (tx) => {
      const { taskId } = await ofReport(tx, reportId);
      if (!taskId) throw new Problem(resultProblems.nothingToAcknowledge);
      return this.tasks.acknowledgeWithin(tx, taskId, readBack);
    });
  }
}

/** What is critical now of a report, or of a value that came alone. */
const criticalOf = (tx: Tx, focusId: string): Promise<ToldValue[]> => tx.$queryRaw<ToldValue[]>`
  SELECT o.value_number::float8 AS value, coalesce(o.value_text, o.value_code->>'display') AS text FROM observation o
  WHERE (o.report_id = ${focusId}::uuid OR o.id = ${focusId}::uuid) AND o.superseded_at IS NULL AND o.criticality = 'critical'`;

async function ofReport(tx: Tx, reportId: string): Promise<OfReport> {
  const [row] = await tx.$queryRaw<OfReport[]>`
    SELECT (SELECT t.id FROM task t WHERE t.focus_id = r.id AND t.kind = 'critical-result' ORDER BY t.status = 'open' DESC, t.id DESC LIMIT 1) AS "taskId"
    FROM diagnostic_report r WHERE r.id = ${reportId}::uuid`;
  if (!row) throw new Problem(resultProblems.resultNotFound);
  return row;
}
