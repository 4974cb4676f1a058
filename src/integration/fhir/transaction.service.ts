import { Injectable } from '@nestjs/common';
import type { Shown } from '../../platform/routes/disclosure.js';
import { httpProblems, Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { noteConditions, operationsOf, readAsked, type AskedEntry, type SentEntry } from './bundle/asked-entry.js';
import { EntryReader, isRead, readEntry } from './bundle/entry-reader.js';
import { FhirAnswer } from './fhir-answer.js';
import { fhirProblems } from './fhir.errors.js';
import { idByCondition, namedIn, OwnRecords } from './own-records.js';
import type { Wanted } from './negotiation.js';
import { ReceiveService } from './receive.service.js';
import { UpdateService } from './update.service.js';

/** An entry with what it asks for, and its place in the Bundle. */
interface Placed {
  readonly sent: SentEntry;
  readonly asked: AskedEntry;
  readonly index: number;
}

/** So often a transaction is made anew whose patches were overtaken by somebody faster. */
const MOST_TRIES = 8;

/**
 * Takes transactions whose entries read, patch or update on a condition, too. Writes come first, all or none of them; what is read is read
 * after them (FHIR R4 http, "transaction processing rules"), and looked for before: a read that fails is the whole transaction's.
 */
@Injectable()
export class TransactionService {
  constructor(
    private readonly receiver: ReceiveService,
    private readonly updates: UpdateService,
    private readonly reads: EntryReader,
    private readonly own: OwnRecords,
  ) {}

  /** @throws Problem as the entries would by themselves; methodNotAllowed for DELETE */
  async run(body: unknown, base: string, wanted?: Wanted): Promise<FhirAnswer> {
    const answer = await this.done(body, base);
    return wanted === 'representation' && answer.status !== 202 ? this.reads.withResources(answer) : answer;
  }

  private async done(body: unknown, base: string): Promise<FhirAnswer> {
    const { entry: given } = (body ?? {}) as { entry?: unknown };
    const sent = Array.isArray(given) ? (given as (SentEntry | null)[]) : [];
    if (!sent.some(needsWork)) return this.receiver.transaction(body, base);
    const entries = sent.map((one, index): Placed => {
      const asked = readAsked(one, base, `Bundle.entry[${index}]`);
      return { sent: one ?? {}, asked, index };
    });
    const deleted = entries.find(({ asked }) => asked.method === 'DELETE');
    if (deleted) throw notAllowed(deleted);
    const read = entries.filter(({ asked }) => isRead(asked));
    const written = entries.filter(({ asked }) => !isRead(asked));
    this.reads.requireBounded(read.map(({ asked }) => asked));
    if (read.length > 0) this.reads.requireMachine();
    noteConditions(entries.map(({ asked }) => asked));
    for (const { asked } of read) await this.reads.read(asked, base);
    const answer = written.length > 0 ? await this.write(body as object, written, base) : undefined;
    // All of it waits for a person, and what was to be read after it with it.
    if (answer?.status === 202) return answer;
    return this.together(answer, { read, written }, base);
  }

  /** What patches make is made from what stands; of a patch that names no version, from what stands then. */
  private async write(body: object, written: readonly Placed[], base: string): Promise<FhirAnswer> {
    const isFixed = written.every(({ asked }) => asked.method !== 'PATCH' || asked.ifMatch !== undefined);
    for (let tries = 1; ; tries++) {
      try {
        const entry: SentEntry[] = [];
        for (const one of written) entry.push(await this.plain(one));
        return await this.receiver.transaction({ ...body, entry }, base);
      } catch (error) {
        const isOvertaken = error instanceof Problem && error.kind === fhirProblems.versionOvertaken;
        if (!isOvertaken || isFixed || tries === MOST_TRIES) throw namingEntries(error, written);
        requestContext().wrote = false;
      }
    }
  }

  /** The entry as one that says a whole resource anew under its own address. */
  private async plain({ sent, asked }: Placed): Promise<SentEntry> {
    const { method, type, id, query, ifMatch } = asked;
    const { fullUrl, resource } = sent;
    if (method === 'PATCH') {
      const wanted = id ?? (await this.ownId(type, asked));
      const { patched, etag } = await this.updates.patched(type, wanted, operationsOf(resource));
      const request = { method: 'PUT', url: `${type}/${wanted}`, ifMatch: ifMatch ?? etag };
      return { fullUrl, resource: patched, request };
    }
    if (method !== 'PUT' || id !== undefined) return sent;
    if ((resource as { resourceType?: unknown } | undefined)?.resourceType !== type) return sent;
    const named = namedIn(query, 'Bundle.entry.request.url');
    const own = await this.own.named(type, named);
    const { id: said } = resource as { id?: string };
    const known = own?.id ?? said ?? idByCondition(type, named);
    const request = { method: 'PUT', url: `${type}/${known}`, ...(ifMatch !== undefined && { ifMatch }) };
    return { fullUrl, resource: { ...resource, id: known }, request };
  }

  private async ownId(type: string, { query }: AskedEntry): Promise<string> {
    const own = await this.own.named(type, namedIn(query, 'Bundle.entry.request.url'));
    if (!own) throw new Problem(fhirProblems.resourceNotFound);
    return own.id;
  }

  private async together(
    answer: FhirAnswer | undefined,
    { read, written }: { readonly read: readonly Placed[]; readonly written: readonly Placed[] },
    base: string,
  ): Promise<FhirAnswer> {
    const entry: unknown[] = [];
    const done = (answer?.resource as { entry?: unknown[] } | undefined)?.entry ?? [];
    written.forEach(({ index }, place) => (entry[index] = done[place]));
    const shown: Shown[] = [...(answer?.shown ?? [])];
    for (const { asked, index } of read) {
      const found = await this.reads.read(asked, base);
      entry[index] = readEntry(asked, found);
      shown.push(...found.shown);
    }
    // Writes told of themselves; whom the whole answer shows is told of together.
    if (read.length > 0) requestContext().recorded = undefined;
    return new FhirAnswer({ resourceType: 'Bundle', type: 'transaction-response', entry }, shown);
  }
}

/** Whether an entry is more than a resource sent to its own address. */
function needsWork(entry: SentEntry | null): boolean {
  const { method, url } = entry?.request ?? {};
  if (method !== 'PUT') return MORE.has(method);
  return typeof url === 'string' && /^[^/]*\?/.test(url);
}

const MORE: ReadonlySet<unknown> = new Set(['GET', 'HEAD', 'PATCH', 'DELETE']);

function notAllowed({ index }: Placed): Problem {
  const { methodNotAllowed } = httpProblems;
  const error = { pointer: `Bundle.entry[${index}].request.method`, rule: 'DELETE', message: methodNotAllowed.title };
  return new Problem(methodNotAllowed, { errors: [error] });
}

/** Places as the sender counts them. */
function namingEntries(error: unknown, written: readonly Placed[]): unknown {
  if (!(error instanceof Problem)) return error;
  const counted = (pointer: string) =>
    pointer.replace(/^Bundle\.entry\[(\d+)\]/, (all, place: string) => {
      const { index } = written[Number(place)] ?? {};
      return index === undefined ? all : `Bundle.entry[${index}]`;
    });
  const errors = error.options.errors?.map((one) => ({ ...one, pointer: counted(one.pointer) }));
  return new Problem(error.kind, { ...error.options, ...(errors && { errors }), cause: error });
}
