import { RecordController } from './record.controller.js';
import { RecordQueries } from './record.queries.js';

/** Ready answers to what auditors and patients ask most, as parts of the audit module. */
export const reportControllers = [RecordController];
export const reportProviders = [RecordQueries];
