import { reads, type Disclosure } from '../disclosure.js';
import type { AccessReportResponse } from './dto/access-report.response.js';
import type { RecordLifeResponse, RecordReadsResponse } from './dto/record.response.js';

/** Records of no patient, such as a ward, name nobody; the reading is on the trail all the same. */
export const recordShown: Disclosure = {
  kind: 'list',
  entity: 'audit_event',
  shown: ({ patientId }: RecordLifeResponse | RecordReadsResponse) => (patientId ? [{ patientId }] : []),
};

/** The patient whose report it is; the report names no other. */
export const accessReportShown = reads('access_report', ({ patient }: Pick<AccessReportResponse, 'patient'>) => ({
  patientId: patient.id,
}));
