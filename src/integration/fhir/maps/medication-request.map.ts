import type { Coding } from '../../../clinical/datatypes/coding.js';
import {
  MEDICATION_INTENTS,
  MEDICATION_STATUSES,
  type MedicationIntent,
  type MedicationStatus,
} from '../../../clinical/medications/new-medication-request.js';
import { shown } from '../../../clinical/orders/checks/finding.mapper.js';
import type { Infusion } from '../../../clinical/orders/infusion-rate.rules.js';
import { fillBoth, type Language, type Localised } from '../../../kernel/language.js';
import { readConcept, showConcept } from '../elements/concept.js';
import { instantText } from '../elements/date-time.js';
import { becauseWords, inBoth, signedOverWords } from '../fhir.words.js';
import type { Element } from '../elements/element.js';
import { showQuantity } from './quantity.js';
import type { LookUp, ResourceMap } from './resource-map.js';
import { ORDER_NUMBER_SYSTEM } from './service-request.map.js';

export interface MedicationRequestFacts {
  readonly status: MedicationStatus;
  readonly intent: MedicationIntent;
  /** The medication. */
  readonly code: Coding;
  readonly dosageText?: string;
  readonly authoredAt: Date | string;
  /** Of orders that were written here. */
  readonly ordered?: OrderedHere;
}

interface OrderedHere {
  readonly number: string;
  readonly priority: string;
  readonly dose?: { readonly value: number; readonly unit: string };
  readonly route?: string;
  readonly infusion?: Infusion | null;
  readonly requestedBy: string;
  readonly requester?: string;
  /** What the checks at signing spoke against, and why it was signed all the same. */
  readonly signedOver?: readonly (Parameters<typeof shown>[0] & { readonly override: string })[];
}

export const medicationRequestMap: ResourceMap<MedicationRequestFacts> = {
  type: 'MedicationRequest',
  entity: 'medication_request',
  references: { patientId: 'subject', encounterId: 'encounter' },
  // Whoever prescribed by referring to a Medication of its own refers to it still.
  sendersOwn: ['medicationCodeableConcept'],
  // What it is called stands beside it: not everybody who reads prescriptions may read the Medication.
  complete(said, { code }) {
    const { medicationReference: named } = said as { medicationReference?: { reference?: string; display?: string } };
    if (!named || named.display !== undefined || named.reference?.startsWith('#')) return said;
    return { ...said, medicationReference: { ...named, display: code.display } };
  },

  read(resource, lookUp) {
    return {
      status: resource.needs(resource.code('status', MEDICATION_STATUSES), 'status'),
      intent: resource.needs(resource.code('intent', MEDICATION_INTENTS), 'intent'),
      code: resource.needs(readMedication(resource, lookUp), 'medicationCodeableConcept'),
      dosageText: readDosage(resource),
      authoredAt: resource.needs(resource.past('authoredOn'), 'authoredOn'),
    };
  },

  show({ status, intent, code, dosageText, authoredAt, ordered }) {
    return {
      ...(ordered && { identifier: [{ system: ORDER_NUMBER_SYSTEM, value: ordered.number }] }),
      status,
      intent,
      medicationCodeableConcept: showConcept(code),
      authoredOn: instantText(authoredAt),
      ...(ordered && showOrder(ordered)),
      ...showDosage(dosageText, ordered),
    };
  },
};

const showOrder = ({ priority, requestedBy, requester, signedOver }: OrderedHere) => ({
  priority,
  requester: { reference: `Practitioner/${requestedBy}`, ...(requester && { display: requester }) },
  ...(signedOver && { note: signedOver.map((finding) => ({ text: inBoth(signedOverWords, [saidOf(finding)]) })) }),
});

/** What a check found, and why it was signed over, in both languages. */
function saidOf({ override, ...finding }: NonNullable<OrderedHere['signedOver']>[number]): Localised {
  const found = (language: Language) => shown(finding, language).message;
  return fillBoth(becauseWords, { found: { vi: found('vi'), en: found('en') }, reason: override });
}

function showDosage(text: string | undefined, ordered: OrderedHere | undefined): object {
  if (!text && !ordered?.dose) return {};
  const { dose, route, infusion } = ordered ?? {};
  const rate = infusion?.rate;
  const instruction = {
    ...(text && { text }),
    ...(infusion && { additionalInstruction: dilutedIn(infusion) }),
    ...(route && { route: { text: route } }),
    ...(dose && {
      doseAndRate: [{ doseQuantity: showQuantity(dose), ...(rate && { rateQuantity: showQuantity(rate) }) }],
    }),
  };
  return { dosageInstruction: [instruction] };
}

/** What it is diluted in, and how much of it goes in where the dose is a rate; FHIR R4 has no element for it in a dosage. */
const dilutedIn = ({ fluid, volume, amount }: Infusion): object[] =>
  [`${fluid}, ${volume} mL`, ...(amount ? [`${amount.value} ${amount.unit}`] : [])].map((text) => ({ text }));

/** The medication said here, or by the Medication that is referred to: contained, or in the same Bundle. */
function readMedication(resource: Element, lookUp: LookUp): Coding | undefined {
  const concept = resource.get('medicationCodeableConcept');
  if (concept) return readConcept(concept);
  const reference = resource.get('medicationReference');
  const medication = lookUp(reference);
  return readConcept(medication?.get('code')) ?? (medication && inWords(medication, reference));
}

/** A medicine that has no code, such as an infusion that is mixed here: as the prescription calls it, else by what is in it. */
function inWords(medication: Element, reference: Element | undefined): Coding | undefined {
  const parts = medication
    .all('ingredient')
    .flatMap(
      (part) =>
        readConcept(part.get('itemCodeableConcept'))?.display ?? part.get('itemReference')?.string('display') ?? [],
    );
  const display = reference?.string('display') ?? (parts.join(' + ') || readConcept(medication.get('form'))?.display);
  return display ? { display } : undefined;
}

function readDosage(resource: Element): string | undefined {
  const texts = resource.all('dosageInstruction').flatMap((dosage) => dosage.string('text') ?? []);
  return texts.length > 0 ? texts.join('; ') : undefined;
}
