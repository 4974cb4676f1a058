import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Database } from '../database/database.js';
import { defineProblems, httpProblems, Problem } from '../../kernel/problem.js';
import { Route } from '../routes/route.decorator.js';

const healthProblems = defineProblems({
  auditNotCovering: {
    status: 503,
    vi: 'Có bảng dữ liệu chưa được ghi vết',
    en: 'Some tables are not under the audit trail',
    detail: { vi: 'Chạy emr migrate. Bảng: {tables}.', en: 'Run emr migrate. Tables: {tables}.' },
  },
});

export class HealthResponse {
  /** @example ok */
  status!: string;
}

/** For load balancers and supervisors: live says the process answers, ready that it can serve a patient safely. */
@ApiTags('operations')
@Controller('health')
export class HealthController {
  constructor(private readonly database: Database) {}

  @Get('live')
  @Route({ action: 'public', probe: true, discloses: 'nothing', summary: 'The process is alive' })
  live(): HealthResponse {
    return { status: 'ok' };
  }

  @Get('ready')
  @Route({
    action: 'public',
    probe: true,
    discloses: 'nothing',
    summary: 'The database answers and every table is under the audit trail',
    problems: [httpProblems.databaseUnavailable, healthProblems.auditNotCovering],
  })
  async ready(): Promise<HealthResponse> {
    const uncovered = await this.database.query<{ name: string }>(UNCOVERED);
    if (uncovered.length > 0) {
      const tables = uncovered.map(({ name }) => name).join(', ');
      throw new Problem(healthProblems.auditNotCovering, { params: { tables } });
    }
    return { status: 'ok' };
  }
}

const UNCOVERED = {
  name: 'health.uncovered',
  text: 'SELECT name FROM audit.uncovered_table UNION SELECT name FROM audit.table_without_policy',
};
