import { Injectable } from '@nestjs/common';
import { requestContext } from '../../../kernel/request-context.js';
import { httpProblems, Problem } from '../../../kernel/problem.js';
import type { FhirAnswer } from '../fhir-answer.js';
import { notTaken } from '../fhir.errors.js';
import { isUnchanged } from '../negotiation.js';
import { ReadService } from '../read.service.js';
import { SearchService } from '../search.service.js';
import type { AskedEntry } from './asked-entry.js';

/** So many reads and searches in one Bundle: each answers a page. */
const MOST_READS = 100;

/** Answers the reads and searches among the entries of a batch or a transaction. */
@Injectable()
export class EntryReader {
  constructor(
    private readonly reader: ReadService,
    private readonly searcher: SearchService,
  ) {}

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
