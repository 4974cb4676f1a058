import {
  MEDICATION_INTENTS,
  MEDICATION_STATUSES,
  type MedicationIntent,
  type MedicationStatus,
} from '../../../clinical/medications/new-medication-request.js';
import { readConcept, showConcept, type Coded } from '../elements/concept.js';
import { instantText } from '../elements/date-time.js';
import type { Element } from '../elements/element.js';
import type { LookUp, ResourceMap } from './resource-map.js';

export interface MedicationRequestFacts {
  readonly status: MedicationStatus;
  readonly intent: MedicationIntent;
  /** The medication. */
  readonly code: Coded;
  readonly dosageText?: string;
  readonly authoredAt: Date | string;
}

export const medicationRequestMap: ResourceMap<MedicationRequestFacts> = {
  type: 'MedicationRequest',
  entity: 'medication_request',
  references: { patientId: 'subject', encounterId: 'encounter' },

  read(resource, lookUp) {
    return {
      status: resource.needs(resource.code('status', MEDICATION_STATUSES), 'status'),
      intent: resource.needs(resource.code('intent', MEDICATION_INTENTS), 'intent'),
      code: resource.needs(readMedication(resource, lookUp), 'medicationCodeableConcept'),
      dosageText: readDosage(resource),
      authoredAt: resource.needs(resource.past('authoredOn'), 'authoredOn'),
    };
  },

  show({ status, intent, code, dosageText, authoredAt }) {
    return {
      status,
      intent,
      medicationCodeableConcept: showConcept(code),
      authoredOn: instantText(authoredAt),
      ...(dosageText && { dosageInstruction: [{ text: dosageText }] }),
    };
  },
};

/** The medication said here, or by the Medication that is referred to: contained, or in the same Bundle. */
function readMedication(resource: Element, lookUp: LookUp): Coded | undefined {
  const concept = resource.get('medicationCodeableConcept');
  if (concept) return readConcept(concept);
  const medication = lookUp(resource.get('medicationReference'));
  return readConcept(medication?.get('code'));
}

function readDosage(resource: Element): string | undefined {
  const texts = resource.all('dosageInstruction').flatMap((dosage) => dosage.string('text') ?? []);
  return texts.length > 0 ? texts.join('; ') : undefined;
}
