import { allergyIntoleranceMap } from './allergy-intolerance.map.js';
import { conditionMap } from './condition.map.js';
import { diagnosticReportMap } from './diagnostic-report.map.js';
import { encounterMap } from './encounter.map.js';
import { medicationAdministrationMap } from './medication-administration.map.js';
import { medicationRequestMap } from './medication-request.map.js';
import { observationMap } from './observation.map.js';
import { locationMap, organizationMap, practitionerMap, practitionerRoleMap } from './people-and-places.map.js';
import { patientMap } from './patient.map.js';
import { serviceRequestMap } from './service-request.map.js';
import { taskMap } from './task.map.js';

/** Every resource that is read, and how it is shown. */
export const MAPS = {
  Patient: patientMap,
  Encounter: encounterMap,
  Observation: observationMap,
  DiagnosticReport: diagnosticReportMap,
  ServiceRequest: serviceRequestMap,
  Condition: conditionMap,
  AllergyIntolerance: allergyIntoleranceMap,
  MedicationRequest: medicationRequestMap,
  MedicationAdministration: medicationAdministrationMap,
  Practitioner: practitionerMap,
  PractitionerRole: practitionerRoleMap,
  Organization: organizationMap,
  Location: locationMap,
  Task: taskMap,
} as const;

/** The resources another system's bundle may bring into the chart, in the order in which they can be stored. */
export const IMPORTED = [
  'Patient',
  'Encounter',
  'Observation',
  'DiagnosticReport',
  'Condition',
  'AllergyIntolerance',
  'MedicationRequest',
] as const satisfies (keyof typeof MAPS)[];
export type ImportedType = (typeof IMPORTED)[number];
