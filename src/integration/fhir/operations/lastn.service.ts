import { Injectable } from '@nestjs/common';
import { FhirAnswer } from '../fhir-answer.js';
import { requireMayRead } from '../reading-rights.js';
import { shownOn } from '../search.service.js';
import { FhirQueries } from '../search/fhir.queries.js';
import { one, readSearch, type Query } from '../search/search-request.js';
import { alsoLookedAt } from '../search/reverse-chains.js';
import { searchset } from '../search/searchset.js';
import { ShowResources } from '../search/show-resources.js';
import { tableOf } from '../search/tables.js';
import { wholeOf } from './parameters.js';

/** More than any chart has kinds of values. */
const MOST = 500;

/** The newest observations of each code (FHIR R4 "Observation/$lastn"). */
@Injectable()
export class LastnService {
  constructor(
    private readonly queries: FhirQueries,
    private readonly resources: ShowResources,
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
    const rows = (await this.queries.search('Observation', search)).slice(0, MOST);
    const found = await this.resources.show('Observation', rows);
    return new FhirAnswer(searchset('Observation', base, search, found, undefined), shownOn(rows, search));
  }
}
