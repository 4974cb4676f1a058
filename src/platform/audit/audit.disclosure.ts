import type { AuditEventPage, AuditEventResponse } from './dto/audit-event.response.js';
import type { Disclosure, Shown } from '../routes/disclosure.js';

/** An auditor's reading of the trail is itself on the trail, naming every patient whose events were shown. */
const patientsOf = (event: AuditEventResponse): Shown[] =>
  [...new Set([event.patientId, ...(event.patientIds ?? [])])]
    .filter((patientId) => patientId !== null)
    .map((patientId) => ({ patientId }));

export const eventsListed: Disclosure = {
  kind: 'list',
  entity: 'audit_event',
  shown: (page: AuditEventPage) => page.items.flatMap(patientsOf),
};

export const eventRead: Disclosure = { ...eventsListed, shown: (event: AuditEventResponse) => patientsOf(event) };
