import type { EventRow } from '../questions/event-row.js';
import { valueOf } from '../../../kernel/list.js';

/** A FHIR R4 AuditEvent; only what this service writes. */
export type FhirAuditEvent = Readonly<Record<string, unknown>> & {
  readonly resourceType: 'AuditEvent';
  readonly id: string;
};

const BALP = 'https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.';
const DCM = 'http://dicom.nema.org/resources/ontology/DCM';
const TERMINOLOGY = 'http://terminology.hl7.org/CodeSystem';
const REST = 'http://hl7.org/fhir/restful-interaction';
const BALP_ENTITY = 'https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType';

const coding = (system: string, code: string, display?: string) => ({ system, code, ...(display ? { display } : {}) });
const DESTINATION = coding(DCM, '110152', 'Destination Role ID');
const SOURCE = coding(DCM, '110153', 'Source Role ID');

interface Pattern {
  /** Last part of the profile's address; that with a patient is preceded by "Patient". */
  readonly profile?: 'Read' | 'Query' | 'Create' | 'Update' | 'Delete';
  readonly type: ReturnType<typeof coding>;
  readonly subtype: ReturnType<typeof coding>;
  readonly action: 'C' | 'R' | 'U' | 'D' | 'E';
}

const rest = (profile: NonNullable<Pattern['profile']>, interaction: string, action: Pattern['action']): Pattern => ({
  profile,
  type: coding(`${TERMINOLOGY}/audit-event-type`, 'rest', 'RESTful Operation'),
  subtype: coding(REST, interaction),
  action,
});
const security = (type: [string, string], subtype: [string, string]): Pattern => ({
  type: coding(DCM, ...type),
  subtype: coding(DCM, ...subtype),
  action: 'E',
});
const LOGIN = security(['110114', 'User Authentication'], ['110122', 'Login']);
const LOGOUT = security(['110114', 'User Authentication'], ['110123', 'Logout']);
const REFUSAL = security(['110113', 'Security Alert'], ['110127', 'Emergency Override Stopped']);

/** Kinds of the trail as the patterns of IHE BALP, and sign-ins and refusals as DICOM (PS3.16 CID 400, 403) codes them. */
const PATTERNS: Readonly<Record<string, Pattern>> = {
  read: rest('Read', 'read', 'R'),
  replay: rest('Read', 'read', 'R'),
  told: rest('Read', 'read', 'R'),
  list: rest('Query', 'search', 'E'),
  search: rest('Query', 'search', 'E'),
  create: rest('Create', 'create', 'C'),
  update: rest('Update', 'update', 'U'),
  delete: rest('Delete', 'delete', 'D'),
  'sign-in': LOGIN,
  'sign-in-failed': LOGIN,
  'sign-out': LOGOUT,
  refusal: { ...REFUSAL, subtype: coding(`${TERMINOLOGY}/v3-ActReason`, 'UNAUTH', 'unauthorized') },
};
/** The profiles that the resources name. */
export const AUDIT_EVENT_PROFILES: readonly string[] = [
  ...new Set(Object.values(PATTERNS).flatMap(({ profile }) => profile ?? [])),
].flatMap((profile) => [`${BALP}${profile}`, `${BALP}Patient${profile}`]);

/** Kinds of the trail that are a FHIR action: C, R, U, D or E. */
export const kindsOf = (action: string): string[] =>
  Object.entries(PATTERNS).flatMap(([kind, pattern]) => (pattern.action === action ? [kind] : []));

const FAILED = ['told', 'sign-in-failed', 'refusal'];

/**
 * An event as AuditEvent, following IHE Basic Audit Log Patterns (ITI BALP 1.1) for reads, queries and writes.
 * BALP wants one resource for each patient of a query: {@link fhirAuditEvents} makes them.
 * @param site the hospital's code
 */
