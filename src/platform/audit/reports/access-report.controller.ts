import { Controller, Get, Headers, Param, ParseUUIDPipe, Query, Res } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { prefersHtml } from '../../routes/accept.js';
import { httpProblems } from '../../../kernel/problem.js';
import { requestContext } from '../../../kernel/request-context.js';
import { Route } from '../../routes/route.decorator.js';
import { accessReportPage, PAGE_POLICY } from './access-report.page.js';
import { AccessReportQueries } from './access-report.queries.js';
import { AccessReportQuery } from './dto/access-report.dto.js';
import { AccessReportResponse } from './dto/access-report.response.js';
import { PrintedReport } from './printed-report.js';
import { accessReportShown } from './reports.disclosure.js';

/** Who looked at a patient: for auditors, and on paper for the patient who asks. */
@ApiTags('audit')
@Controller('api/v1/patients')
export class AccessReportController {
  constructor(private readonly reports: AccessReportQueries) {}

  @Get(':id/access-report')
  @ApiExtraModels(AccessReportResponse)
  @Route({
    action: 'audit.read',
    discloses: accessReportShown,
    summary: 'Who looked at this patient, a day and a person at a time; as JSON or as a page to print',
    description:
      'Who opened or changed the record, and apart from that in whose lists and searches the patient stood. No other patient is named. In Vietnamese, or in English by Accept-Language.',
    problems: [httpProblems.notFound],
  })
  @ApiResponse({
    status: 200,
    description: 'The report',
    content: {
      'application/json': { schema: { $ref: getSchemaPath(AccessReportResponse) } },
      'text/html': { schema: { type: 'string' } },
    },
  })
  async report(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: AccessReportQuery,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AccessReportResponse | PrintedReport> {
    const report = await this.reports.report(id, query);
    void reply.header('Vary', 'Accept, Accept-Language');
    if (query.format === 'json' || (!query.format && !prefersHtml(accept))) return report;
    requestContext().output = 'print';
    void reply.header('Content-Security-Policy', PAGE_POLICY);
    void reply.header('Content-Language', requestContext().language);
    if (report.next) void reply.header('Link', `<${report.next}>; rel="next"`);
    return new PrintedReport(report, accessReportPage(report, requestContext().language));
  }
}
