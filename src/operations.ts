/**
 * What every operation does, in Vietnamese: one file a domain. A new route's words are added to the file of its domain; what is missing
 * fails by name (test/guarantees/operations-speak-vietnamese.spec.ts).
 */
import './platform/audit/audit.operations.js';
import './platform/care/care.operations.js';
import './platform/clients/clients.operations.js';
import './platform/console/console.operations.js';
import './platform/operations/service.operations.js';
import './platform/security/security.operations.js';
import './hospital/roster/roster.operations.js';
import './hospital/staff/staff.operations.js';
import './hospital/wards/wards.operations.js';
import './clinical/closing/closing.operations.js';
import './clinical/visits/visits.operations.js';
import './clinical/doses/doses.operations.js';
import './clinical/pharmacy/pharmacy.operations.js';
import './clinical/reconciliation/reconciliation.operations.js';
import './clinical/late-entries/late-entries.operations.js';
import './clinical/transfusions/transfusions.operations.js';
import './clinical/encounters/encounters.operations.js';
import './clinical/files/files.operations.js';
import './clinical/history/history.operations.js';
import './clinical/medications/medications.operations.js';
import './clinical/newborns/newborns.operations.js';
import './clinical/notes/notes.operations.js';
import './clinical/observations/observations.operations.js';
import './clinical/orders/orders.operations.js';
import './clinical/patients/patients.operations.js';
import './clinical/results/results.operations.js';
import './clinical/tasks/tasks.operations.js';
import './clinical/sensitivity/sensitivity.operations.js';
import './clinical/terminology/terminology.operations.js';
import './views/board/board.operations.js';
import './views/chart/chart.operations.js';
import './views/documents/documents.operations.js';
import './views/live/live.operations.js';
import './views/radar/radar.operations.js';
import './integration/fhir/fhir.operations.js';
import './integration/import/import.operations.js';
import './integration/hl7v2/hl7v2.operations.js';
import './integration/outgoing/outgoing.operations.js';
