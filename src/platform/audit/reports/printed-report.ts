import { StreamableFile } from '@nestjs/common';
import type { AccessReportResponse } from './dto/access-report.response.js';

/** A report on its way out as a page; it still knows whom it shows, so that it is recorded like any other answer. */
export class PrintedReport extends StreamableFile {
  readonly patient: AccessReportResponse['patient'];

  constructor({ patient }: AccessReportResponse, page: string) {
    const bytes = Buffer.from(page);
    super(bytes, { type: 'text/html; charset=utf-8', length: bytes.length });
    this.patient = patient;
  }
}
