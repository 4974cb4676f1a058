import { isUuid } from '../../kernel/uuid.js';
import { Injectable } from '@nestjs/common';
import type { Shown } from '../../platform/routes/disclosure.js';
import { instantText } from './elements/date-time.js';
import type { Resource } from './elements/element.js';
import { FhirAnswer } from './fhir-answer.js';
import { FhirQueries } from './search/fhir.queries.js';
import { readSearch, type SearchRequest } from './search/search-request.js';
import { searchset } from './search/searchset.js';
import { ShowResources } from './search/show-resources.js';
import type { Stored } from './search/stored.js';
import { TABLES, type ResourceType } from './search/tables.js';
import { elementAt } from '../../kernel/list.js';

export type Query = Readonly<Record<string, string | string[]>>;

/** Answers what is asked in FHIR about the hospital's records. */
@Injectable()
export class ReadService {
  constructor(
    private readonly queries: FhirQueries,
    private readonly resources: ShowResources,
  ) {}

  /** @throws Problem resourceNotFound */
  async read(type: ResourceType, id: string): Promise<FhirAnswer> {
    return this.show(type, await this.queries.one(type, id));
  }

  /** A row that has been read; `places` tells where things are that it refers to, when that was read with it. */
  async show(type: ResourceType, row: Stored, places?: Readonly<Record<string, string>>): Promise<FhirAnswer> {
    const resource = places
      ? this.resources.showOne(type, row, places)
      : elementAt(await this.resources.show(type, [row]), 0);
    return new FhirAnswer(resource, [shownBy(row)], headersOf(resource));
  }

  /** A resource the chart does not take, as it was sent. @throws Problem resourceNotFound */
  async readKept(type: string, id: string): Promise<FhirAnswer> {
    const row = await this.queries.kept(type, id);
    const resource = await this.resources.showKept(row);
    return new FhirAnswer(
      resource,
      row.patientId ? [{ patientId: row.patientId, entityId: id }] : [],
      headersOf(resource),
    );
  }

  /** A searchset of the newest first; its `next` link leads on. @throws Problem notImportable for what is not known */
  async search(type: ResourceType, query: Query, prefer: string | undefined, base: string): Promise<FhirAnswer> {
    const search = readSearch(TABLES[type], query, prefer);
    const rows = await this.queries.search(type, search);
    const page = rows.slice(0, search.count);
    const resources = await this.resources.show(type, page);
    const after = rows.length > search.count ? page[page.length - 1] : undefined;
    return new FhirAnswer(
      searchset(type, base, search, resources, after && cursorOf(type, after)),
      shownOn(page, search),
    );
  }
}

/** Where the next page goes on. */
const cursorOf = (type: ResourceType, { sortKey, entityId, id }: Stored): string[] =>
  TABLES[type].sortType === 'text' ? [entityId, id] : [instantText(sortKey), entityId, id];

/** Whom a page shows. That a patient has nothing of what was asked for is told about that patient, too. */
function shownOn(page: readonly Stored[], { filters }: SearchRequest): Shown[] {
  const asked = filters.find(([name]) => name === 'patient' || name === 'subject')?.[1].replace(/^Patient\//, '');
  return page.length === 0 && asked && isUuid(asked) ? [{ patientId: asked }] : page.map(shownBy);
}

const shownBy = ({ patientId, encounterId, entityId }: Stored): Shown => ({ patientId, encounterId, entityId });

export function headersOf(resource: Resource): Record<string, string> {
  const { versionId, lastUpdated } = resource.meta as { versionId: string; lastUpdated: string };
  return { ETag: `W/"${versionId}"`, 'Last-Modified': new Date(lastUpdated).toUTCString() };
}
