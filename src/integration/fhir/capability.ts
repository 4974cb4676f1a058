import { AUDIT_EVENT_PROFILES } from '../../platform/audit/exports/fhir-audit-event.js';
import { AUDIT_EVENTS } from './search/audit-event.search.js';
import { IMPORTED } from './maps/index.js';
import { isIncludable, leadsTo } from './search/includes.js';
import { tableOf, TABLES } from './search/tables.js';

/** When what the service can do last changed; FHIR asks for a date. */
const DATE = '2026-11-30';

const TRAIL_TYPES: Readonly<Record<string, string>> = {
  patient: 'reference',
  agent: 'reference',
  entity: 'reference',
  date: 'date',
};

/** Types that are only kept, and of use to whom they are named: what holds for them holds for every other type of R4. */
const KEPT = ['Specimen', 'Provenance'] as const;

/** Types of which earlier versions are read too, and not the newest alone. */
const EVERY_VERSION: readonly string[] = ['Observation', 'DiagnosticReport'];

/** What this service can do, told from the routes and tables it is made of. */
export function capabilityStatement(base: string): object {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: DATE,
    kind: 'instance',
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    patchFormat: ['application/json-patch+json'],
    implementation: { description: 'Bệnh Án', url: base },
    rest: [
      {
        mode: 'server',
        security: {
          service: [
            {
              coding: [
                { system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'SMART-on-FHIR' },
              ],
              text: 'Machines get tokens as SMART Backend Services do; see .well-known/smart-configuration',
            },
          ],
          description: 'Bearer token. Every read and write is recorded; X-Purpose-Of-Use says what for.',
        },
        interaction: [{ code: 'transaction' }, { code: 'batch' }],
        resource: [...Object.keys(TABLES), ...KEPT].map(resourceOf).concat(auditEvents(), group(), subscriptions()),
        compartment: ['patient', 'encounter'].map((name) => `http://hl7.org/fhir/CompartmentDefinition/${name}`),
        operation: [{ name: 'export', definition: 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition/export' }],
      },
    ],
  };
}

function resourceOf(type: string): object {
  const { parameters } = tableOf(type);
  const interactions = [
    'read',
    'vread',
    'history-instance',
    'history-type',
    'search-type',
    'create',
    'update',
    'patch',
  ];
  const includes = Object.keys(parameters).filter((name) => isIncludable(type, name));
  return {
    type,
    interaction: interactions.map((code) => ({ code })),
    versioning: 'versioned',
    readHistory: EVERY_VERSION.includes(type),
    updateCreate: true,
    conditionalCreate: true,
    conditionalRead: 'full-support',
    conditionalUpdate: true,
    conditionalDelete: 'not-supported',
    operation: operationsOf(type),
    searchInclude: includes.map((name) => `${type}:${name}`),
    searchRevInclude: [...Object.keys(TABLES), ...KEPT].flatMap((source) =>
      Object.keys(tableOf(source).parameters)
        .filter((name) => leadsTo(source, name, type))
        .map((name) => `${source}:${name}`),
    ),
    searchParam: Object.entries(parameters).map(([name, parameter]) => ({ name, type: parameter.type })),
    documentation: documentationOf(type),
  };
}

const OF_HL7 = 'http://hl7.org/fhir/OperationDefinition';
const OPERATIONS: Readonly<Record<string, readonly (readonly [name: string, definition: string])[]>> = {
  Patient: [
    ['everything', `${OF_HL7}/Patient-everything`],
    ['export', 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition/patient-export'],
    ['match', `${OF_HL7}/Patient-match`],
    ['summary', 'http://hl7.org/fhir/uv/ips/OperationDefinition/summary'],
  ],
  Encounter: [['everything', `${OF_HL7}/Encounter-everything`]],
  Observation: [['lastn', `${OF_HL7}/Observation-lastn`]],
};
const VALIDATE = ['validate', `${OF_HL7}/Resource-validate`] as const;

const operationsOf = (type: string): object[] =>
  [...(OPERATIONS[type] ?? []), VALIDATE].map(([name, definition]) => ({ name, definition }));

/** What an earlier version is, and where it comes from. */
function documentationOf(type: string): string {
  if ((KEPT as readonly string[]).includes(type)) {
    return 'Kept whole as it was sent; every other type of FHIR R4 likewise.';
  }
  const taken = (IMPORTED as readonly string[]).includes(type);
  const from = taken ? 'Taken from transaction Bundles; what is not understood is kept whole. ' : '';
  const versions = EVERY_VERSION.includes(type)
    ? 'Every version can be read.'
    : 'Of versions the newest can be read; what it said before stands on the audit trail.';
  return from + versions;
}

/** Webhooks as FHIR has them. */
const subscriptions = (): object => ({
  type: 'Subscription',
  interaction: ['create', 'read', 'search-type', 'update'].map((code) => ({ code })),
  versioning: 'versioned',
  readHistory: false,
  updateCreate: false,
  conditionalCreate: false,
  conditionalUpdate: false,
  conditionalDelete: 'not-supported',
  documentation:
    'Rest-hooks of the machine that asks, of Patient, Encounter, ServiceRequest and DiagnosticReport; a person approves each.',
});

/** A ward as a group of patients: it is exported, and nothing else. */
const group = (): object => ({
  type: 'Group',
  operation: [{ name: 'export', definition: 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition/group-export' }],
  documentation: 'Group/<id of a ward>: the patients who lie there.',
});

/** The audit trail, which is read and never written. */
function auditEvents(): object {
  return {
    type: 'AuditEvent',
    supportedProfile: AUDIT_EVENT_PROFILES,
    interaction: [{ code: 'read' }, { code: 'search-type' }],
    versioning: 'no-version',
    searchParam: Object.entries(AUDIT_EVENTS.parameters).map(([name, documentation]) => ({
      name,
      type: TRAIL_TYPES[name] ?? 'token',
      documentation,
    })),
    documentation: 'The audit trail, for those who may read it; newest first.',
  };
}
