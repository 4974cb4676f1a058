import { Injectable } from '@nestjs/common';
import type { Shown } from '../../../platform/routes/disclosure.js';
import { cursorText, readCursor } from '../../../platform/routes/pagination.js';
import { notTaken } from '../fhir.errors.js';
import { parseDateTime } from '../elements/date-time.js';
import type { Resource } from '../elements/element.js';
import { referencesIn } from '../elements/walk.js';
import { FhirAnswer } from '../fhir-answer.js';
import { mayRead } from '../reading-rights.js';
import { shownBy } from '../read.service.js';
import { cursorOf } from '../search.service.js';
import { FhirQueries } from '../search/fhir.queries.js';
import { one, type Query, type SearchRequest } from '../search/search-request.js';
import { ShowResources } from '../search/show-resources.js';
import type { Stored } from '../search/stored.js';
import { BESIDE_CHARTS, OF_A_CHART, tableOf } from '../search/tables.js';
import { typesAsked, typesIn, wholeOf } from './parameters.js';

const KNOWN = ['_since', '_type', '_count', '_cursor', '_format', '_pretty'];
/** Of a patient also when care was given. */
const KNOWN_OF = { Patient: [...KNOWN, 'start', 'end'], Encounter: KNOWN } as const;
const [USUAL, MOST] = [50, 100];

/** When care was given, by the parameter of each type that says so. What has none, or holds from then on, such as an allergy, is told in any case. */
const CARE: Readonly<Record<string, string>> = {
  Encounter: 'date',
  Observation: 'date',
  DiagnosticReport: 'date',
  ServiceRequest: 'authored',
  MedicationRequest: 'authoredon',
  MedicationAdministration: 'effective-time',
  Task: 'authored-on',
};

/** Whose everything is told: a patient, and one visit of theirs where only that is asked for. */
interface Whose {
  readonly patientId: string;
  readonly encounterId?: string;
}

interface Asked {
  readonly types: readonly string[] | undefined;
  readonly since: string | undefined;
  /** The first and the last day of the care that is told. */
  readonly start: string | undefined;
  readonly end: string | undefined;
  readonly count: number;
}

/** A page as it is filled. */
interface Page {
  readonly rows: Stored[];
  readonly resources: Resource[];
  next?: readonly (string | null)[];
}

/** Tells all that is on record of a patient, or of a visit, page by page (FHIR R4 "Patient/$everything", "Encounter/$everything"). */
@Injectable()
export class EverythingService {
  constructor(
    private readonly queries: FhirQueries,
    private readonly resources: ShowResources,
  ) {}

  /** @throws Problem resourceNotFound; notImportable for parameters that are not known */
  async of(type: 'Patient' | 'Encounter', id: string, query: Query, base: string): Promise<FhirAnswer> {
    const asked = read(query, KNOWN_OF[type]);
    const found = await this.queries.one(type, id);
    const patientId = found.patientId!;
    const whose = type === 'Patient' ? { patientId } : { patientId, encounterId: id };
    const types = asked.types ?? [...OF_A_CHART, ...(await this.queries.keptTypes([patientId]))];
    const page = await this.page(whose, { ...asked, types }, one(query._cursor));
    const beside = await this.beside(page.resources, asked.types);
    const shown: Shown[] = [{ patientId, entityId: patientId }, ...page.rows.flatMap(shownBy)];
    return new FhirAnswer(bundleOf(`${base}/${type}/${id}/$everything`, query, page, beside, base), shown);
  }

  private async page(whose: Whose, asked: Asked & { types: readonly string[] }, cursor?: string): Promise<Page> {
    const [first, ...place] = readCursor(cursor, ['text', 'instant?', 'uuid?', 'text?']) ?? [];
    const page: Page = { rows: [], resources: [] };
    const from = first === undefined ? 0 : Math.max(asked.types.indexOf(first), 0);
    for (const type of asked.types.slice(from)) {
      const room = asked.count - page.rows.length;
      if (room === 0) return { ...page, next: [type, null, null, null] };
      const filters = filtersOf(type, whose, asked);
      if (!filters) continue;
      const isHere = type === first && place[0] !== null && place[0] !== undefined;
      const search: SearchRequest = { filters, count: room, cursor: isHere ? cursorText(place) : undefined };
      const rows = await this.queries.search(type, search);
      const shown = rows.slice(0, room);
      page.rows.push(...shown);
      page.resources.push(...(await this.resources.show(type, shown)));
      if (rows.length > room) return { ...page, next: [type, ...cursorOf(type, search, shown.at(-1)!)] };
    }
    return page;
  }

