import { Injectable } from '@nestjs/common';
import {
  FilingService,
  wordsOfReason,
  type KeptEntry,
  type Reason,
  type Sender,
  type Suggestion,
} from '../../import/filing.service.js';
import { IncomingMessages } from '../../import/incoming-messages.service.js';
import { requestContext } from '../../../kernel/request-context.js';
import { rawOf } from '../../../kernel/raw-body.js';
import { contentHash } from '../bundle/identity.js';
import type { Entry } from '../bundle/read-bundle.js';
import type { Unplaced, UnplacedElement } from '../bundle/unplaced.js';
import { replaceReferences } from '../elements/walk.js';
import { FhirAnswer } from '../fhir-answer.js';
import { outcomeWords } from '../fhir.words.js';
import { factsOf, peopleIn } from './facts-of.js';

/** Keeps what cannot be placed, whole, for a person to settle, and tells its sender so (202, FHIR R4 http "status codes"). */
@Injectable()
export class AsideService {
  constructor(
    private readonly messages: IncomingMessages,
    private readonly filing: FilingService,
  ) {}

  /** @param body as it came: one resource, or a Bundle @returns the answer; the same again makes no second entry */
  async keep(body: object, unplaced: Unplaced, base: string): Promise<FhirAnswer> {
    const context = requestContext();
    // What makes a message the same is in it; and what was begun under the key of the request was undone.
    context.idempotency = undefined;
    const { read, elements } = unplaced;
    const sender: Sender = { name: context.actor.username, namespace: '' };
    const known = Buffer.from(sameAgain(read.entries));
    const message = await this.messages.keep({
      protocol: 'fhir',
      sender,
      content: rawOf(body),
      controlId: contentHash(known.toString()),
      type: (body as { resourceType?: string }).resourceType ?? 'Bundle',
      body: known,
    });
    const facts = factsOf(read);
    const reasons = [...reasonsOf(elements), ...unclear(read.entries)];
    const kept = await this.filing.keep({ message, sender, facts, reasons, suggestions: suggested(unplaced) });
    return answerOf(kept, elements, base);
  }
}

const reasonsOf = (elements: readonly UnplacedElement[]): Reason[] => [
  ...new Map(elements.map(({ reason }) => [`${reason.code} ${reason.of ?? ''}`, reason])).values(),
];

/** One decision is of one patient. */
function unclear(entries: readonly Entry[]): Reason[] {
  const patients = entries.filter(({ resource }) => resource.resourceType === 'Patient').length;
  const names = new Set(peopleIn(entries).flatMap((one) => one.identifiers.map(({ value }) => value).slice(0, 1)));
  return patients > 1 || (patients === 0 && names.size > 1) ? [{ code: 'patient-unclear' }] : [];
}

/** Who is named here all the same. */
function suggested({ read: { named } }: Unplaced): Suggestion[] {
  const ids = new Set(named.flatMap(({ patientId }) => patientId ?? []));
  const orderOf = (patientId: string) =>
    named.find((one) => one.type === 'ServiceRequest' && !one.isKept && one.patientId === patientId)?.id;
  return [...ids].slice(0, MOST_SUGGESTED).map((patientId): Suggestion => {
    const orderId = orderOf(patientId);
    return { patientId, ...(orderId && { orderId }), because: [orderId ? 'order-number' : 'identifier'] };
  });
}
const MOST_SUGGESTED = 5;

/** The content, whatever addresses were made up for the message: what is sent again with new ones is the same. */
function sameAgain(entries: readonly Entry[]): string {
  const places = new Map(entries.flatMap(({ fullUrl, index }) => (fullUrl ? [[fullUrl, `#entry-${index}`]] : [])));
  return JSON.stringify(
    entries.map(({ resource }) => contentHash(replaceReferences(resource, (reference) => places.get(reference)))),
  );
}

/** What its sender is told: that it is kept, where, and why it waits. */
function answerOf({ id, status }: KeptEntry, elements: readonly UnplacedElement[], base: string): FhirAnswer {
  const { language } = requestContext();
  const words = status === 'open' ? outcomeWords.keptAside : outcomeWords.settledAside;
  const kept = {
    severity: status === 'open' ? 'warning' : 'information',
    code: 'incomplete',
    details: { text: 'kept' },
    diagnostics: words[language].replace('{id}', id),
  };
  const because = elements.slice(0, MOST_TOLD).map(({ path, reason }) => ({
    severity: 'warning',
    code: 'not-found',
    details: { text: reason.code },
    diagnostics: wordsOfReason(reason.code)[language],
    expression: [path],
  }));
  const issue = status === 'open' ? [kept, ...because] : [kept];
  const Location = `${base.replace(/\/fhir\/R4$/, '')}/api/v1/results/unmatched/${id}`;
  return new FhirAnswer({ resourceType: 'OperationOutcome', id, issue }, [], { Location }, 202);
}
const MOST_TOLD = 50;
