import { Readable } from 'node:stream';
import {
  Body,
  Controller,
  Delete,
  Get,
  Param,
  Post,
  Query,
  Req,
  StreamableFile,
  UseInterceptors,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { requestContext } from '../../../kernel/request-context.js';
import type { Disclosure } from '../../../platform/routes/disclosure.js';
import { Route } from '../../../platform/routes/route.decorator.js';
import type { ScopeNeed, ScopeQuestion } from '../../../platform/routes/scope.rules.js';
import { BaseUrl } from '../base-url.js';
import { EXAMPLE_PARAMETERS } from '../examples.js';
import { answersFhir, FhirAnswer, takesFhir } from '../fhir-answer.js';
import { outcomeWords } from '../fhir.words.js';
import { fhirProblems } from '../fhir.errors.js';
import { FhirInterceptor } from '../fhir.interceptor.js';
import { everythingNeeds } from '../operations/everything.service.js';
import { askedIn } from '../operations/parameters.js';
import type { Query as SearchQuery } from '../search/search-request.js';
import { exportProblems } from './export.errors.js';
import type { ExportLevel } from './export.record.js';
import { ExportService } from './export.service.js';

/** A scope that no other holds, and every type that is asked for. */
const toExport = ({ query, body }: ScopeQuestion): ScopeNeed[] => [
  { type: 'BulkExport', right: 'c' },
  ...everythingNeeds(askedIn(query, body)),
];
const toFetch: ScopeNeed[] = [{ type: 'BulkExport', right: 'c' }];
/** Scopes may have been narrowed since it was ordered. */
const toFetchFile = ({ params }: ScopeQuestion): ScopeNeed[] => [
  ...toFetch,
  { type: (params as { type: string }).type, right: 'r' },
];
const orders = {
  action: 'fhir.export',
  scope: 'nobody',
  scopes: toExport,
  discloses: 'nothing',
  status: 202,
  problems: [
    exportProblems.exportNotAsync,
    exportProblems.exportsTooMany,
    exportProblems.groupUnknown,
    fhirProblems.notImportable,
  ],
} as const;
const own = {
  action: 'fhir.export',
  scope: 'nobody',
  scopes: toFetch,
  problems: [exportProblems.exportNotFound],
} as const;
/** The beginning of a file; each part of it is recorded with its patients before it leaves. */
const fileBegun: Disclosure = { kind: 'list', entity: 'bulk_export', shown: () => [] };

/** Bulk exports as HL7 Bulk Data Access 2.0 has them. */
@ApiTags('fhir')
@Controller('fhir/R4')
@UseInterceptors(FhirInterceptor)
export class ExportController {
  constructor(private readonly exports: ExportService) {}

  @Get('$export')
  @Route({ ...orders, summary: 'Order an export of the whole hospital; Content-Location says where it will be' })
  system(@Query() query: SearchQuery, @Req() request: FastifyRequest, @BaseUrl() base: string): Promise<FhirAnswer> {
    return ordered(this.exports, 'system', undefined, { query, base, request });
  }

  @Get('Patient/$export')
  @Route({ ...orders, summary: 'Order an export of all patients' })
  patients(@Query() query: SearchQuery, @Req() request: FastifyRequest, @BaseUrl() base: string): Promise<FhirAnswer> {
    return ordered(this.exports, 'patient', undefined, { query, base, request });
  }

  @Get('Group/:id/$export')
  @Route({ ...orders, summary: 'Order an export of the patients who lie in a ward' })
  group(
    @Param('id') id: string,
    @Query() query: SearchQuery,
    @Req() request: FastifyRequest,
    @BaseUrl() base: string,
  ): Promise<FhirAnswer> {
    return ordered(this.exports, 'group', id, { query, base, request });
  }

  @Get('$export-status/:id')
  @Route({
    ...own,
    discloses: 'nothing',
    summary: 'How far an export is, and then where its files are',
    answer: { mediaType: 'application/json', schema: { type: 'object' } },
  })
  async status(@Param('id') id: string, @BaseUrl() base: string): Promise<FhirAnswer> {
    const found = await this.exports.status(id);
    if (found.status !== 'done') {
      const progress = `${found.status}; ${found.patients} patients`;
      return new FhirAnswer({}, [], { 'X-Progress': progress, 'Retry-After': '10' }, 202).saying(undefined);
    }
    const manifest = await this.exports.manifest(id, found, base);
    return new FhirAnswer(manifest, [], {
      'Content-Type': 'application/json',
      Expires: found.expiresAt!.toUTCString(),
    });
  }

  @Delete('$export-status/:id')
  @Route({
    ...own,
    discloses: 'nothing',
    status: 202,
    summary: 'Take an export back; its files are gone',
    answer: answersFhir('OperationOutcome'),
  })
  async remove(@Param('id') id: string): Promise<FhirAnswer> {
    await this.exports.remove(id);
    const diagnostics = outcomeWords.exportRemoved[requestContext().language];
    const issue = [{ severity: 'information', code: 'informational', diagnostics }];
    return new FhirAnswer({ resourceType: 'OperationOutcome', issue }, []);
  }
}

/** The same orders by POST, with the parameters in the address or in a Parameters resource. */
@ApiTags('fhir')
@Controller('fhir/R4')
@UseInterceptors(FhirInterceptor)
export class PostedExportController {
  constructor(private readonly exports: ExportService) {}

  @Post('$export')
  @takesFhir('Parameters', EXAMPLE_PARAMETERS)
  @Route({ ...orders, summary: 'Order an export of the whole hospital by POST' })
  system(
    @Query() query: SearchQuery,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @BaseUrl() base: string,
  ): Promise<FhirAnswer> {
    return ordered(this.exports, 'system', undefined, { query, body, base, request });
  }

  @Post('Patient/$export')
  @takesFhir('Parameters', EXAMPLE_PARAMETERS)
  @Route({ ...orders, summary: 'Order an export of all patients by POST' })
  patients(
    @Query() query: SearchQuery,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @BaseUrl() base: string,
  ): Promise<FhirAnswer> {
    return ordered(this.exports, 'patient', undefined, { query, body, base, request });
  }

  @Post('Group/:id/$export')
  @takesFhir('Parameters', EXAMPLE_PARAMETERS)
  @Route({ ...orders, summary: 'Order an export of the patients who lie in a ward by POST' })
  group(
    @Param('id') id: string,
    @Query() query: SearchQuery,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @BaseUrl() base: string,
  ): Promise<FhirAnswer> {
    return ordered(this.exports, 'group', id, { query, body, base, request });
  }
}

/** How an order came. */
interface Order {
  readonly query: SearchQuery;
  readonly body?: unknown;
  readonly base: string;
  readonly request: FastifyRequest;
}

async function ordered(
  exports: ExportService,
  level: ExportLevel,
  groupId: string | undefined,
  { query, body, base, request }: Order,
): Promise<FhirAnswer> {
  const address = `${base.replace(/\/fhir\/R4$/, '')}${request.url}`;
  const [prefer] = [request.headers.prefer].flat();
  const id = await exports.order({ level, groupId, query: askedIn(query, body), prefer, request: address });
  const headers = { 'Content-Location': `${base}/$export-status/${id}` };
  return new FhirAnswer({}, [], headers, 202).saying(undefined);
}

/** Files are no JSON: each line of one is. */
@ApiTags('fhir')
@Controller('fhir/R4')
export class ExportFileController {
  constructor(private readonly exports: ExportService) {}

  @Get('$export-file/:id/:type')
  @Route({
    ...own,
    scopes: toFetchFile,
    discloses: fileBegun,
    summary: 'A file of an export: one resource a line; every patient in it is on the trail',
    answer: { mediaType: 'application/fhir+ndjson', schema: { type: 'string' } },
  })
  async file(@Param('id') id: string, @Param('type') type: string): Promise<StreamableFile> {
    const lines = await this.exports.file(id, type);
    return new StreamableFile(Readable.from(lines, { objectMode: false }), { type: 'application/fhir+ndjson' });
  }
}
