import { Readable } from 'node:stream';
import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Route } from '../../routes/route.decorator.js';
import type { Disclosure } from '../../routes/disclosure.js';
import { ExportQuery } from './dto/export.dto.js';
import { ExportService } from './export.service.js';

/** The beginning of an export; each part of it is recorded with its patients before it leaves. */
const exportBegun: Disclosure = { kind: 'list', entity: 'audit_event', shown: () => [] };

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
      'Streamed. An ndjson export ends with a line {"end": …}; without it the export was broken off. When the session ends meanwhile, the connection is cut in every format. Every part is on the trail.',
    answer: { mediaType: 'application/x-ndjson', schema: { type: 'string' } },
  })
  export(@Query() query: ExportQuery): StreamableFile {
    const { fileName, mediaType, text } = this.exports.begin(query);
    return new StreamableFile(Readable.from(text, { objectMode: false }), {
      type: mediaType,
      disposition: `attachment; filename="${fileName}"`,
    });
  }
}
