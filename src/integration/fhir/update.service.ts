import { Injectable } from '@nestjs/common';
import { isUuid } from '../../kernel/uuid.js';
import { Problem } from '../../kernel/problem.js';
import type { Identity } from './bundle/identity.js';
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

/** Takes what a sender says anew of what it sent before. What was written here is changed by people, in the chart. */
@Injectable()
export class UpdateService {
  constructor(
    private readonly queries: FhirQueries,
    private readonly reader: ReadService,
    private readonly receiver: ReceiveService,
  ) {}

  /** @throws Problem notImportable, notWritable, resourceNotFound, versionOvertaken */
  async update(type: string, id: string, body: unknown, { base, ifMatch }: Sent): Promise<FhirAnswer> {
    const { id: own } = (body ?? {}) as { id?: unknown };
    if (own !== id) throw wrong(`${type}.id`);
    const identity = await this.identityOf(type, id, ifMatch);
    return this.taken(type, body, base, identity);
  }

  /** @throws Problem as {@link update}; notImportable for operations that do not fit the resource */
  async patch(type: string, id: string, operations: unknown, { base, ifMatch }: Sent): Promise<FhirAnswer> {
    const { resource, headers } = await this.reader.read(type, id);
    // Of what it was made from, whether the sender names it or not; and whether it may be changed at all before any work on it.
    const identity = await this.identityOf(type, id, ifMatch ?? headers.ETag);
    const patched = applyPatch(resource, operations) as { readonly id?: unknown } | undefined;
    if (patched === undefined) throw wrong(type);
    if (patched.id !== id) throw wrong(`${type}.id`);
    return this.taken(type, patched, base, identity);
  }

  private taken(type: string, body: unknown, base: string, identity: Identity | undefined): Promise<FhirAnswer> {
    return this.receiver.resource(type, body, { base, ifNoneExist: undefined, identity });
  }

  /** Whose it is, and under which id there; undefined for an id that is the sender's own. */
  private async identityOf(type: string, id: string, ifMatch: string | undefined): Promise<Identity | undefined> {
    if (!isUuid(id)) return undefined;
    const { source, sourceId, version, facts } = await this.queries.one(type, id);
    if (ifMatch !== undefined && bare(ifMatch) !== String(version)) throw new Problem(fhirProblems.versionOvertaken);
    const kept = (facts ?? {}) as { asSent?: string; source?: string; sourceId?: string };
    const from = kept.asSent === undefined ? { source, sourceId } : kept;
    if (!from.source || !from.sourceId) throw new Problem(fhirProblems.notWritable);
    return { source: from.source, type, id: from.sourceId };
  }
}

const bare = (tag: string): string => tag.trim().replace(/^W\//, '').replaceAll('"', '');

const wrong = (path: string): Problem =>
  new Problem(fhirProblems.notImportable, { errors: [fhirError(path, 'url-differs', { expected: path })] });
