import { v7 as newId } from 'uuid';
import type { TasksService } from '../../clinical/tasks/tasks.service.js';
import { requestContext } from '../../kernel/request-context.js';
import { recordedWith } from '../../platform/audit/recorded-with.js';
import { Prisma, type Tx } from '../../platform/database/prisma.js';
import type { IncomingFacts, Reason, Sender, Suggestion } from './facts.js';
import { reasonWords } from './import.words.js';
import { settling, type KeptMessage } from './incoming-messages.service.js';
import type { FoundMapping } from './placing/found.js';
import type { Placed } from './placing/place.js';
import { isUrgent } from './unmatched/critical-sent.rules.js';

/** An order that was sent: drafted here under a number of ours, or cancelled. */
export interface TakenOrder {
  readonly control: 'new' | 'cancel';
  readonly placer?: string;
  readonly number: string;
}

/** What became of a message. */
export type Outcome =
  | { readonly state: 'filed'; readonly orders?: readonly TakenOrder[] }
  | { readonly state: 'kept'; readonly reasons: readonly Reason[] };

/** A message that is kept and understood. */
export interface Understood {
  readonly message: KeptMessage;
  readonly sender: Sender;
  readonly facts: IncomingFacts;
  /** What its sender is answered; kept with what is written, so that the same message gets the same answer. */
  readonly answer: (outcome: Outcome) => Buffer;
}

/** What cannot be placed, with why. */
export type Aside = Extract<Placed, { ok: false }>;

/** Whatever else a message said has to wait with what could not be placed. */
export class SetAside extends Error {
  constructor(readonly aside: Aside) {
    super('A message waits for a person');
  }
}

/** {@link setAside} of results: whoever may place one that is critical, or may be, is asked at once. @param mapped what is known of the sender's codes */
export async function setResultsAside(
  tx: Tx,
  tasks: TasksService,
  { understood, aside, mapped }: { understood: Understood; aside: Aside; mapped: readonly FoundMapping[] },
): Promise<string> {
  const id = newId();
  const answer = await setAside(tx, understood, aside, id);
  if (isUrgent(understood.facts, mapped)) {
    await tasks.openWithin(tx, { kind: 'unmatched-critical', focus: 'unmatched_result', focusId: id });
  }
  return answer;
}

/** Keeps what a message says for a person, with why; the codes that nobody mapped are listed too. @returns the answer */
export async function setAside(
  tx: Tx,
  { message, sender, facts, answer }: Understood,
  aside: Aside,
  id: string = newId(),
): Promise<string> {
  const bytes = answer({ state: 'kept', reasons: aside.reasons });
  await tx.$executeRaw`WITH unmapped AS (
      INSERT INTO code_mapping (sender, kind, system, code, display)
      SELECT DISTINCT ON (kind, system, code) ${sender.name}, kind, system, code, display
        FROM jsonb_to_recordset(${JSON.stringify(aside.unmapped)}::jsonb) AS u (kind text, system text, code text, display text)
      ON CONFLICT (sender, kind, system, code) DO NOTHING),
    entry AS (
      INSERT INTO unmatched_result (id, message_id, sender, namespace, facts, reasons, suggestions)
      VALUES (${id}::uuid, ${message.id}::uuid, ${sender.name}, ${sender.namespace}, ${JSON.stringify(facts)}::jsonb,
        ${JSON.stringify(aside.reasons)}::jsonb, ${JSON.stringify(aside.suggestions)}::jsonb)),
    told AS (${telling(message, aside.suggestions.filter(isByNumber), { byNumber: true })}),
    besides AS (${telling(
      message,
      aside.suggestions.filter((one) => !isByNumber(one)),
    )})
    ${settling(message.id, 'kept', bytes, { reasons: aside.reasons.map(({ code }) => ({ code, words: reasonWords[code] })) })}`;
  return bytes.toString('base64');
}

/** Whether it is told of somebody because of a number that was sent: whoever tries one after another is looked at by the radar. */
const isByNumber = ({ because }: Suggestion): boolean => because.includes('identifier');

/** A sender who is told why something waits is told something of those who may be meant. */
function telling({ id }: KeptMessage, suggested: readonly Suggestion[], how: { byNumber?: true } = {}): Prisma.Sql {
  const patientIds = [...new Set(suggested.map(({ patientId }) => patientId))];
  if (patientIds.length === 0) return Prisma.sql`SELECT`;
  const context = requestContext();
  return recordedWith(context, {
    kind: 'told',
    entity: 'incoming_message',
    entityId: id,
    patientId: patientIds.length === 1 ? patientIds[0] : undefined,
    patientIds,
    detail: { route: context.route, ...how },
  });
}
