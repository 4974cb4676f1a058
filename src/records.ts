/**
 * Every record about a patient, each declared in the folder of its domain. A new one is added here, and what it lacks elsewhere fails
 * by name (test/guarantees/records-are-declared.spec.ts).
 */
import './platform/care/access-grant.record.js';
import './clinical/patients/patient.record.js';
import './clinical/patients/merging/merge.record.js';
import './clinical/patients/duplicates/dismissal.record.js';
import './clinical/patients/insurance/insurance.record.js';
import './clinical/encounters/encounter.record.js';
import './clinical/files/file.record.js';
import './clinical/tasks/task.record.js';
import './clinical/newborns/mother-check.record.js';
import './clinical/history/history.record.js';
import './clinical/history/background/background.record.js';
import './clinical/observations/observation.record.js';
import './clinical/observations/bedside/bedside.record.js';
import './clinical/notes/note.record.js';
import './clinical/medications/medication-request.record.js';
import './clinical/orders/service-order.record.js';
import './clinical/pharmacy/pharmacy.record.js';
import './clinical/reconciliation/reconciliation.record.js';
import './clinical/doses/dose.record.js';
import './clinical/transfusions/transfusion.record.js';
import './clinical/results/diagnostic-report.record.js';
import './views/documents/issued-document.record.js';
import './views/radar/radar.record.js';
import './integration/import/import.record.js';
import './integration/fhir/fhir-source.record.js';
import './integration/outgoing/delivery.record.js';

export { patientRecords, type PatientRecord } from './kernel/patient-record.js';
