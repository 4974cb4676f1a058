import type { Disclosure } from '../disclosure.js';
import type { RecordLifeResponse, RecordReadsResponse } from './dto/record.response.js';

/** Records of no patient, such as a ward, name nobody; the reading is on the trail all the same. */
export const recordShown: Disclosure = {
  kind: 'list',
  entity: 'audit_event',
  shown: ({ patientId }: RecordLifeResponse | RecordReadsResponse) => (patientId ? [{ patientId }] : []),
};
