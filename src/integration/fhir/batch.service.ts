import { Injectable } from '@nestjs/common';
import type { Shown } from '../../platform/routes/disclosure.js';
import { asProblem } from '../../platform/edge/problem.filter.js';
import type { Language } from '../../kernel/language.js';
import { httpProblems, Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { FhirAnswer } from './fhir-answer.js';
import { fhirError, fhirProblems } from './fhir.errors.js';
import { ReadService } from './read.service.js';
import { ReceiveService } from './receive.service.js';
import { SearchService } from './search.service.js';
import type { Query } from './search/search-request.js';
import { UpdateService } from './update.service.js';

/** More is a transaction, or two batches: each entry takes its own. */
const MOST = 200;

interface Entry {
  readonly resource?: object;
  readonly request?: { method?: unknown; url?: unknown; ifMatch?: unknown; ifNoneExist?: unknown };
}

/** Does what the entries of a batch ask, each by itself: one that is refused leaves the others done (FHIR R4 http, "batch"). */
@Injectable()
export class BatchService {
  constructor(
    private readonly receiver: ReceiveService,
    private readonly updates: UpdateService,
    private readonly reader: ReadService,
    private readonly searcher: SearchService,
  ) {}

  /** @throws Problem notImportable for a Bundle that has no entries, or too many */
  async run(body: { entry?: unknown }, base: string): Promise<FhirAnswer> {
    const context = requestContext();
    const entries = Array.isArray(body.entry) ? (body.entry as Entry[]) : [];
    if (entries.length === 0) throw refused('Bundle.entry', 'empty-bundle');
    if (entries.length > MOST) throw refused('Bundle.entry', 'too-many', { max: MOST });
    // One key stands for one write.
    context.idempotency = undefined;
    const shown: Shown[] = [];
    const entry: object[] = [];
    for (const asked of entries) {
      const answer = await this.answered(asked, base);
      if (answer instanceof FhirAnswer) shown.push(...answer.shown);
      entry.push(answer instanceof FhirAnswer ? entryOf(answer) : refusal(answer, context.language));
    }
    // Each write told of itself; what was read is told of together.
    context.recorded = undefined;
    return new FhirAnswer({ resourceType: 'Bundle', type: 'batch-response', entry }, shown);
  }

  private async answered(entry: Entry, base: string): Promise<FhirAnswer | Problem> {
    try {
      return await this.one(entry, base);
    } catch (error) {
      const problem = asProblem(error);
      if (problem.kind.status >= 500) throw error;
      return problem;
    }
  }

  private one(entry: Entry | null, base: string): Promise<FhirAnswer> {
    const { resource, request } = entry ?? {};
    if (!request) throw refused('Bundle.entry.request', 'required');
    const { method, ifMatch, ifNoneExist } = request;
    const address = textOf(request.url) ?? '';
    const url = (address.startsWith(`${base}/`) ? address.slice(base.length) : address).replace(/^\//, '');
    const [path = '', search = ''] = url.split('?');
    const [type = '', id, history, version] = path.split('/');
    const sent = { base, ifMatch: textOf(ifMatch), ifNoneExist: textOf(ifNoneExist) };
    if (method === 'POST' && id === undefined) return this.receiver.resource(type, resource, sent);
    if (method === 'PUT' && id !== undefined) return this.updates.update(type, id, resource, sent);
    if (method !== 'GET') throw new Problem(httpProblems.methodNotAllowed);
    // Whose records people may see is decided about one patient a request.
    if (requestContext().actor.kind !== 'client') throw refused('Bundle.entry.request.method', 'method-not-taken');
    if (id === undefined) return this.searcher.search(type, queryOf(search), undefined, base);
    return history === '_history' && version
      ? this.reader.version(type, id, version)
      : this.reader.read(type, id, queryOf(search));
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function queryOf(search: string): Query {
  const query: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(search)) (query[name] ??= []).push(value);
  return query;
}

const refused = (...[path, rule, params]: Parameters<typeof fhirError>): Problem =>
  new Problem(fhirProblems.notImportable, { errors: [fhirError(path, rule, params)] });

function entryOf({ resource, headers, status = 200 }: FhirAnswer): object {
  const { ETag: etag, Location: location } = headers;
  if (status === 202) return { response: { status: '202', location, outcome: resource } };
  const response = { status: String(status), ...(location && { location }), ...(etag && { etag }) };
  return { resource, response };
}

function refusal({ kind, options }: Problem, language: Language): object {
  const fields = (options.errors ?? []).map(({ pointer, rule, message }) => ({
    severity: 'error',
    code: 'invalid',
    details: { text: rule },
    ...(message && { diagnostics: message[language] }),
    expression: [pointer],
  }));
  const whole = { severity: 'error', code: 'processing', diagnostics: kind.title[language] };
  const outcome = { resourceType: 'OperationOutcome', issue: [whole, ...fields] };
  return { response: { status: String(kind.status), outcome } };
}
