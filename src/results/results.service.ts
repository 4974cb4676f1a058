import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/prisma.js';
import type { NewReport, StoredReport } from './new-report.js';

export type { NewReport, NewResultObservation, StoredReport } from './new-report.js';

/** Takes in reports and their corrections. */
@Injectable()
export class ResultsService {
  /** Stores a report, or what changed in it, inside a transaction that is already open. */
  receiveWithin(_tx: Tx, _report: NewReport): Promise<StoredReport> {
    return Promise.reject(new Error('not yet'));
  }
}
