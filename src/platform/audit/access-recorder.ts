import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Coverage } from '../database/definitions/coverage.js';
import { BatchedStatements } from '../database/batched-statements.js';
import type { RequestContext } from '../../kernel/request-context.js';
import { EVENT_COLUMNS, EVENT_ROWS, eventRow, type AccessEvent } from '../../kernel/access-event.js';

const MOST_IN_ONE_INSERT = 200;

/** Records accesses durably before their answers leave; under load many answers share one commit. */
@Injectable()
export class AccessRecorder {
  private readonly batches: BatchedStatements<object>;

  constructor(
    database: Database,
    private readonly coverage: Coverage,
  ) {
    this.batches = new BatchedStatements<object>(async (rows) => {
      const recorded = await database.queryWithoutScope(INSERT_EVENTS, [JSON.stringify(rows)]);
      if (recorded.length !== rows.length) throw new Error('The audit trail did not take an event');
      return rows.map(() => undefined);
    }, MOST_IN_ONE_INSERT);
  }

  /** @returns once the event is committed. @throws when it could not be, and then the answer must not leave */
  record(context: RequestContext, event: AccessEvent): Promise<void> {
    this.requireTrail();
    context.turnedAway ||= event.kind === 'refusal' || event.kind === 'sign-in-failed';
    return this.batches.add(eventRow(context, event));
  }

  /** @throws Problem auditNotCovering while an event that was written may not have arrived: the answer must not leave then */
  requireTrail(): void {
    this.coverage.requireTrail();
  }
}

const INSERT_EVENTS = {
  name: 'audit.record',
  text: `INSERT INTO audit.event (${EVENT_COLUMNS}) SELECT ${EVENT_COLUMNS} FROM ${EVENT_ROWS} RETURNING 1`,
};