function fhirAuditEvent(event: EventRow, site: string, patientId: string | null): FhirAuditEvent {
  const pattern = valueOf(PATTERNS, event.kind);
  const profile = pattern.profile && `${BALP}${patientId ? 'Patient' : ''}${pattern.profile}`;
  return {
    resourceType: 'AuditEvent',
    id: event.id,
    ...(profile ? { meta: { profile: [profile] } } : {}),
    type: pattern.type,
    subtype: [pattern.subtype],
    action: pattern.action,
    recorded: event.occurred_at.toISOString(),
    outcome: FAILED.includes(event.kind) ? '4' : '0',
    ...(event.purpose ? { purposeOfEvent: [purposeOf(event.purpose)] } : {}),
    agent: agentsOf(event, pattern, site),
    source: {
      site,
      observer: { identifier: { value: `benh-an/${site}` } },
      type: [coding(`${TERMINOLOGY}/security-source-type`, '4', 'Application Server')],
    },
    entity: entitiesOf(event, pattern, patientId),
  };
}

/** One resource for each patient an event is about; one when it is about none. */
export function fhirAuditEvents(event: EventRow, site: string): FhirAuditEvent[] {
  const patients = [...new Set([...(event.patient_id ? [event.patient_id] : []), ...(event.patient_ids ?? [])])];
  if (patients.length < 2) return [fhirAuditEvent(event, site, patients[0] ?? null)];
  return patients.map((patient, at) => ({ ...fhirAuditEvent(event, site, patient), id: `${event.id}-${at}` }));
}

const purposeOf = (purpose: string) => ({ coding: [coding(`${TERMINOLOGY}/v3-ActReason`, purpose)] });

function agentsOf(event: EventRow, { profile }: Pattern, site: string): object[] {
  // Of a read the server is the source; of everything else the client is.
  const [client, server] = profile === 'Read' ? [DESTINATION, SOURCE] : [SOURCE, DESTINATION];
  const participation = profile === 'Read' || profile === 'Query' ? 'IRCP' : 'AUT';
  const user = {
    type: { coding: [coding(`${TERMINOLOGY}/v3-ParticipationType`, participation)] },
    ...(event.role ? { role: [{ text: event.role }] } : {}),
    who: { identifier: { value: event.actor_id ?? event.username } },
    name: event.username,
    requestor: true,
    ...(event.purpose ? { purposeOfUse: [purposeOf(event.purpose)] } : {}),
  };
  const where = event.address ?? 'unknown';
  return [
    user,
    {
      type: { coding: [client] },
      who: { identifier: { value: event.terminal ?? where } },
      requestor: false,
      network: { address: where, type: '2' },
    },
    {
      type: { coding: [server] },
      who: { identifier: { value: `benh-an/${site}` } },
      requestor: false,
      network: { address: `benh-an/${site}`, type: '1' },
    },
  ];
}

function entitiesOf(event: EventRow, { profile }: Pattern, patientId: string | null): object[] {
  const object = coding(`${TERMINOLOGY}/audit-entity-type`, '2', 'System Object');
  const query = JSON.stringify(event.detail?.['query'] ?? {});
  const what =
    profile === 'Query'
      ? {
          type: object,
          role: role('24', 'Query'),
          query: Buffer.from(query).toString('base64'),
          description: event.entity,
        }
      : {
          what: { identifier: { value: event.entity_id ?? event.entity } },
          type: object,
          role: role('4', 'Domain Resource'),
          name: event.entity,
        };
  const patient = patientId && {
    what: { reference: `Patient/${patientId}` },
    type: coding(`${TERMINOLOGY}/audit-entity-type`, '1', 'Person'),
    role: role('1', 'Patient'),
  };
  const request = event.request_id && {
    what: { identifier: { value: event.request_id } },
    type: coding(BALP_ENTITY, 'XrequestId'),
  };
  return [what, patient, request].filter((entity) => !!entity);
}

const role = (code: string, display: string) => coding(`${TERMINOLOGY}/object-role`, code, display);
