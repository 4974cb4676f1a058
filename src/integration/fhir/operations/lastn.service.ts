import { Injectable } from '@nestjs/common';
import { requestContext } from '../../../kernel/request-context.js';
import { FhirAnswer } from '../fhir-answer.js';
import { requireMayRead } from '../reading-rights.js';
import { shownBy } from '../read.service.js';
import { FhirQueries } from '../search/fhir.queries.js';
import { one, readSearch, type Query } from '../search/search-request.js';
import { alsoLookedAt } from '../search/reverse-chains.js';
import { cutLastOfEach, searchset } from '../search/searchset.js';
import { ShowResources } from '../search/show-resources.js';
import { tableOf } from '../search/tables.js';
import { ToldBySearch } from '../told-by-search.js';
import { wholeOf } from './parameters.js';

/** The newest are told first, and where more would belong to the answer it says so. */
const MOST = 500;

/** The newest observations of each code (FHIR R4 "Observation/$lastn"). */
@Injectable()
export class LastnService {
  constructor(
    private readonly queries: FhirQueries,
    private readonly resources: ShowResources,
    private readonly told: ToldBySearch,
  ) {}

  /** @throws Problem notImportable for parameters that are not known, or when it names no patient */
  async lastn({ max, ...query }: Query, prefer: string | undefined, base: string): Promise<FhirAnswer> {
    const lastOf = wholeOf(one(max ?? []), 'max', { usual: 1, most: 100 });
    const search = {
      ...readSearch(tableOf('Observation'), query, prefer, [base]),
      count: MOST,
      cursor: undefined,
      lastOf,
    };
    requireMayRead(alsoLookedAt('Observation', search));
    const meant = await this.queries.narrowed('Observation', search);
    const read = await this.queries.page('Observation', meant);
    const rows = read.slice(0, MOST);
    const found = await this.resources.show('Observation', rows);
    const outcome = read.length > MOST ? [cutLastOfEach(MOST, requestContext().language)] : [];
    const shown = await this.told.by('Observation', { asked: search, meant }, rows.flatMap(shownBy));
    return new FhirAnswer(searchset('Observation', base, search, found, undefined, { outcome }), shown);
  }
}
