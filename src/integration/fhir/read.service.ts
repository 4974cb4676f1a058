import { isUuid } from '../../kernel/uuid.js';
import { Problem } from '../../kernel/problem.js';
import { Injectable } from '@nestjs/common';
import type { Shown } from '../../platform/routes/disclosure.js';
import { instantText, parseDateTime } from './elements/date-time.js';
import type { Resource } from './elements/element.js';
import { RESOURCE_TYPES } from './elements/resource-types.js';
import type { ImportedEntry } from './bundle/imported-entry.js';
import { selectStanding, type Standing } from './bundle/standing.js';
import { FhirAnswer } from './fhir-answer.js';
import { fhirError, fhirProblems } from './fhir.errors.js';
import { FhirQueries } from './search/fhir.queries.js';
import { historyBundle } from './search/history.bundle.js';
import { HistoryQueries, MOST_VERSIONS } from './search/history.queries.js';
import { historyOf } from './search/type-history.js';
import { invalidParameter } from './search/parameter-refusals.js';
import { one, type Query } from './search/search-request.js';
import { needsPlaces } from './search/report-parts.js';
import { labelsOf, ShowResources } from './search/show-resources.js';
import type { Stored } from './search/stored.js';
import { subsetOf } from './search/subset.js';
import { readManner } from './search/manners.js';
import { TABLES, type ResourceType } from './search/tables.js';
import { elementAt } from '../../kernel/list.js';

/** Answers what is asked in FHIR about one resource. */
@Injectable()
export class ReadService {
  constructor(
    private readonly queries: FhirQueries,
    private readonly history: HistoryQueries,
    private readonly resources: ShowResources,
  ) {}

  /** @throws Problem resourceNotFound */
  async read(type: string, id: string, query: Query = {}): Promise<FhirAnswer> {
    requireKnown(query, OF_ONE);
    const answer = await this.show(type, await this.stored(type, id));
    const { summary, elements } = readManner(query);
    return (summary ?? elements) ? answer.saying(subsetOf(answer.resource as Resource, { summary, elements })) : answer;
  }

  /** The resource that has a row of ours, which may have been corrected since. @throws Problem resourceNotFound */
  async readRow(type: string, row: string): Promise<FhirAnswer> {
    return this.show(type, await this.queries.oneOfRow(type, row));
  }

  /** One version. @throws Problem resourceNotFound, versionNotFound for one that is not kept as it was */
  async version(type: string, id: string, wanted: string): Promise<FhirAnswer> {
    const newest = await this.stored(type, id);
    if (String(newest.version) === wanted) return this.show(type, newest);
    const found = (await this.history.before(type, newest)).find(({ version }) => String(version) === wanted);
    if (!found) throw new Problem(fhirProblems.versionNotFound);
    return this.show(type, found);
  }

  /** Its versions, newest first. @throws Problem resourceNotFound */
  async versions(type: string, id: string, query: Query, base: string): Promise<FhirAnswer> {
    requireKnown(query, OF_VERSIONS);
    const from = sinceIn(query);
    const most = countIn(query, 100);
    const newest = await this.stored(type, id);
    const rows = [newest, ...(await this.history.before(type, newest))]
      .filter(({ updatedAt }) => !from || updatedAt >= from)
      .slice(0, most);
    const versions = await this.resources.show(type, rows);
    return new FhirAnswer(historyBundle(base, versions), [shownBy(newest)].flat());
  }

  /** The versions of all resources of a type, newest first, page by page. @throws Problem typeNotSupported, notImportable */
  async versionsOfType(type: string, query: Query, base: string): Promise<FhirAnswer> {
    if (!RESOURCE_TYPES.has(type)) throw new Problem(fhirProblems.typeNotSupported);
    requireKnown(query, OF_TYPES);
    const since = sinceIn(query);
    const count = Math.min(countIn(query, 20), MOST_VERSIONS);
    const rows = await this.queries.history(type, { since, count, cursor: one(query._cursor) });
    const page = rows.slice(0, count);
    const versions = await this.resources.show(type, page);
    const asked = Object.entries({ _since: one(query._since), _count: String(count) }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    );
    const last = rows.length > count ? page.at(-1) : undefined;
    const cursor = last && historyCursor(type, last);
    const place = { address: `${base}/${type}/_history`, asked, cursor };
    return new FhirAnswer(historyBundle(base, versions, place), page.flatMap(shownBy));
  }

