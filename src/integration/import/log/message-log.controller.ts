import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Disclosure, Shown } from '../../../platform/routes/disclosure.js';
import { Route } from '../../../platform/routes/route.decorator.js';
import { namedIn } from '../named-patients.js';
import { MessageQuery } from './dto/message-log.dto.js';
import {
  MessageDetailResponse,
  MessagePage,
  MessageResponse,
  MessageSendersResponse,
} from './dto/message-log.response.js';
import { messageProblems } from './message-log.errors.js';
import { MessageLogQueries } from './message-log.queries.js';

const whose = ({ patientId, id }: MessageResponse): Shown[] => (patientId ? [{ patientId, entityId: id }] : []);

const LISTED: Disclosure = {
  kind: 'list',
  entity: 'incoming_message',
  shown: ({ items }: MessagePage) => items.flatMap(whose),
};
/** What it says of people is shown with it, whosesoever it is. */
const named = (message: MessageDetailResponse): Shown[] => [
  ...whose(message),
  ...namedIn(message).map((patientId) => ({ patientId, entityId: message.id })),
];
const READ: Disclosure = {
  kind: 'list',
  entity: 'incoming_message',
  shown: named,
  about: ({ id }: MessageResponse) => id,
};

@ApiTags('messages')
@Controller('api/v1/messages')
export class MessageLogController {
  constructor(private readonly queries: MessageLogQueries) {}

  @Get()
  @Route({
    action: 'message.read',
    scope: 'mine',
    discloses: LISTED,
    summary: 'Messages that came from other systems, newest first: from whom, when, what became of each and why',
    description:
      'Those who look after the lines see each message by its number and sender; whose it is, only who may see the patient.',
  })
  list(@Query() query: MessageQuery): Promise<MessagePage> {
    return this.queries.list(query);
  }

  @Get('senders')
  @Route({
    action: 'message.read',
    discloses: 'nothing',
    summary: 'Who sends messages, or has codes of its own here, by name',
  })
  senders(): Promise<MessageSendersResponse> {
    return this.queries.senders();
  }

  @Get(':id')
  @Route({
    action: 'message.read',
    scope: 'mine',
    discloses: READ,
    summary: 'One message with what it was answered; as it came, for who may see what it says',
    problems: [messageProblems.messageNotFound],
  })
  read(@Param('id', ParseUUIDPipe) id: string): Promise<MessageDetailResponse> {
    return this.queries.one(id);
  }
}
