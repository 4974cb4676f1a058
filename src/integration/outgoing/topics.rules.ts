import type { ScopeNeed } from '../../platform/routes/scope.rules.js';
import type { Channel } from './hosts.rules.js';

/** What another system can be told of. */
export const TOPICS = ['patient', 'encounter', 'order', 'result'] as const;
export type Topic = (typeof TOPICS)[number];

/** What a machine has to be approved for to be told of it: to read it as FHIR. */
const NEEDS: Readonly<Record<Topic, readonly string[]>> = {
  patient: ['Patient'],
  encounter: ['Patient', 'Encounter'],
  order: ['Patient', 'ServiceRequest'],
  result: ['DiagnosticReport'],
};
export const needsOfTopics = (topics: readonly Topic[]): ScopeNeed[] =>
  [...new Set(topics.flatMap((topic) => NEEDS[topic]))].map((type) => ({ type, right: 'r' }));

/** HL7 v2 tells of people and movements (ADT), and of orders (OML); results are fetched. */
export const TOPICS_OF: Readonly<Record<Channel, readonly Topic[]>> = {
  webhook: TOPICS,
  mllp: ['patient', 'encounter', 'order'],
  'hl7-http': ['patient', 'encounter', 'order'],
};

/** An event of the trail, as far as it is looked at. */
export interface TrailEvent {
  readonly xid: string;
  readonly id: string;
  readonly kind: 'create' | 'update';
  readonly entity: string;
  readonly entityId: string;
  readonly patientId: string;
  readonly encounterId: string | null;
  /** The record that was merged, of an event about a merge. */
  readonly mergedId: string | null;
  readonly changes: Readonly<Record<string, unknown>>;
  readonly occurredAt: string;
}
export const TOLD_TABLES = [
  'patient',
  'patient_identifier',
  'patient_merge',
  'encounter',
  'stay',
  'service_order',
  'diagnostic_report',
] as const;

/** What is told of an event, on one channel. */
export interface Told {
  readonly topic: Topic;
  /** `result.updated`, `ADT^A01`. */
  readonly type: string;
  readonly resourceType: 'Patient' | 'Encounter' | 'ServiceRequest' | 'DiagnosticReport';
  readonly resourceId: string;
  readonly patientId: string;
  readonly encounterId: string | null;
  readonly event: TrailEvent;
}

type What = Pick<Told, 'topic' | 'type' | 'resourceType' | 'resourceId'> & { readonly patientId?: string };

/** What a column became; undefined where it stayed. */
export const became = ({ kind, changes }: TrailEvent, column: string): unknown =>
  kind === 'create' ? changes[column] : (changes[column] as [unknown, unknown] | undefined)?.[1];
const was = ({ kind, changes }: TrailEvent, column: string): unknown =>
  kind === 'create' ? undefined : (changes[column] as [unknown, unknown] | undefined)?.[0];

const SHOWN_OF_PATIENT = [
  ...['full_name', 'sex', 'birth_date', 'birth_date_precision', 'deceased_at', 'deceased_undated', 'phones'],
  ...['addresses', 'ethnic_group', 'nationality', 'identity_unknown', 'mother_id', 'confidentiality'],
];
const changesOneOf = (event: TrailEvent, columns: readonly string[]): boolean =>
  columns.some((column) => column in event.changes);

/** As a webhook says it: which resource to read again. */
export function webhookOf(event: TrailEvent): What[] {
  const { entity, entityId, patientId, encounterId, kind } = event;
  const verb = kind === 'create' ? 'created' : 'updated';
  const patient = (what: string, id = patientId): What => ({
    ...{ topic: 'patient', type: `patient.${what}`, resourceType: 'Patient', resourceId: id, patientId: id },
  });
  if (entity === 'patient') return kind === 'update' && !changesOneOf(event, SHOWN_OF_PATIENT) ? [] : [patient(verb)];
  if (entity === 'patient_identifier') return [patient('updated')];
  if (entity === 'patient_merge') return mergedOf(event).map(({ what, id }) => patient(what, id));
  if (entity === 'encounter') {
    return [{ topic: 'encounter', type: `encounter.${verb}`, resourceType: 'Encounter', resourceId: entityId }];
  }
  if (entity === 'stay' && encounterId && (kind === 'create' || goesOn(event))) {
    return [{ topic: 'encounter', type: 'encounter.moved', resourceType: 'Encounter', resourceId: encounterId }];
  }
  if (entity === 'service_order' && (orderState(event) !== undefined || isSpecimenRejected(event))) {
    return [{ topic: 'order', type: 'order.updated', resourceType: 'ServiceRequest', resourceId: entityId }];
  }
  if (entity !== 'diagnostic_report') return [];
  return [{ topic: 'result', type: `result.${verb}`, resourceType: 'DiagnosticReport', resourceId: entityId }];
}

