import { AccessReportController } from './access-report.controller.js';
import { AccessReportQueries } from './access-report.queries.js';
import { RecordController } from './record.controller.js';
import { RecordQueries } from './record.queries.js';
import { StaffDayController } from './staff-day.controller.js';
import { StaffDayQueries } from './staff-day.queries.js';

/** Ready answers to what auditors and patients ask most, as parts of the audit module. */
export const reportControllers = [AccessReportController, RecordController, StaffDayController];
export const reportProviders = [AccessReportQueries, RecordQueries, StaffDayQueries];
