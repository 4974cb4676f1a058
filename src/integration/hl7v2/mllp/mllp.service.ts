import { Injectable, Logger } from '@nestjs/common';
import { v7 as newId } from 'uuid';
import { placesOf } from '../../../kernel/error-places.js';
import { EVERYONE } from '../../../kernel/scope.js';
import { requestContext, runInContext, type Actor, type RequestContext } from '../../../kernel/request-context.js';
import { ClientsQueries, type MessageSender } from '../../../platform/clients/clients.queries.js';
import { Refusals } from '../../../platform/audit/refusals.js';
import { RateLimits } from '../../../platform/limits/rate-limits.js';
import { covers } from '../../../platform/routes/scope.rules.js';
import { TREATMENT } from '../../../platform/routes/purposes.js';
import { IncomingMessages } from '../../import/incoming-messages.service.js';
import { acknowledge } from '../acknowledgement.js';
import type { Segment } from '../er7/message.js';
import { headerOf } from '../er7/parse.js';
import { hl7Words } from '../hl7v2.words.js';
import { Hl7v2Service, MLLP_ROUTE } from '../hl7v2.service.js';
import { controlIdOf, namespaceOf, partNumber, typeOf } from '../message-kind.rules.js';
import { scopesOfMessage } from '../message-scopes.js';
import { dashed, placeOf, type Told } from '../reading.js';
import { isOneOf } from './address.rules.js';
import { RevokedCertificates, type IssuedAs } from './revoked-certificates.js';

export interface FarEndCertificate {
  /** SHA-256, in hexadecimal. */
  readonly fingerprint: string;
  /** When it is valid, in ms since 1970. Lines stay open for days: it is asked with each message. */
  readonly from: number;
  readonly to: number;
  readonly issuedAs: IssuedAs;
}

/** The other end of a line. */
export interface FarEnd {
  readonly address?: string;
  /** The certificate that it has proved to be its own, where the line is encrypted and it has one. */
  readonly certificate?: FarEndCertificate;
}

/**
 * Messages that come over MLLP, where nobody signs in. A sender is an approved client, known by how it names itself in MSH-3 and MSH-4 together with
 * its certificate or, where none is registered for it, its address. Everybody else is rejected: the header of the message is kept, which says who
 * tried, and nothing of what it says.
 */
@Injectable()
export class MllpService {
  private readonly logger = new Logger('mllp');

  constructor(
    private readonly hl7v2: Hl7v2Service,
    private readonly clients: ClientsQueries,
    private readonly messages: IncomingMessages,
    private readonly refusals: Refusals,
    private readonly limits: RateLimits,
    private readonly revoked: RevokedCertificates,
  ) {}

  async take(message: Buffer, farEnd: FarEnd): Promise<Buffer> {
    const address = farEnd.address?.replace(/^::ffff:/, '');
    const header = headerOf(message);
    const sender = header && (await this.senderOf(header, { ...farEnd, address }));
    if (!sender) return this.reject(message, header, contextOf(NOBODY, address), 'senderUnknown');
    const lapsed = sender.hl7v2.certificates?.length ? this.lapsed(farEnd.certificate) : undefined;
    if (lapsed) return this.reject(message, header, contextOf(NOBODY, address), lapsed);
    const { id, clientId: username, scopes } = sender;
    const context = contextOf({ kind: 'client', id, username, scopes }, address);
    if (!covers(scopes, scopesOfMessage({ body: message, headers: {} }))) {
      return this.reject(message, header, context, 'scopeMissing');
    }
    return runInContext(context, () => this.hl7v2.take(message, sender.hl7v2));
  }

  private async senderOf(header: Segment, farEnd: FarEnd): Promise<MessageSender | undefined> {
    const known = await this.clients.messageSenders(header.text(3, 1));
    return known.find(
      ({ hl7v2 }) =>
        (hl7v2.facility === undefined || hl7v2.facility === header.text(4, 1)) && isAtTheEnd(hl7v2, farEnd),
    );
  }

