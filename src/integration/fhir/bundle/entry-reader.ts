import { Injectable } from '@nestjs/common';
import { requestContext } from '../../../kernel/request-context.js';
import { httpProblems, Problem } from '../../../kernel/problem.js';
import { FhirAnswer } from '../fhir-answer.js';
import { FhirQueries } from '../search/fhir.queries.js';
import { ShowResources } from '../search/show-resources.js';
import { notTaken } from '../fhir.errors.js';
import { isUnchanged } from '../negotiation.js';
import { ReadService } from '../read.service.js';
import { SearchService } from '../search.service.js';
import type { AskedEntry } from './asked-entry.js';

/** So many reads and searches in one Bundle: each answers a page. */
const MOST_READS = 100;

/** So many of what was written are read together. */
const AT_ONCE = 100;

interface WrittenEntry {
  readonly resource?: object;
  readonly response: { readonly location?: string };
}

/** Answers the reads and searches among the entries of a batch or a transaction. */
@Injectable()
export class EntryReader {
  constructor(
    private readonly reader: ReadService,
    private readonly searcher: SearchService,
    private readonly queries: FhirQueries,
    private readonly resources: ShowResources,
  ) {}

  /** A transaction's answer with what was written, as it stands, beside where it stands. */
  async withResources(answer: FhirAnswer): Promise<FhirAnswer> {
    const { entry = [], ...bundle } = answer.resource as { entry?: WrittenEntry[] };
    const places = entry.map(({ resource, response }) => (resource ? [] : (response.location?.split('/') ?? [])));
    const found = new Map<string, object>();
    for (const type of new Set(places.flatMap(([of]) => of ?? []))) {
      const ids = places.flatMap(([of, id]) => (of === type && id ? [id] : []));
      for (let at = 0; at < ids.length; at += AT_ONCE) {
        const some = ids.slice(at, at + AT_ONCE);
        const search = { filters: [['_id', some.join(',')]] as const, count: some.length, cursor: undefined };
        const shown = await this.resources.show(type, await this.queries.search(type, search));
        for (const one of shown) found.set(`${type}/${one.id}`, one);
      }
    }
    const whole = entry.map((one, at) => {
      const resource = found.get((places[at] ?? []).slice(0, 2).join('/'));
      return resource ? { resource, ...one } : one;
    });
    return new FhirAnswer({ ...bundle, entry: whole }, answer.shown, answer.headers, answer.status, answer.outcome);
  }

  /** @throws Problem notImportable for a Bundle that reads more than is answered at once */
  requireBounded(asked: readonly AskedEntry[]): void {
    if (asked.filter(isRead).length > MOST_READS) throw notTaken('Bundle.entry', 'too-many', { max: MOST_READS });
  }

  /** Whose records people may see is decided about one patient a request. @throws Problem notImportable for people */
  requireMachine(): void {
    if (requestContext().actor.kind !== 'client') throw notTaken('Bundle.entry.request.method', 'method-not-taken');
  }

  /** @throws Problem as a request of its own would */
  read({ type, id, history, version, query }: AskedEntry, base: string): Promise<FhirAnswer> {
    if (id === undefined || id === '_search') return this.searcher.search(type, query, undefined, base);
    if (history === undefined || history === '') return this.reader.read(type, id, query);
    if (history !== '_history') throw new Problem(httpProblems.notFound);
    return version ? this.reader.version(type, id, version) : this.reader.versions(type, id, query, base);
  }
}

export const isRead = ({ method }: AskedEntry): boolean => method === 'GET' || method === 'HEAD';

/** What was read as an entry of the answer; nothing of it where the reader has that version, or asks for the headers only. */
export function readEntry(asked: AskedEntry, answer: FhirAnswer): object {
  const { ETag: etag, 'Last-Modified': lastModified } = answer.headers;
  const response = {
    ...(etag && { etag }),
    ...(lastModified && { lastModified: new Date(lastModified).toISOString() }),
  };
  if (isUnchanged(answer.headers, asked.ifNoneMatch, asked.ifModifiedSince)) {
    return { response: { status: '304', ...response } };
  }
  const shown = asked.method === 'HEAD' ? {} : { resource: answer.told };
  return { ...shown, response: { status: '200', ...response } };
}