/** Of a place that goes on after it had ended: the transfer from it was taken back, or the discharge (which says so itself). */
const goesOn = (event: TrailEvent): boolean =>
  event.kind === 'update' && Boolean(was(event, 'ended_at')) && became(event, 'ended_at') === null;

/** Whether the laboratory rejected its specimen: status changed (table 0119: SC), and it waits for another one. */
const isSpecimenRejected = (event: TrailEvent): boolean =>
  event.kind === 'update' && 'rejected_specimens' in event.changes;

/** What became of an order that is, or was, more than a draft. */
function orderState(event: TrailEvent): string | undefined {
  const status = became(event, 'status');
  const before = was(event, 'status');
  if (typeof status !== 'string' || status === 'draft') return undefined;
  return before === 'draft' && status !== 'active' ? undefined : status;
}

/** As ADT and OML say it (HL7 v2.5.1, chapters 3 and 4). */
export function hl7Of(event: TrailEvent): What[] {
  const { entity, entityId, patientId, encounterId, kind } = event;
  const patient = (type: string, id = patientId): What => ({
    ...{ topic: 'patient', type, resourceType: 'Patient', resourceId: id, patientId: id },
  });
  if (entity === 'patient') {
    return kind === 'update' && changesOneOf(event, SHOWN_OF_PATIENT) ? [patient('ADT^A08')] : [];
  }
  if (entity === 'patient_identifier') return [patient('ADT^A08')];
  if (entity === 'patient_merge') {
    return mergedOf(event).map(({ what, id }) => patient(what === 'merged' ? 'ADT^A40' : 'ADT^A08', id));
  }
  const ofEncounter = (type: string | undefined, id: string | null): What[] =>
    type && id ? [{ topic: 'encounter', type, resourceType: 'Encounter', resourceId: id }] : [];
  if (entity === 'encounter') return ofEncounter(movementOf(event), entityId);
  // The first one belongs to the admission, which tells where it is; a transfer is what has one before (see the message).
  if (entity === 'stay') {
    return ofEncounter(kind === 'create' ? 'ADT^A02' : goesOn(event) ? 'ADT^A12' : undefined, encounterId);
  }
  if (entity !== 'service_order') return [];
  const control = isSpecimenRejected(event) ? 'SC' : ORDER_CONTROLS[orderState(event) ?? ''];
  const isResumed = was(event, 'status') === 'on-hold' && control === 'NW';
  return control
    ? [
        {
          topic: 'order',
          type: `OML^O21^${isResumed ? 'RL' : control}`,
          resourceType: 'ServiceRequest',
          resourceId: entityId,
        },
      ]
    : [];
}

/** ORC-1 by what an order became (HL7 table 0119): new, cancelled, held; what is done needs no telling. */
const ORDER_CONTROLS: Readonly<Record<string, string>> = {
  active: 'NW',
  cancelled: 'CA',
  'entered-in-error': 'CA',
  'on-hold': 'HD',
};

function movementOf(event: TrailEvent): string | undefined {
  const [status, before] = [became(event, 'status'), was(event, 'status')];
  if (status === 'in-progress') {
    if (before === 'finished') return 'ADT^A13';
    return became(event, 'class') === 'inpatient' || event.kind === 'update' ? 'ADT^A01' : 'ADT^A04';
  }
  if (status === 'finished') return event.kind === 'update' ? 'ADT^A03' : undefined;
  if (status === 'cancelled') return before === 'in-progress' ? 'ADT^A11' : undefined;
  if (event.kind !== 'update') return undefined;
  if ('leave_since' in event.changes) return became(event, 'leave_since') === null ? 'ADT^A22' : 'ADT^A21';
  return changesOneOf(event, ['class', 'attending_id', 'leave_until']) ? 'ADT^A08' : undefined;
}

/** Whom a merge is about: the survivor, and both when it is taken apart. */
function mergedOf(event: TrailEvent): readonly { readonly what: 'merged' | 'unmerged'; readonly id: string }[] {
  const { kind, patientId, mergedId, changes } = event;
  if (kind === 'create') return [{ what: 'merged', id: patientId }];
  if (!('undone_at' in changes)) return [];
  return [patientId, ...(mergedId ? [mergedId] : [])].map((id) => ({ what: 'unmerged', id }));
}
