import { Injectable } from '@nestjs/common';
import { isUuid } from '../../kernel/uuid.js';
import { Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import type { Identity } from './bundle/identity.js';
import { versionIn } from './bundle/read-bundle.js';
import type { FhirAnswer } from './fhir-answer.js';
import { fhirError, fhirProblems } from './fhir.errors.js';
import { applyPatch } from './elements/json-patch.js';
import { ReadService } from './read.service.js';
import { ReceiveService } from './receive.service.js';
import { FhirQueries } from './search/fhir.queries.js';

/** How an update was sent. */
interface Sent {
  readonly base: string;
  /** The version that it was made from. */
  readonly ifMatch: string | undefined;
}

/** So many others may be faster, one after the other. */
const MOST_TRIES = 32;

/** Takes what a sender says anew of what it sent before. What was written here is changed by people, in the chart. */
@Injectable()
export class UpdateService {
  constructor(
    private readonly queries: FhirQueries,
    private readonly reader: ReadService,
    private readonly receiver: ReceiveService,
  ) {}

  /** @throws Problem notImportable, notWritable, resourceNotFound, versionOvertaken, preconditionRequired */
  async update(type: string, id: string, body: unknown, { base, ifMatch }: Sent): Promise<FhirAnswer> {
    const { id: own } = (body ?? {}) as { id?: unknown };
    if (own !== id) throw wrong(`${type}.id`);
    const identity = await this.identityOf(type, id);
    return this.taken(type, body, { base, ifMatch }, identity);
  }

  /**
   * Applies operations to the version that stands, or to none: where the sender names no version, to the newest, so that what others said
   * in the same moment stays.
   * @throws Problem as {@link update}; notImportable for operations that do not fit the resource
   */
  async patch(type: string, id: string, operations: unknown, { base, ifMatch }: Sent): Promise<FhirAnswer> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.patchOnce(type, id, operations, { base, ifMatch });
      } catch (error) {
        const isOvertaken = error instanceof Problem && error.kind === fhirProblems.versionOvertaken;
        if (!isOvertaken || ifMatch !== undefined || tries === MOST_TRIES) throw error;
        requestContext().wrote = false;
      }
    }
  }

  private async patchOnce(type: string, id: string, operations: unknown, { base, ifMatch }: Sent) {
    const { resource, headers } = await this.reader.read(type, id);
    // Whether it may be changed at all before any work on it.
    const identity = await this.identityOf(type, id);
    const patched = applyPatch(resource, operations) as { readonly id?: unknown } | undefined;
    if (patched === undefined) throw wrong(type);
    if (patched.id !== id) throw wrong(`${type}.id`);
    return this.taken(type, patched, { base, ifMatch: ifMatch ?? headers.ETag }, identity);
  }

  private taken(type: string, body: unknown, { base, ifMatch }: Sent, identity: Identity | undefined) {
    const update = { version: ifMatch === undefined ? undefined : versionIn(ifMatch), isAlone: true };
    return this.receiver.resource(type, body, { base, ifNoneExist: undefined, identity, update });
  }

  /** Whose it is, and under which id there; undefined for an id that is the sender's own. */
  private async identityOf(type: string, id: string): Promise<Identity | undefined> {
    if (!isUuid(id)) return undefined;
    const { source, sourceId, facts } = await this.queries.one(type, id);
    const kept = (facts ?? {}) as { asSent?: string; source?: string; sourceId?: string };
    const from = kept.asSent === undefined ? { source, sourceId } : kept;
    if (!from.source || !from.sourceId) throw new Problem(fhirProblems.notWritable);
    return { source: from.source, type, id: from.sourceId };
  }
}

const wrong = (path: string): Problem =>
  new Problem(fhirProblems.notImportable, { errors: [fhirError(path, 'url-differs', { expected: path })] });
