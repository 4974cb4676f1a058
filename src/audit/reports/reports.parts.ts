import { AccessReportController } from './access-report.controller.js';
import { AccessReportQueries } from './access-report.queries.js';
import { RecordController } from './record.controller.js';
import { RecordQueries } from './record.queries.js';

/** Ready answers to what auditors and patients ask most, as parts of the audit module. */
export const reportControllers = [AccessReportController, RecordController];
export const reportProviders = [AccessReportQueries, RecordQueries];
