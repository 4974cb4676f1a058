import { reads, type Disclosure } from '../../routes/disclosure.js';
import type { AccessReportResponse } from './dto/access-report.response.js';
import type { StaffDayResponse } from './dto/staff-day.response.js';
import type { RecordLifeResponse, RecordReadsResponse } from './dto/record.response.js';

/** Records of no patient, such as a ward, name nobody; the reading is on the trail all the same. */
export const recordShown: Disclosure = {
  kind: 'list',
  entity: 'audit_event',
  shown: ({ patientId }: RecordLifeResponse | RecordReadsResponse) => (patientId ? [{ patientId }] : []),
  about: ({ id }: RecordLifeResponse | RecordReadsResponse) => id,
};

/** The patient whose report it is; the report names no other. */
export const accessReportShown = reads('access_report', ({ patient }: Pick<AccessReportResponse, 'patient'>) => ({
  patientId: patient.id,
}));

/** Whose day it is, and the patients named in it. */
export const staffDayShown: Disclosure = {
  kind: 'list',
  entity: 'staff_day',
  shown: ({ groups }: StaffDayResponse) =>
    groups.flatMap(({ deeds }) => deeds.flatMap(({ patient }) => (patient ? [{ patientId: patient.id }] : []))),
  about: ({ person }: StaffDayResponse) => person.id,
};
