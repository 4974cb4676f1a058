import type { Coding } from '../../../clinical/datatypes/coding.js';
import { REJECTION_CODES } from '../../../clinical/orders/specimens/rejection.rules.js';
import type { RejectedSpecimen } from '../../../clinical/orders/specimens/specimen.rules.js';
import { REJECTION_WORDS } from '../../../clinical/orders/specimens/specimen.words.js';
import { showConcept, showCode } from '../elements/concept.js';
import { instantText } from '../elements/date-time.js';
import type { Resource } from '../elements/element.js';

export interface ServiceRequestFacts {
  readonly number: string;
  readonly kind: string;
  readonly code: Coding;
  readonly priority: string;
  readonly status: keyof typeof STATUSES;
  readonly instructions?: string;
  readonly authoredAt: Date | string;
  readonly requestedBy?: string;
  readonly requester?: string;
  readonly rejectedSpecimens?: readonly RejectedSpecimen[];
}

const STATUSES = {
  draft: 'draft',
  active: 'active',
  'on-hold': 'on-hold',
  completed: 'completed',
  cancelled: 'revoked',
  'entered-in-error': 'entered-in-error',
} as const;

/** Our state of an order for each status of FHIR R4 request-status. */
export const ORDER_STATES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(STATUSES).map(([ours, theirs]) => [theirs, ours]),
);

export const ORDER_NUMBER_SYSTEM = 'https://benhan.vn/fhir/sid/order-number';

export const ORDER_KIND_SYSTEM = 'https://benhan.vn/fhir/CodeSystem/order-kind';

/** Kinds that the example value set of FHIR R4 ServiceRequest.category has a SNOMED CT concept for; others are told in our words. */
const CATEGORIES: Readonly<Record<string, ReturnType<typeof showCode>>> = {
  laboratory: showCode('http://snomed.info/sct', '108252007'),
  imaging: showCode('http://snomed.info/sct', '363679005'),
};

/** Why a specimen was rejected: HL7 v2 table 0490. */
const REJECT_REASONS = 'http://terminology.hl7.org/CodeSystem/v2-0490';

/** Specimens that were rejected, contained: they are told of with their order only. */
function specimensOf(rejected: readonly RejectedSpecimen[]): Record<string, unknown> {
  if (rejected.length === 0) return {};
  const named = rejected.map((one, at) => ({ id: `specimen-${at + 1}`, ...one }));
  return {
    contained: named.map(({ id, reason, note, collectedAt }) => ({
      resourceType: 'Specimen',
      id,
      status: 'unsatisfactory',
      ...(collectedAt && { collection: { collectedDateTime: instantText(collectedAt) } }),
      condition: [{ ...showCode(REJECT_REASONS, REJECTION_CODES[reason]), text: REJECTION_WORDS[reason].vi }],
      ...(note && { note: [{ text: note }] }),
    })),
    specimen: named.map(({ id }) => ({ reference: `#${id}` })),
  };
}

/** Orders are written here and read by others; only this direction exists. */
export const serviceRequestMap = {
  type: 'ServiceRequest',
  entity: 'service_order',
  references: { patientId: 'subject', encounterId: 'encounter' },

  show({
    number,
    kind,
    code,
    priority,
    status,
    instructions,
    authoredAt,
    requestedBy,
    requester,
    rejectedSpecimens = [],
  }: ServiceRequestFacts): Omit<Resource, 'resourceType'> {
    return {
      identifier: [{ system: ORDER_NUMBER_SYSTEM, value: number }],
      status: STATUSES[status],
      intent: 'order',
      category: [CATEGORIES[kind] ?? showCode(ORDER_KIND_SYSTEM, kind)],
      priority,
      code: showConcept(code),
      authoredOn: instantText(authoredAt),
      ...(requestedBy && { requester: { reference: `Practitioner/${requestedBy}`, display: requester } }),
      ...(instructions && { note: [{ text: instructions }] }),
      ...specimensOf(rejectedSpecimens),
    };
  },
} as const;