  /** Ids and versions of what was imported, as they are now. */
  standing(imported: readonly ImportedEntry[]): Promise<Standing[]> {
    return this.queries.select<Standing>(selectStanding(imported));
  }

  /** A row that has been read; `places` tells where things are that it refers to, when that was read with it. */
  async show(type: string, row: Stored, places?: Readonly<Record<string, string>>): Promise<FhirAnswer> {
    // Of values inside a report more than the report itself has to be read.
    const isWhole = type !== 'DiagnosticReport' || typeof row.kept !== 'object' || !row.kept || !needsPlaces(row.kept);
    const resource =
      places && isWhole
        ? this.resources.showOne(type as ResourceType, row, places)
        : elementAt(await this.resources.show(type, [row]), 0);
    return new FhirAnswer(resource, shownBy(row), headersOf(resource, row.labelledAt));
  }

  /** @throws Problem typeNotSupported, resourceNotFound */
  private stored(type: string, id: string): Promise<Stored> {
    if (!RESOURCE_TYPES.has(type)) throw new Problem(fhirProblems.typeNotSupported);
    // What is only kept has an id of ours; asking for another would walk its table.
    if (!(type in TABLES) && !isUuid(id)) throw new Problem(fhirProblems.resourceNotFound);
    return this.queries.one(type, id);
  }
}

const OF_ONE = ['_format', '_pretty', '_summary', '_elements'];
const OF_TYPES = ['_format', '_pretty', '_count', '_since', '_cursor'];
const OF_VERSIONS = ['_format', '_pretty', '_count', '_since'];

function sinceIn({ _since: given }: Query): Date | undefined {
  // A plus that nobody encoded has become a blank.
  const since = one(given)?.replace(' ', '+');
  return since === undefined ? undefined : (parseDateTime(since) ?? invalidParameter('_since'));
}

function countIn({ _count: given }: Query, usual: number): number {
  const text = one(given) ?? String(usual);
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : invalidParameter('_count');
}

/** Where the next page of a history goes on. */
function historyCursor(type: string, { sortKey, entityId, id }: Stored): string[] {
  const { table, sort } = historyOf(type);
  const isMoment =
    (sort?.by === 'updated_at' ? 'timestamptz' : table.sortType) === 'timestamptz' && sort?.by !== 'entity_id';
  return [isMoment ? instantText(sortKey) : sortKey, entityId, id];
}

/** @throws Problem notImportable: what is not known would pass in silence */
function requireKnown(query: Query, known: readonly string[]): void {
  const unknown = Object.keys(query).filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const errors = unknown.map((name) => fhirError(name, 'parameter-unknown', { known: known.join(', ') }));
  throw new Problem(fhirProblems.notImportable, { errors });
}

/** Whom a row shows; nobody where it is of who works here, or of a place. */
export const shownBy = ({ patientId, encounterId, entityId }: Stored): Shown[] =>
  patientId === null ? [] : [{ patientId, encounterId, entityId }];

/**
 * The version, and how confidential the record is that it belongs to: that may change without it, and whoever has the resource with its old
 * label has not what stands. Last-Modified tells of whichever changed later.
 * @param labelledAt when the record that it belongs to was last changed, which may have been its label
 */
export function headersOf(resource: Resource, labelledAt?: Date | null): Record<string, string> {
  const { versionId, lastUpdated } = resource.meta as { versionId: string; lastUpdated: string };
  const changed = Math.max(Date.parse(lastUpdated), labelledAt?.getTime() ?? 0);
  const tag = [versionId, ...labelsOf(resource)].join('-');
  return { ETag: `W/"${tag}"`, 'Last-Modified': secondsAfter(changed) };
}

/** The first full second after a moment, or the one that runs: what was read in the second of a change may be what stood before. */
const secondsAfter = (moment: number): string =>
  new Date(Math.min(Math.ceil(moment / 1_000) * 1_000, Date.now())).toUTCString();
