import { patientRecords } from '../../kernel/patient-record.js';
import { leadingUuid } from '../../kernel/uuid.js';
import type { RouteOptions } from '../routes/route.decorator.js';

/** Whom a request is about, as the decision of prisma/guards/75-care-decision.sql asks. */
export interface Subject {
  /** A table whose row is about one patient, an admission into a ward, a newborn beside its mother, or a list: of a ward, or of all of the person's. */
  readonly kind: string;
  readonly id?: string;
  readonly ward?: string;
}

/** What of a request tells its subject. */
export interface Asked {
  /** The route's pattern, such as `GET /api/v1/patients/:id/chart`. */
  readonly route: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** What is no record of the chart is kept whole. */
const ofType = (type: string | undefined) =>
  patientRecords().find((record) => record.fhir === type)?.table ?? 'fhir_source';

/** What a route's pattern tells by itself: the same for every request to it. */
interface OfRoute {
  /** Whether the id of a record stands in the address. */
  readonly hasRecord: boolean;
  /** Of which table it is; undefined where the pattern does not tell. */
  readonly kind?: string;
  /** Whether its type is a parameter. */
  readonly isOfAnyType: boolean;
}
let known = { records: patientRecords(), routes: new Map<string, OfRoute>() };

function ofRoute(route: string): OfRoute {
  const records = patientRecords();
  if (known.records !== records) known = { records, routes: new Map() };
  const before = known.routes.get(route);
  if (before) return before;
  const [, api, first, second = ''] = ADDRESS.exec(route) ?? [];
  const isOfAnyType = api === 'fhir/R4' && first === ':type';
  const kind = api === 'fhir/R4' ? ofType(first) : records.find(({ path }) => path === first)?.table;
  const told = { hasRecord: second.startsWith(':'), kind: isOfAnyType ? undefined : kind, isOfAnyType };
  if (known.routes.size < MOST_ROUTES) known.routes.set(route, told);
  return told;
}
const MOST_ROUTES = 2_000;

export const uuidOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? leadingUuid(value.replace(/^(?:https?:\/\/.+\/)?\w+\//, '')) : undefined;

/**
 * Whom a request is about: an address below a record tells by itself, other routes say so in their declaration.
 * @returns undefined for routes that are about no patient, and for ids that are none
 */
export function subjectOf(scope: RouteOptions['scope'], asked: Asked): Subject | undefined {
  const { route, params, query, body } = asked;
  if (scope === 'mine') return listOf(query.patientId, query.encounterId, query.wardId);
  if (scope === 'ward') return { kind: 'ward', ward: uuidOf(params.id) };
  if (scope === 'newborn') return { kind: 'newborn', id: uuidOf(params.id) };
  if (scope === 'admission') {
    const { patientId, wardId } = (body ?? {}) as Record<string, unknown>;
    return { kind: 'admission', id: uuidOf(patientId), ward: uuidOf(wardId) };
  }
  if (scope !== undefined) return undefined;
  const inAddress = recordInAddress(asked);
  if (inAddress) return inAddress.id ? inAddress : undefined;
  // What is sent in is about whom it says, and shows nothing else.
  if (!route.startsWith('GET /fhir/R4/') && !route.endsWith('/_search')) return undefined;
  return recordInQuery(asked);
}

/** The record whose address the request has; without an id when what stands there is none. */
export function recordInAddress({ route, params }: Pick<Asked, 'route' | 'params'>): Subject | undefined {
  const told = ofRoute(route);
  // Routes of every type have it as a parameter.
  const kind = told.isOfAnyType ? ofType(String(params.type)) : told.kind;
  return told.hasRecord && kind ? { kind, id: uuidOf(params.id) } : undefined;
}

/** Whom a list is asked about; `mine` when it names nobody. */
export function recordInQuery({ route, query }: Pick<Asked, 'route' | 'query'>): Subject {
  const patient = query.patient ?? query.subject ?? query.patientId;
  const several = [patient, query.encounter, query._id].some((one) => typeof one === 'string' && one.includes(','));
  // Several at once are a list: about the first of them alone, the others would be missing in silence.
  if (several) return { kind: 'mine' };
  // Asked for by its id, a resource is decided about as if it were read.
  if (query._id !== undefined && !uuidOf(patient)) {
    return { kind: ofType(ADDRESS.exec(route)?.[2]), id: uuidOf(query._id) };
  }
  return listOf(patient, query.encounter ?? query.encounterId);
}

const ADDRESS = /^\w+ \/(api\/v1|fhir\/R4)\/([^/]+)(?:\/([^/]+))?/;

/** Whether it is a list that is cut to what the person may see. */
export const isList = ({ kind }: Subject): boolean => kind === 'mine' || kind === 'ward';

/** A list within one patient or encounter is about that one; within a ward, or without any, it is cut to the person's patients. */
function listOf(patient: unknown, encounter: unknown, ward?: unknown): Subject {
  const [patientId, encounterId, wardId] = [uuidOf(patient), uuidOf(encounter), uuidOf(ward)];
  if (patientId) return { kind: 'patient', id: patientId };
  if (encounterId) return { kind: 'encounter', id: encounterId };
  return wardId ? { kind: 'ward', ward: wardId } : { kind: 'mine' };
}

/** Whether a route has to do with patients that its scope must be decided for; a test asks it of every route. */
export const hasSubject = (scope: RouteOptions['scope'], route: string): boolean =>
  scope !== undefined || subjectOf(scope, { route, params: { id: SAMPLE }, query: {}, body: {} }) !== undefined;

const SAMPLE = '00000000-0000-7000-8000-000000000000';
