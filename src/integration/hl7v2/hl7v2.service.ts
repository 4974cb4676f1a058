import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS_TOKEN, type Settings } from '../../platform/config/settings.js';
import { ClientsQueries } from '../../platform/clients/clients.queries.js';
import { requestContext } from '../../kernel/request-context.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import {
  FilingService,
  wordsOfReason,
  type IncomingFacts,
  type Outcome,
  type Reason,
  type Sender,
} from '../import/filing.service.js';
import { OrderingService } from '../import/ordering/ordering.service.js';
import { IncomingMessages, settling, type KeptMessage } from '../import/incoming-messages.service.js';
import { acknowledge, type Answered, type AnsweredOrder } from './acknowledgement.js';
import type { AckCode } from './acknowledgement-levels.rules.js';
import { isCharacterSet, type CharacterSet } from './er7/character-sets.js';
import { HOSPITAL_OFFSET } from './er7/date-time.js';
import { segmentsNamed, type Message } from './er7/message.js';
import { isEnded, messagesIn, parse, type Parsed, type Unreadable } from './er7/parse.js';
import { documentIn } from './document.reader.js';
import { hl7Words } from './hl7v2.words.js';
import { controlIdOf, namespaceOf, partNumber, refusedKind, typeOf } from './message-kind.rules.js';
import { acknowledgedTogether, patientResultsIn, type PatientResult } from './patient-results.js';
import { placeOfReason } from './reason-places.rules.js';
import { dashed, placeOf, Reading, type Told } from './reading.js';
import { ordersIn } from './order.reader.js';
import { reportsIn } from './report.reader.js';
import { visitsIn } from './visits.rules.js';

/** The patients of a message about several. */
interface Patients {
  readonly errors: readonly Told[];
  readonly results: readonly PatientResult[];
}
const NOBODY: Patients = { errors: [], results: [] };
/** A message as facts, and what its sender is to be told of them. */
interface Read {
  readonly facts: IncomingFacts;
  readonly errors: readonly Told[];
  readonly warnings: readonly Told[];
}
/** As many as an acknowledgement tells. */
const MOST_ERRORS = 20;

/** What is set for a sender of HL7 v2. */
export interface SenderSettings {
  readonly characterSet?: string | null;
}

