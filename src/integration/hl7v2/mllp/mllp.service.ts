import { Injectable } from '@nestjs/common';
import { v7 as newId } from 'uuid';
import { EVERYONE } from '../../../kernel/scope.js';
import { runInContext, type Actor, type RequestContext } from '../../../kernel/request-context.js';
import { ClientsQueries, type MessageSender } from '../../../platform/clients/clients.queries.js';
import { covers } from '../../../platform/routes/scope.rules.js';
import { TREATMENT } from '../../../platform/routes/purposes.js';
import { acknowledge } from '../acknowledgement.js';
import type { Segment } from '../er7/message.js';
import { headerOf } from '../er7/parse.js';
import { hl7Words } from '../hl7v2.words.js';
import { Hl7v2Service } from '../hl7v2.service.js';
import { scopesOfMessage } from '../message-scopes.js';
import { dashed, type Told } from '../reading.js';
import { isOneOf } from './address.rules.js';

/**
 * Messages that come over MLLP, where nobody signs in: a sender is known by its address and by how it names itself in MSH-3 and MSH-4, as an approved
 * client is registered with both. Everybody else is rejected, and nothing of theirs is kept.
 */
@Injectable()
export class MllpService {
  constructor(
    private readonly hl7v2: Hl7v2Service,
    private readonly clients: ClientsQueries,
  ) {}

  async take(message: Buffer, remote: string | undefined): Promise<Buffer> {
    const address = remote?.replace(/^::ffff:/, '');
    const header = headerOf(message);
    const sender = await this.senderOf(header, address);
    if (!sender) return rejected(header, 'senderUnknown', 3);
    if (!covers(sender.scopes, scopesOfMessage({ body: message, headers: {} }))) {
      return rejected(header, 'scopeMissing', 9);
    }
    const actor: Actor = { kind: 'client', id: sender.id, username: sender.clientId, scopes: sender.scopes };
    return runInContext(contextOf(actor, address), () => this.hl7v2.take(message, sender.hl7v2));
  }

  private async senderOf(header: Segment | undefined, address: string | undefined): Promise<MessageSender | undefined> {
    if (!header || !address) return undefined;
    const known = await this.clients.messageSenders(header.text(3, 1));
    return known.find(
      ({ hl7v2: { facility, addresses = [] } }) =>
        (facility === undefined || facility === header.text(4, 1)) && addresses.some((one) => isOneOf(address, one)),
    );
  }
}

const contextOf = (actor: Actor, address: string | undefined): RequestContext => ({
  requestId: newId(),
  language: 'vi',
  address,
  purpose: TREATMENT,
  route: 'MLLP /hl7v2',
  path: '/hl7v2',
  actor,
  scope: EVERYONE,
});

function rejected(header: Segment | undefined, why: 'senderUnknown' | 'scopeMissing', field: number): Buffer {
  const place = { segment: 'MSH', number: 1, field };
  const told: Told = { code: 'unknownKey', severity: 'E', place, ours: dashed(why), words: hl7Words[why] };
  return acknowledge({ header, characterSet: 'ASCII', language: 'vi' }, 'AR', [told]);
}
