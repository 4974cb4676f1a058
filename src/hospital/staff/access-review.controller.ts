import { Readable } from 'node:stream';
import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { requestContext, stepsInContext } from '../../kernel/request-context.js';
import { csvLine, BOM } from '../../platform/audit/exports/csv.writer.js';
import type { Disclosure } from '../../platform/routes/disclosure.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { AccessReviewQueries } from './access-review.queries.js';
import { AccessReviewPage, AccessReviewQuery, type HeldRoleResponse } from './dto/access-review.dto.js';

/** Names no patient; that it was read or taken along is on the trail all the same. */
const review: Disclosure = { kind: 'list', entity: 'staff_role', shown: () => [] };

/** The access review: who holds which rights, for those who answer for it. */
@ApiTags('audit')
@Controller('api/v1/access-review')
export class AccessReviewController {
  constructor(private readonly reviews: AccessReviewQueries) {}

  @Get()
  @ApiExtraModels(AccessReviewPage)
  @Route({
    action: 'access.review',
    discloses: review,
    summary: 'Who holds which role, since when and given by whom; as pages, CSV or NDJSON',
    description: 'By username. CSV and NDJSON hold all of it, and stand on the trail as an export.',
  })
  @ApiResponse({
    status: 200,
    description: 'The roles held now',
    content: {
      'application/json': { schema: { $ref: getSchemaPath(AccessReviewPage) } },
      'text/csv': { schema: { type: 'string' } },
      'application/x-ndjson': { schema: { type: 'string' } },
    },
  })
  read(@Query() query: AccessReviewQuery): Promise<AccessReviewPage> | StreamableFile {
    if (query.format === 'json') return this.reviews.page(query);
    const context = requestContext();
    context.output = 'export';
    const isCsv = query.format === 'csv';
    const text = stepsInContext(context, isCsv ? this.csv(query) : this.ndjson(query));
    return new StreamableFile(Readable.from(text, { objectMode: false }), {
      type: isCsv ? 'text/csv; charset=utf-8; header=present' : 'application/x-ndjson; charset=utf-8',
      disposition: `attachment; filename="access-review.${query.format}"`,
    });
  }

  private async *csv(query: AccessReviewQuery): AsyncGenerator<string> {
    yield `${BOM}${COLUMNS.join(',')}\r\n`;
    for await (const roles of this.reviews.all(query)) yield roles.map(lineOf).join('');
  }

  private async *ndjson(query: AccessReviewQuery): AsyncGenerator<string> {
    for await (const roles of this.reviews.all(query)) yield roles.map((role) => `${JSON.stringify(role)}\n`).join('');
  }
}

const PLAIN = [
  'staffId',
  'username',
  'fullName',
  'status',
  'role',
  'since',
  'grantedBy',
  'hospitalWide',
  'lastSignInAt',
] as const;
const COLUMNS = [...PLAIN, 'roleWordsVi', 'roleWordsEn', 'wards'];

const lineOf = (role: HeldRoleResponse): string =>
  csvLine([
    ...PLAIN.map((name) => (name === 'grantedBy' ? role.grantedBy?.username : role[name])),
    role.roleWords.vi,
    role.roleWords.en,
    role.wards.join(' '),
  ]);
