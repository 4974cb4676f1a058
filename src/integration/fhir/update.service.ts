import { Injectable } from '@nestjs/common';
import { isUuid } from '../../kernel/uuid.js';
import { Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { EVERYONE } from '../../kernel/scope.js';
import type { Shown } from '../../platform/routes/disclosure.js';
import { requestingAccount } from './bundle/account.js';
import type { Identity } from './bundle/identity.js';
import { versionsIn } from './bundle/read-bundle.js';
import type { FhirAnswer } from './fhir-answer.js';
import { fhirProblems, notTaken } from './fhir.errors.js';
import { RESOURCE_TYPES } from './elements/resource-types.js';
import { applyPatch } from './elements/json-patch.js';
import { ReadService } from './read.service.js';
import { ReceiveService } from './receive.service.js';
import { idByCondition, namedIn, OwnRecords } from './own-records.js';
import { FhirQueries } from './search/fhir.queries.js';
import type { Query } from './search/search-request.js';

/** How an update was sent. */
interface Sent {
  readonly base: string;
  /** The version that it was made from. */
  readonly ifMatch: string | undefined;
}

/** What operations make of a resource, and the version that they were applied to. */
interface Patched {
  readonly patched: object;
  readonly identity: Identity | undefined;
  readonly etag: string | undefined;
  readonly shown: readonly Shown[];
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
    private readonly own: OwnRecords,
  ) {}

  /** @throws Problem notImportable, notWritable, resourceNotFound, versionOvertaken, preconditionRequired */
  async update(type: string, id: string, body: unknown, { base, ifMatch }: Sent): Promise<FhirAnswer> {
    requireType(type);
    const { id: own } = (body ?? {}) as { id?: unknown };
    if (own !== id) throw wrong(`${type}.id`);
    const identity = await this.identityOf(type, id).catch(ofTheSender);
    return this.taken(type, body, { base, ifMatch }, identity);
  }

  /**
   * Says anew what its sender sent under an identifier, or says it for the first time (FHIR R4 http, "conditional update").
   * @throws Problem severalMatch; as {@link update}
   */
  async updateWhere(type: string, condition: Query, body: unknown, { base, ifMatch }: Sent): Promise<FhirAnswer> {
    const { id, resourceType } = (body ?? {}) as { id?: unknown; resourceType?: unknown };
    requireType(type);
    // Nothing is looked for of a type that whoever asks may not have.
    if (resourceType !== type) throw wrong(`${type}.resourceType`);
    const named = namedIn(condition, type);
    const own = await this.own.named(type, named);
    if (own && id !== undefined && id !== own.id && id !== own.identity.id) throw wrong(`${type}.id`);
    const made: Identity | undefined =
      id === undefined ? { source: requestingAccount().client, type, id: idByCondition(type, named) } : undefined;
    return this.taken(type, body, { base, ifMatch }, own?.identity ?? made);
  }

  /** {@link patch} of what its sender sent under an identifier. @throws Problem severalMatch, resourceNotFound; as {@link patch} */
  async patchWhere(type: string, condition: Query, operations: unknown, sent: Sent): Promise<FhirAnswer> {
    requireType(type);
    const own = await this.own.named(type, namedIn(condition, type));
    if (!own) throw new Problem(fhirProblems.resourceNotFound);
    return this.patch(type, own.id, operations, sent);
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
    const { patched, identity, etag } = await this.patched(type, id, operations);
    return this.taken(type, patched, { base, ifMatch: ifMatch ?? etag }, identity);
  }

  /** A resource as operations make it, written nowhere. @throws Problem notImportable, notWritable, resourceNotFound */
  async patched(type: string, id: string, operations: unknown): Promise<Patched> {
    const { resource, headers, shown } = await this.reader.read(type, id);
    // Whether it may be changed at all before any work on it.
    const identity = await this.identityOf(type, id);
    if (identity) await this.own.requireOwn(identity);
    const patched = applyPatch(resource, operations) as { readonly id?: unknown } | undefined;
    if (patched === undefined) throw wrong(type);
    if (patched.id !== id) throw wrong(`${type}.id`);
    return { patched, identity, etag: headers.ETag, shown };
  }

  private taken(type: string, body: unknown, { base, ifMatch }: Sent, identity: Identity | undefined) {
    const madeFrom = identity && versionSaidBy(body);
    const update = { versions: ifMatch === undefined ? undefined : versionsIn(ifMatch), madeFrom, isAlone: true };
    return this.receiver.resource(type, body, { base, ifNoneExist: undefined, identity, update });
  }

  /** Whose it is, and under which id there; undefined for an id that is the sender's own. */
  async identityOf(type: string, id: string): Promise<Identity | undefined> {
    if (!isUuid(id)) return undefined;
    const { source, sourceId, facts } = await this.queries.one(type, id);
    const kept = (facts ?? {}) as { asSent?: string; source?: string; sourceId?: string };
    const from = kept.asSent === undefined ? { source, sourceId } : kept;
    if (!from.source || !from.sourceId) throw new Problem(fhirProblems.notWritable);
    return { source: from.source, type, id: from.sourceId };
  }
}

/**
 * A UUID that nothing has here is an id that the machine itself gives: what it says under it is taken as if it had been created.
 * @throws whatever else went wrong; of people the same, who name what is here
 */
function ofTheSender(error: unknown): undefined {
  const context = requestContext();
  const isUnknown = error instanceof Problem && error.kind === fhirProblems.resourceNotFound;
  if (!isUnknown || context.actor.kind !== 'client') throw error;
  context.scope = EVERYONE;
}

/** Clients that read a resource here and send it back changed say by it which version they had. */
function versionSaidBy(body: unknown): string | undefined {
  const { meta } = (body ?? {}) as { meta?: { versionId?: unknown } | null };
  return typeof meta?.versionId === 'string' ? meta.versionId : undefined;
}

function requireType(type: string): void {
  if (!RESOURCE_TYPES.has(type)) throw new Problem(fhirProblems.typeNotSupported);
}

const wrong = (path: string): Problem => notTaken(path, 'url-differs', { expected: path });
