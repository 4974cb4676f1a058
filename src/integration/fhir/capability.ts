import { AUDIT_EVENT_PROFILES } from '../../platform/audit/exports/fhir-audit-event.js';
import { ROUTE, type RouteOptions } from '../../platform/routes/route.decorator.js';
import { FhirController } from './fhir.controller.js';
import { AUDIT_EVENTS } from './search/audit-event.search.js';
import { IMPORTED } from './maps/index.js';
import { TABLES, type ResourceType } from './search/tables.js';
import { valueOf } from '../../kernel/list.js';

/** When what the service can do last changed; FHIR asks for a date. */
const DATE = '2026-11-23';

const TYPES: Readonly<Record<string, string>> = {
  patient: 'reference',
  subject: 'reference',
  encounter: 'reference',
  agent: 'reference',
  entity: 'reference',
  'based-on': 'reference',
  date: 'date',
  authored: 'date',
  authoredon: 'date',
  birthdate: 'date',
  'onset-date': 'date',
  _lastUpdated: 'date',
  name: 'string',
  family: 'string',
  given: 'string',
};

/** What this service can do, told from the routes and tables it is made of. */
export function capabilityStatement(base: string): object {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: DATE,
    kind: 'instance',
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
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
        interaction: [{ code: 'transaction' }],
        resource: [...(Object.keys(TABLES) as ResourceType[]).map(resourceOf), auditEvents()],
      },
    ],
  };
}

function resourceOf(type: ResourceType): object {
  const taken = (IMPORTED as readonly string[]).includes(type);
  return {
    type,
    interaction: [{ code: 'read' }, { code: 'search-type' }, ...(createdAlone().has(type) ? [{ code: 'create' }] : [])],
    versioning: 'versioned',
    searchParam: Object.keys(TABLES[type].parameters).map((name) => ({ name, type: TYPES[name] ?? 'token' })),
    ...(taken && { documentation: 'Taken from transaction Bundles; what is not understood is kept whole.' }),
  };
}

/** The audit trail, which is read and never written. */
function auditEvents(): object {
  return {
    type: 'AuditEvent',
    supportedProfile: AUDIT_EVENT_PROFILES,
    interaction: [{ code: 'read' }, { code: 'search-type' }],
    versioning: 'no-version',
    searchParam: Object.entries(AUDIT_EVENTS.parameters).map(([name, documentation]) => ({
      name,
      type: TYPES[name] ?? 'token',
      documentation,
    })),
    documentation: 'The audit trail, for those who may read it; newest first.',
  };
}

/** The types with a route of their own to create them. */
function createdAlone(): Set<string> {
  const prototype = FhirController.prototype as unknown as Record<string, object>;
  return new Set(
    Object.getOwnPropertyNames(prototype).flatMap((name) => {
      const handler = valueOf(prototype, name);
      const route = Reflect.getMetadata(ROUTE, handler) as RouteOptions | undefined;
      const path = Reflect.getMetadata('path', handler) as string | undefined;
      return route?.creates && path && path !== '/' ? [path] : [];
    }),
  );
}