/** Takes messages of HL7 v2, whichever way they come, and answers each with its acknowledgement. */
@Injectable()
export class Hl7v2Service {
  constructor(
    private readonly messages: IncomingMessages,
    private readonly filing: FilingService,
    private readonly ordering: OrderingService,
    private readonly unitOfWork: UnitOfWork,
    private readonly clients: ClientsQueries,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /** @returns the acknowledgement of a message, or of each message of a batch */
  async take(bytes: Buffer, known?: SenderSettings): Promise<Buffer> {
    const of = known ?? (await this.settingsOf(bytes));
    // What makes a message the same is in it: a key of the request besides would be a second truth.
    requestContext().idempotency = undefined;
    const { messages, isBatch } = messagesIn(bytes);
    const answers: Buffer[] = [];
    for (const [at, message] of messages.entries()) {
      const mayBeCut = at === messages.length - 1 && !isEnded(bytes);
      answers.push(await this.takeOne(message, of, mayBeCut));
    }
    return isBatch ? batchOf(answers) : Buffer.concat(answers);
  }

  /** Looked up only where it matters: most messages are ASCII or say what they are in. */
  private async settingsOf(bytes: Buffer): Promise<SenderSettings> {
    const { actor } = requestContext();
    const isPlain = actor.kind !== 'client' || bytes.every((byte) => byte < 0x80);
    return isPlain ? {} : ((await this.clients.messagesOf(actor.id!)) ?? {});
  }

  /** @param mayBeCut whether nothing ends its last line */
  private async takeOne(content: Buffer, { characterSet }: SenderSettings, mayBeCut: boolean): Promise<Buffer> {
    const set = characterSet && isCharacterSet(characterSet) ? characterSet : undefined;
    const parsed = parse(content, set);
    const answered = answeredOf(parsed, set);
    const cut = parsed.ok && mayBeCut ? cutIn(parsed.message) : [];
    const { errors, results } = parsed.ok && cut.length === 0 ? this.patientsOf(parsed.message, content) : NOBODY;
    if (results.length > 0 && errors.length === 0) return this.takeEach(results, answered);
    const kept = await this.keep(content, parsed);
    if (kept.answered) return kept.answered;
    if (!parsed.ok) return this.refuse(kept, answered, 'AR', [unreadable(parsed.why)]);
    const { message } = parsed;
    const unwanted = refusedKind(message, this.settings.hl7ProcessingIds);
    if (unwanted) return this.refuse(kept, answered, unwanted.ack, [unwanted.told]);
    if (errors.length + cut.length > 0) return this.refuse(kept, answered, 'AE', [...errors, ...cut]);
    return this.understand(kept, message, answered);
  }

  /** What it says of each of its patients, where they are several; with what is wrong in any of it, since it is taken whole or not at all. */
  private patientsOf(message: Message, content: Buffer): Patients {
    const results = patientResultsIn(message, content);
    if (!results || refusedKind(message, this.settings.hl7ProcessingIds)) return NOBODY;
    if (results === 'unclear') {
      const reading = new Reading();
      reading.refuse('segmentSequence', segmentsNamed(message, 'PID')[0]!.at(), 'personUnclear');
      return { errors: reading.errors, results: [] };
    }
    return { errors: results.flatMap((one) => this.read(one.message).errors).slice(0, MOST_ERRORS), results };
  }

  /** Each patient's results are filed, or kept for a person, by themselves; sent again they are answered as before, each by what became of it. */
  private async takeEach(results: readonly PatientResult[], answered: Answered): Promise<Buffer> {
    const answers: Buffer[] = [];
    for (const [at, { message, content }] of results.entries()) {
      const kept = await this.keep(content, { ok: true, message }, at + 1);
      answers.push(kept.answered ?? (await this.understand(kept, message, answered)));
    }
    return acknowledgedTogether(answers);
  }

  private read(message: Message): Read {
    const reading = new Reading();
    const read = readerOf(message)(message, reading, {
      offset: HOSPITAL_OFFSET,
      house: [this.settings.hospitalCode, ...this.settings.hl7Authorities],
    });
    const visits = visitsIn(message);
    return {
      facts: { ...read, ...(visits.length > 0 && { visits }) },
      errors: reading.errors,
      warnings: reading.warnings,
    };
  }

  private async understand(kept: KeptMessage, message: Message, answered: Answered): Promise<Buffer> {
    const { facts, errors, warnings } = this.read(message);
    if (errors.length > 0) return this.refuse(kept, answered, 'AE', errors);
    const sender = senderOf(message);
    const answer = (outcome: Outcome) =>
      acknowledge(answered, 'AA', [...toldOf(outcome, message), ...warnings], ordersOf(outcome));
    const understood = { message: kept, sender, facts, answer };
    return facts.orders ? this.ordering.take(understood) : this.filing.take(understood);
  }

  /** @param part which patient's results of a message about several it is, from 1 on */
  private keep(content: Buffer, parsed: Parsed, part = 1): Promise<KeptMessage> {
    const header = parsed.ok ? parsed.message.header : parsed.header;
    const type = header && typeOf(header);
    const controlId = header && controlIdOf(header);
    return this.messages.keep({
      protocol: 'hl7v2',
      channel: requestContext().route === MLLP_ROUTE ? 'mllp' : 'http',
      sender: parsed.ok ? senderOf(parsed.message) : { name: account(), namespace: '' },
      content,
      ...(controlId && { controlId: partNumber(controlId, part) }),
      ...(type && { type }),
      body: withoutTime(content),
    });
  }

  /** What cannot be taken is kept all the same, and its sender told why. */
  private async refuse({ id }: KeptMessage, answered: Answered, code: AckCode, told: readonly Told[]): Promise<Buffer> {
    const answer = acknowledge(answered, code, told);
    const reasons = told.map(({ ours, place, words }) => ({ code: ours, ...(place && { at: placeOf(place) }), words }));
    await this.unitOfWork.write(async (tx) => {
      await tx.$executeRaw(settling(id, 'refused', answer, { reasons }));
    });
    return answer;
  }
}

/** What is wrong with a message that breaks off within a value: HL7 v2 ends each segment by CR, and a number that was cut is another number. */
function cutIn({ segments }: Message): readonly Told[] {
  const last = segments.at(-1);
  const reading = new Reading();
  if (last?.name === 'OBX' && last.count < STATUS_OF_A_VALUE) {
    reading.refuse('required', last.at(STATUS_OF_A_VALUE), 'cut');
  }
  return reading.errors;
}
const STATUS_OF_A_VALUE = 11;

/** The route of messages that come over MLLP, as the trail names it. */
export const MLLP_ROUTE = 'MLLP /hl7v2';

/** The account that sends, and which of its systems. */
const account = (): string => requestContext().actor.username;
const senderOf = ({ header }: Message): Sender => ({ name: account(), namespace: namespaceOf(header) });

/** What reads a message of its type; everything else is results. */
function readerOf({ header }: Message): typeof reportsIn {
  const type = header.text(9, 1).toUpperCase();
  if (type === 'MDM') return documentIn;
  return type === 'ORM' || type === 'OML' ? ordersIn : reportsIn;
}

const ordersOf = (outcome: Outcome): AnsweredOrder[] =>
  outcome.state === 'filed'
    ? (outcome.orders ?? []).map(({ control, placer = '', number }) => ({
        control: control === 'new' ? 'OK' : 'CR',
        placer,
        number,
      }))
    : [];

/** @param ofSender the character set that is set for the sender, in which it reads answers too where its own message was plain ASCII */
function answeredOf(parsed: Parsed, ofSender: CharacterSet | undefined): Answered {
  const { language, route } = requestContext();
  // A response of HTTP is one message; a line of MLLP carries as many as there are.
  const several = route === MLLP_ROUTE;
  if (!parsed.ok) return { header: parsed.header, characterSet: ofSender ?? 'ASCII', language, several };
  const { header, separators, characterSet } = parsed.message;
  const set = characterSet === 'ASCII' && ofSender && header.text(18) === '' ? ofSender : characterSet;
  return { header, separators, characterSet: set, language, several };
}

/** A sender that tries again may write the time anew: everything else of the message counts. */
function withoutTime(content: Buffer): Buffer {
  const text = content.toString('latin1');
  const field = text[3] ?? '|';
  const [header = '', ...rest] = text.split(/(?=[\r\n])/);
  const fields = header.split(field);
  return Buffer.from([fields.toSpliced(6, 1, '').join(field), ...rest].join('').replace(/[\r\n]+/g, '\r'), 'latin1');
}

const UNREADABLE: Readonly<Record<Unreadable, keyof typeof hl7Words>> = {
  'no-header': 'noHeader',
  separators: 'separators',
  'character-set-unknown': 'characterSetUnknown',
  'character-set-unfit': 'characterSetUnfit',
};

function unreadable(why: Unreadable): Told {
  const ours = UNREADABLE[why];
  const field = why === 'separators' ? 2 : why === 'no-header' ? undefined : 18;
  const code = why === 'no-header' ? 'segmentSequence' : 'tableValue';
  const place = { segment: 'MSH', number: 1, field };
  return { code, severity: 'E', place, ours: dashed(ours), words: hl7Words[ours] };
}

/** What waits for a person is accepted, with a warning for each reason. */
function toldOf(outcome: Outcome, message: Message): Told[] {
  if (outcome.state === 'filed') return [];
  const kept: Told = { code: 'accepted', severity: 'W', ours: 'kept', words: hl7Words.kept };
  return [kept, ...outcome.reasons.slice(0, MOST_REASONS).map((reason) => reasonTold(reason, message))];
}
const MOST_REASONS = 10;

const reasonTold = (reason: Reason, message: Message): Told => {
  const { code } = reason;
  const place = placeOfReason(reason, message);
  const isKey = code.startsWith('patient') || code.startsWith('order') || code.startsWith('report');
  const number = code === 'number-reused' ? 'duplicateKey' : code.endsWith('unmapped') ? 'tableValue' : 'unknownKey';
  return {
    code: isKey || code === 'number-reused' ? number : code.startsWith('time') ? 'dataType' : number,
    severity: 'W',
    ...(place && { place }),
    ours: code,
    words: wordsOfReason(code),
  };
};

/** The acknowledgements of a batch as a batch (HL7 v2, chapter 2.10.3). */
const batchOf = (answers: readonly Buffer[]): Buffer =>
  Buffer.concat([Buffer.from('BHS|^~\\&\r'), ...answers, Buffer.from(`BTS|${answers.length}\r`)]);
