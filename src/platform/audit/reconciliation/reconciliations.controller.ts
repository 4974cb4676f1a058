import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Database } from '../../database/database.js';
import { pageOf, PageQuery, readCursor } from '../../routes/pagination.js';
import { Route } from '../../routes/route.decorator.js';
import { TrailComparisonPage, type TrailComparisonResponse } from './dto/reconciliation.response.js';

/** When the hospital's rows were compared with the trail, and how many did not fit. */
@ApiTags('audit')
@Controller('api/v1/audit')
export class ReconciliationsController {
  constructor(private readonly database: Database) {}

  @Get('reconciliations')
  @Route({
    action: 'audit.read',
    discloses: 'nothing',
    summary: 'When rows were compared with the trail and what was found, newest first',
    description:
      'Counts only: which rows they are is named by `emr audit reconcile`, and in the event of the comparison.',
  })
  async list(@Query() query: PageQuery): Promise<TrailComparisonPage> {
    const [before] = readCursor(query.cursor, ['uuid']) ?? [];
    const rows = await this.database.query<TrailComparisonResponse>(KEPT, [before ?? null, query.limit + 1]);
    return pageOf(rows, query, ({ id }) => [id], asAnswered);
  }
}

const asAnswered = ({ beganAt, endedAt, ...rest }: TrailComparisonResponse): TrailComparisonResponse => ({
  ...rest,
  beganAt: new Date(beganAt).toISOString(),
  endedAt: new Date(endedAt).toISOString(),
});

const KEPT = {
  name: 'audit.reconciliations',
  text: `SELECT id, began_at AS "beganAt", ended_at AS "endedAt", rows::float8 AS rows, events::float8 AS events, archived::float8 AS archived, unknown::float8 AS unknown,
           findings::float8 AS findings, counts
         FROM audit.reconciliation WHERE $1::uuid IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`,
};
