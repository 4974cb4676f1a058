import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { Controller, Get, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Route } from '../../routes/route.decorator.js';
import type { Disclosure } from '../../routes/disclosure.js';
import { ExportQuery } from './dto/export.dto.js';
import { ExportService } from './export.service.js';

/** The beginning of an export; each part of it is recorded with its patients before it leaves. */
const exportBegun: Disclosure = { kind: 'list', entity: 'audit_event', shown: () => [] };

/** Names the archived months of the period that the export does not tell of, in every format. */
const NOT_COVERED = 'X-Not-Covered';

@ApiTags('audit')
@Controller('api/v1/audit')
export class ExportController {
  constructor(private readonly exports: ExportService) {}

  @Get('export')
  @Route({
    action: 'audit.read',
    discloses: exportBegun,
    summary: 'Export events of the trail, newest first',
    description:
      'Streamed. An ndjson export ends with a line {"end": …}; without it the export was broken off. When the session ends meanwhile, the connection is cut in every format. Every part is on the trail. Archived months at hand are told of where the question names a patient, record, encounter or person; the header X-Not-Covered, and the first line of ndjson, name the others.',
    answer: { mediaType: 'application/x-ndjson', schema: { type: 'string' } },
  })
  async export(@Query() query: ExportQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const { fileName, mediaType, notCovered, text } = await this.exports.begin(query);
    if (notCovered.length > 0) void reply.header(NOT_COVERED, notCovered.join(', '));
    return new StreamableFile(Readable.from(text, { objectMode: false }), {
      type: mediaType,
      disposition: `attachment; filename="${fileName}"`,
    });
  }
}
