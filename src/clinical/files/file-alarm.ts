import { Injectable, Logger } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Metrics } from '../../platform/operations/metrics.js';

/** Tells hospital IT of a file whose bytes are not what was added: in the log, and as a metric to be watched. */
@Injectable()
export class FileAlarm {
  private readonly logger = new Logger('files');
  private readonly metric = new Counter({
    name: 'stored_files_damaged_total',
    help: 'Readings of stored files whose bytes were not those that were added; any is an alarm',
    registers: [],
  });

  constructor(metrics: Metrics) {
    metrics.add(this.metric);
  }

  raise(fileId: string): void {
    this.metric.inc();
    this.logger.error(`file ${fileId} is not what was added: it was altered in the database, or its key is lost`);
  }
}
