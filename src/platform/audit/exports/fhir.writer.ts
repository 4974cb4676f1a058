import type { ExportWriter } from './exported-event.js';
import { fhirAuditEvents } from './fhir-audit-event.js';

/** AuditEvent resources, one a line, as FHIR's bulk data has them. @param site the hospital's code */
export const fhirWriter = (site: string): ExportWriter => ({
  mediaType: 'application/fhir+ndjson; charset=utf-8',
  extension: 'fhir.ndjson',
  head: () => '',
  events: (events) =>
    events
      .flatMap((event) => fhirAuditEvents(event, site))
      .map((resource) => `${JSON.stringify(resource)}\n`)
      .join(''),
  tail: () => '',
});
