import { showConcept, showCode, type Coded } from '../elements/concept.js';
import { instantText } from '../elements/date-time.js';
import type { Resource } from '../elements/element.js';

export interface ServiceRequestFacts {
  readonly number: string;
  readonly code: Coded;
  readonly priority: string;
  readonly status: keyof typeof STATUSES;
  readonly instructions?: string;
  readonly authoredAt: Date | string;
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

/** Orders are written here and read by others; only this direction exists. */
export const serviceRequestMap = {
  type: 'ServiceRequest',
  entity: 'service_order',
  references: { patientId: 'subject', encounterId: 'encounter' },

  show({
    number,
    code,
    priority,
    status,
    instructions,
    authoredAt,
  }: ServiceRequestFacts): Omit<Resource, 'resourceType'> {
    return {
      identifier: [{ system: ORDER_NUMBER_SYSTEM, value: number }],
      status: STATUSES[status],
      intent: 'order',
      category: [showCode('http://snomed.info/sct', '108252007')],
      priority,
      code: showConcept(code),
      authoredOn: instantText(authoredAt),
      ...(instructions && { note: [{ text: instructions }] }),
    };
  },
} as const;