  /** Whoever is known by a certificate is told when that has no validity: nobody else could show it. Lines stay open: it is asked with each message. */
  private lapsed(certificate: FarEndCertificate | undefined): Rejection | undefined {
    if (!certificate) return undefined;
    const now = Date.now();
    if (now > certificate.to) return 'certificateExpired';
    if (now < certificate.from) return 'certificateNotYetValid';
    return this.revoked.has(certificate.issuedAs, now) ? 'certificateRevoked' : undefined;
  }

  /** Who tries again and again is answered, and noted no more than so often a minute. */
  private async reject(
    message: Buffer,
    header: Segment | undefined,
    context: RequestContext,
    why: Rejection,
  ): Promise<Buffer> {
    const place = { segment: 'MSH', number: 1, field: why === 'scopeMissing' ? 9 : 3 };
    const told: Told = { code: 'unknownKey', severity: 'E', place, ours: dashed(why), words: hl7Words[why] };
    await runInContext(context, () => this.note(message, header, told)).catch((error: unknown) => {
      this.logger.error(`a rejected message was not noted\n${placesOf(error) ?? ''}`);
    });
    return acknowledge({ header, characterSet: 'ASCII', language: 'vi' }, 'AR', [told]);
  }

  private async note(message: Buffer, header: Segment | undefined, { ours, place, words }: Told): Promise<void> {
    const context = requestContext();
    try {
      this.limits.admitAddress(context.address);
    } catch {
      return;
    }
    const namespace = header ? namespaceOf(header) : '';
    const controlId = header && controlIdOf(header);
    await this.messages.reject(
      {
        channel: 'mllp',
        namespace,
        header: lineOf(message),
        ...(header && { type: typeOf(header) }),
        ...(controlId && { controlId: partNumber(controlId, 1) }),
      },
      { code: ours, at: placeOf(place!), words },
    );
    await this.refusals.record(context, { action: 'hl7v2.send', why: ours, more: { namespace, controlId } });
  }
}

type Rejection =
  'senderUnknown' | 'scopeMissing' | 'certificateExpired' | 'certificateNotYetValid' | 'certificateRevoked';

/** The answer to a message that is larger than is taken. */
export function tooLarge(head: Buffer): Buffer {
  const told: Told = { code: 'internal', severity: 'E', ours: dashed('tooLarge'), words: hl7Words.tooLarge };
  return acknowledge({ header: headerOf(head), characterSet: 'ASCII', language: 'vi' }, 'AR', [told]);
}

const NOBODY: Actor = { kind: 'anonymous', username: 'anonymous' };

/** By its certificate where one is registered, and then by nothing less; from its addresses, where they are. */
function isAtTheEnd({ addresses, certificates }: MessageSender['hl7v2'], { address, certificate }: FarEnd): boolean {
  if (!addresses?.length && !certificates?.length) return false;
  if (certificates?.length && !certificates.some((one) => plain(one) === certificate?.fingerprint)) return false;
  return !addresses?.length || (address !== undefined && addresses.some((one) => isOneOf(address, one)));
}

/** A fingerprint as people copy it: with colons, in any case. */
export const plain = (fingerprint: string): string => fingerprint.replaceAll(':', '').toLowerCase();

/** The first line, as far as a header goes. */
const lineOf = (message: Buffer): Buffer => {
  const start = Math.max(0, message.indexOf('MSH'));
  const line = message.subarray(start, start + LONGEST_HEADER);
  const end = line.findIndex((byte) => byte === 0x0d || byte === 0x0a);
  return Buffer.from(end < 0 ? line : line.subarray(0, end));
};
const LONGEST_HEADER = 1000;

const contextOf = (actor: Actor, address: string | undefined): RequestContext => ({
  requestId: newId(),
  language: 'vi',
  address,
  purpose: TREATMENT,
  route: MLLP_ROUTE,
  path: '/hl7v2',
  actor,
  scope: EVERYONE,
});
