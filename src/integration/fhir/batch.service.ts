import { Inject, Injectable, Logger } from '@nestjs/common';
import { SETTINGS_TOKEN, type Settings } from '../../platform/config/settings.js';
import type { Shown } from '../../platform/routes/disclosure.js';
import { ToldPatients } from '../../platform/edge/told-patients.js';
import { asProblem } from '../../platform/edge/problem.filter.js';
import { placesOf } from '../../kernel/error-places.js';
import type { Language } from '../../kernel/language.js';
import { httpProblems, Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { StaleVersion } from '../../kernel/stale-version.js';
import { noteConditions, operationsOf, readAsked, type AskedEntry, type SentEntry } from './bundle/asked-entry.js';
import { EntryReader, isRead, readEntry } from './bundle/entry-reader.js';
import { FhirAnswer } from './fhir-answer.js';
import { notTaken } from './fhir.errors.js';
import type { Wanted } from './negotiation.js';
import { ReceiveService } from './receive.service.js';
import { UpdateService } from './update.service.js';

/** More is a transaction, or two batches: each entry takes its own. */
const MOST = 1_000;

/** Does what the entries of a batch ask, each by itself: one that is refused leaves the others done (FHIR R4 http, "batch"). */
@Injectable()
export class BatchService {
  private readonly logger = new Logger('fhir batch');

  constructor(
    private readonly receiver: ReceiveService,
    private readonly updates: UpdateService,
    private readonly reads: EntryReader,
    private readonly told: ToldPatients,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /** @throws Problem notImportable for a Bundle that has no entries, or too many */
  async run(body: { entry?: unknown }, base: string, wanted?: Wanted): Promise<FhirAnswer> {
    const context = requestContext();
    const entries = Array.isArray(body.entry) ? (body.entry as SentEntry[]) : [];
    if (entries.length === 0) throw notTaken('Bundle.entry', 'empty-bundle');
    if (entries.length > MOST) throw notTaken('Bundle.entry', 'too-many', { max: MOST });
    const asked = entries.flatMap((one) => (one?.request ? [readAsked(one, base)] : []));
    this.reads.requireBounded(asked);
    noteConditions(asked);
    // One key stands for one write.
    context.idempotency = undefined;
    const shown: Shown[] = [];
    const entry: object[] = [];
    // A line on which nothing is said for two such times is closed, and whoever sent would not know what is done.
    const until = Date.now() + this.settings.requestTimeoutMs;
    for (const sent of entries) {
      const answer =
        Date.now() < until ? await this.answered(sent, base, { wanted, isFirst: entry.length === 0 }) : later();
      if (answer.shown) shown.push(...answer.shown);
      entry.push(answer.entry);
    }
    // Each write told of itself; what was read is told of together.
    context.recorded = undefined;
    return new FhirAnswer({ resourceType: 'Bundle', type: 'batch-response', entry }, shown);
  }

  private async answered(
    sent: SentEntry,
    base: string,
    { wanted, isFirst }: { wanted: Wanted | undefined; isFirst: boolean },
  ): Promise<{ entry: object; shown?: readonly Shown[] }> {
    let asked: AskedEntry | undefined;
    try {
      asked = readAsked(sent, base);
      if (!isRead(asked)) {
        const answer = await this.write(asked, sent.resource, base);
        return { entry: entryOf(answer, wanted), shown: answer.shown };
      }
      this.reads.requireMachine();
      const answer = await this.reads.read(asked, base);
      return { entry: readEntry(asked, answer), shown: answer.shown };
    } catch (error) {
      const problem = problemOf(error);
      // Before anything is done the whole may come again; after that its sender has to hear of each entry what became of it.
      if (problem.kind.status >= 500 && isFirst) throw error;
      if (problem.kind.status >= 500) this.report(error, problem);
      const entry = refusal(problem, requestContext().language);
      return {
        entry,
        shown: asked && problem.kind.status < 500 ? await this.toldBy(problem, asked, sent.resource) : [],
      };
    }
  }

  private report(error: unknown, { kind, options }: Problem): void {
    this.logger.error(`an entry was answered ${kind.status} ${kind.code}\n${placesOf(options.cause ?? error) ?? ''}`);
  }

  /** Whom a refusal of one entry tells about: as its own request would have recorded it. */
  private async toldBy(problem: Problem, { method, type, id, query }: AskedEntry, body: unknown): Promise<Shown[]> {
    const route = `${String(method)} /fhir/R4/${id === undefined ? type : ':type/:id'}`;
    const patients = await this.told.of(problem, { ...requestContext(), route }, { params: { type, id }, query, body });
    return patients.map((patientId) => ({ patientId }));
  }

  private write(asked: AskedEntry, resource: object | undefined, base: string): Promise<FhirAnswer> {
    const { method, type, id, query, isConditional, ifMatch, ifNoneExist } = asked;
    const sent = { base, ifMatch, ifNoneExist };
    if (method === 'POST' && id === undefined) return this.receiver.resource(type, resource, sent);
    if (method === 'PUT' && id !== undefined) return this.updates.update(type, id, resource, sent);
    if (method === 'PUT' && isConditional) return this.updates.updateWhere(type, query, resource, sent);
    if (method === 'PATCH' && id !== undefined) return this.updates.patch(type, id, operationsOf(resource), sent);
    if (method === 'PATCH') return this.updates.patchWhere(type, query, operationsOf(resource), sent);
    throw new Problem(httpProblems.methodNotAllowed);
  }
}

/** Of an entry nobody else says that it met another version. */
const problemOf = (error: unknown): Problem =>
  error instanceof StaleVersion ? new Problem(httpProblems.stalePrecondition, { cause: error }) : asProblem(error);

/** What time was left for no more: it is not done, and may be sent again. */
const later = (): { entry: object; shown?: readonly Shown[] } => ({
  entry: refusal(new Problem(httpProblems.busy), requestContext().language),
});

function entryOf({ resource, headers, status = 200, outcome }: FhirAnswer, wanted?: Wanted): object {
  const { ETag: etag, Location: location } = headers;
  if (status === 202) return { response: { status: '202', location, outcome: resource } };
  const response = { status: String(status), ...(location && { location }), ...(etag && { etag }) };
  if (wanted === 'minimal') return { response };
  if (wanted === 'OperationOutcome') return { response: { ...response, ...(outcome && { outcome }) } };
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
