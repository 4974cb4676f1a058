import { Injectable } from '@nestjs/common';
import { requestContext } from '../../kernel/request-context.js';
import type { Shown } from '../../platform/routes/disclosure.js';
import { FhirQueries } from './search/fhir.queries.js';
import { handlesOf, isOfPatientId, patientsNamed } from './search/probed.js';
import type { SearchRequest } from './search/search-request.js';

/** Finds whom a search tells something about without showing anything of theirs: that there is nothing is told of them, too. */
@Injectable()
export class ToldBySearch {
  constructor(private readonly queries: FhirQueries) {}

  /**
   * Whom the answer to a search shows, and whom it names besides. One more statement at most, and none where what was found is of everyone
   * who was named.
   * @param asked the search @param meant the same as it was narrowed: those found by name stand in it by their ids
   * @param shown whom the page shows, or whom the count counted @param isCount whether no row is shown
   */
  async by(
    type: string,
    { asked, meant }: { readonly asked: SearchRequest; readonly meant: SearchRequest },
    shown: readonly Shown[],
    isCount = false,
  ): Promise<Shown[]> {
    const handles = handlesOf(type, [...new Set([...asked.filters, ...meant.filters])]);
    const isNothing = shown.length === 0 || isCount;
    const unknown = handles.filter((one) => !isOfPatientId(one) && (isNothing || !one.isShownByFound));
    const found =
      unknown.length > 0
        ? await this.queries.whose(unknown.map((one) => [one.type, one.asked, one.value] as const))
        : [];
    const known = new Set(shown.map(({ patientId }) => patientId));
    const besides = found.filter(({ patientId }) => !known.has(patientId));
    if (besides.length > 0 && unknown.some(({ asked: by }) => by !== '_id')) requestContext().byNumber = true;
    for (const { patientId } of besides) known.add(patientId);
    const named = patientsNamed(handles).filter((id) => !known.has(id));
    return [...shown, ...besides, ...named.map((patientId) => ({ patientId }))];
  }
}