  /** Who and what the page refers to, as far as it was asked for and whoever asks may have it. */
  private async beside(resources: readonly Resource[], types: readonly string[] | undefined): Promise<Resource[]> {
    const named = [...new Set(referencesIn(resources))].map((reference) => reference.split('/'));
    const found: Resource[] = [];
    for (const type of BESIDE_CHARTS.filter((one) => (types?.includes(one) ?? true) && mayRead([one]))) {
      const ids = named.flatMap(([of, id]) => (of === type && id ? [id] : []));
      for (let from = 0; from < ids.length; from += MOST) {
        const some = ids.slice(from, from + MOST);
        const search = { filters: [['_id', some.join(',')]] as const, count: some.length, cursor: undefined };
        found.push(...(await this.resources.show(type, await this.queries.search(type, search))));
      }
    }
    return found;
  }
}

/** What of a type is of the patient or the visit; undefined for a type that cannot be. */
function filtersOf(
  type: string,
  { patientId, encounterId }: Whose,
  { since, start, end }: Pick<Asked, 'since' | 'start' | 'end'>,
): SearchRequest['filters'] | undefined {
  const care = CARE[type];
  const changed = [
    ...(since === undefined ? [] : [['_lastUpdated', `ge${since}`] as const]),
    ...(care && start !== undefined ? [[care, `ge${start}`] as const] : []),
    ...(care && end !== undefined ? [[care, `le${end}`] as const] : []),
  ];
  const { parameters } = tableOf(type);
  if (type === 'Patient') return [['_id', patientId], ...changed];
  if (type === 'Encounter' && encounterId) return [['_id', encounterId], ...changed];
  if (!parameters.patient || !parameters.encounter) return undefined;
  return [encounterId ? ['encounter', encounterId] : ['patient', patientId], ...changed];
}

function read(query: Query, known: readonly string[]): Asked {
  const unknown = Object.keys(query).find((name) => !known.includes(name));
  if (unknown !== undefined) throw notTaken(unknown, 'parameter-unknown', { known: known.join(', ') });
  const since = one(query._since);
  if (since !== undefined && !parseDateTime(since)) throw notTaken('_since', 'parameter-invalid');
  const [start, end] = [dayOf(query, 'start'), dayOf(query, 'end')];
  const count = wholeOf(one(query._count), '_count', { usual: USUAL, most: MOST });
  return { types: typesAsked(query), since, start, end, count };
}

/** A day, a month or a year. */
function dayOf(query: Query, name: string): string | undefined {
  const day = one(query[name]);
  if (day !== undefined && !(/^\d{4}(-\d\d){0,2}$/.test(day) && parseDateTime(day))) {
    throw notTaken(name, 'parameter-invalid');
  }
  return day;
}

function bundleOf(address: string, query: Query, page: Page, beside: readonly Resource[], base: string): Resource {
  const asked = Object.entries(query)
    .filter(([name]) => name !== '_cursor')
    .flatMap(([name, values]) => [values].flat().map((value): [string, string] => [name, value]));
  const used = new URLSearchParams(asked);
  const link = [{ relation: 'self', url: addressed(address, used) }];
  if (page.next) {
    used.set('_cursor', cursorText(page.next));
    link.push({ relation: 'next', url: addressed(address, used) });
  }
  const entryOf = (mode: string) => (resource: Resource) => ({
    fullUrl: `${base}/${resource.resourceType}/${resource.id}`,
    resource,
    search: { mode },
  });
  const entry = [...page.resources.map(entryOf('match')), ...beside.map(entryOf('include'))];
  return { resourceType: 'Bundle', type: 'searchset', link, entry };
}

const addressed = (address: string, used: URLSearchParams): string =>
  used.size > 0 ? `${address}?${used.toString()}` : address;

/** What a machine needs for it: every type it may get, so that nothing is left out in silence. */
export const everythingNeeds = (query: unknown): { type: string; right: 'r' }[] =>
  (typesIn((query ?? {}) as Query) ?? ['*']).map((type) => ({ type, right: 'r' }));
