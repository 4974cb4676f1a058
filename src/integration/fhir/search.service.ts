import { Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS_TOKEN, type Settings } from '../../platform/config/settings.js';
import { instantText } from './elements/date-time.js';
import type { Resource } from './elements/element.js';
import { RESOURCE_TYPES } from './elements/resource-types.js';
import { without } from './elements/walk.js';
import { FhirAnswer } from './fhir-answer.js';
import { fhirProblems } from './fhir.errors.js';
import { requireMayRead } from './reading-rights.js';
import { shownBy } from './read.service.js';
import { FhirQueries } from './search/fhir.queries.js';
import { IncludedResources, MOST_INCLUDED } from './search/included-resources.js';
import { alsoLookedAt } from './search/reverse-chains.js';
import type { SortKey } from './search/manners.js';
import { readSearch, type Query, type SearchRequest } from './search/search-request.js';
import { cutIncludes, searchset } from './search/searchset.js';
import { ShowResources } from './search/show-resources.js';
import type { Stored } from './search/stored.js';
import { subsetOf } from './search/subset.js';
import { ToldBySearch } from './told-by-search.js';
import { tableOf } from './search/tables.js';

/** Answers searches in FHIR. */
@Injectable()
export class SearchService {
  constructor(
    private readonly queries: FhirQueries,
    private readonly resources: ShowResources,
    private readonly included: IncludedResources,
    private readonly told: ToldBySearch,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /** A searchset of the newest first; its `next` link leads on. @throws Problem notImportable for what is not known */
  async search(type: string, query: Query, prefer: string | undefined, base: string): Promise<FhirAnswer> {
    if (!RESOURCE_TYPES.has(type)) throw new Problem(fhirProblems.typeNotSupported);
    const search = readSearch(tableOf(type), query, prefer, [base, `${this.settings.publicUrl ?? ''}/fhir/R4`]);
    requireMayRead(alsoLookedAt(type, search));
    const { summary, total } = search.manner ?? {};
    const isCounted = summary === 'count' || total !== undefined;
    const meant = await this.queries.narrowed(type, search);
    const counted = isCounted ? await this.queries.count(type, meant) : undefined;
    const ofCounted = counted?.patients.map((patientId) => ({ patientId })) ?? [];
    if (summary === 'count') {
      const answer = countedBundle(type, base, search, counted?.total);
      return new FhirAnswer(answer, await this.told.by(type, { asked: search, meant }, ofCounted, true));
    }
    const { page, after } = await this.queries.nextPage(type, meant);
    const found = await this.resources.show(type, page);
    const included = await this.included.of(type, search.manner ?? {}, found);
    const part = (resource: Resource) => subsetOf(resource, search.manner ?? {});
    const outcome =
      included.cut.length > 0 ? [cutIncludes(included.cut, MOST_INCLUDED, requestContext().language)] : [];
    const beside = { included: included.resources.map(part), total: counted?.total, outcome };
    const shown = [
      ...(await this.told.by(type, { asked: search, meant }, page.flatMap(shownBy))),
      ...included.rows.flatMap(shownBy),
    ];
    const named = new Set(shown.map(({ patientId }) => patientId));
    return new FhirAnswer(
      searchset(type, base, search, found.map(part), after && cursorOf(type, search, after), beside),
      [...shown, ...ofCounted.filter(({ patientId }) => !named.has(patientId))],
    );
  }
}

/** How many there are, and none of them. */
const countedBundle = (type: string, base: string, search: SearchRequest, total: number | undefined): object =>
  without(searchset(type, base, search, [], undefined, { total }), 'entry');

/** Where the next page goes on. Of patients it says no name. */
export function cursorOf(type: string, { sort }: SearchRequest, { sortKey, thenKey, entityId, id }: Stored): string[] {
  const inCursor = (by: SortKey['by'], key: string): string =>
    by === 'updated_at' || tableOf(type).sortType === 'timestamptz' ? instantText(key) : key;
  const first = inCursor(sort?.by ?? 'sort', sortKey);
  if (sort?.then && thenKey !== undefined) return [first, entityId, id, inCursor(sort.then.by, thenKey)];
  return type === 'Patient' && sort?.by !== 'updated_at' ? [entityId, id] : [first, entityId, id];
}
