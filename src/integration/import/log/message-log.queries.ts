import { isUtf8 } from 'node:buffer';
import { Injectable } from '@nestjs/common';
import { Problem } from '../../../kernel/problem.js';
import { currentContext } from '../../../kernel/request-context.js';
import { Database } from '../../../platform/database/database.js';
import { folded } from '../../../platform/routes/folded-name.js';
import { newestFirst, readPage, type KeysetList } from '../../../platform/routes/keyset.js';
import type { StatedReason } from '../incoming-messages.service.js';
import { naming, namedSql } from '../named-patients.js';
import type { MessageQuery } from './dto/message-log.dto.js';
import type {
  MessageDetailResponse,
  MessagePage,
  MessageResponse,
  MessageSenderResponse,
  MessageSendersResponse,
} from './dto/message-log.response.js';
import { messageProblems } from './message-log.errors.js';

interface Row extends Omit<MessageResponse, 'reasons'> {
  readonly reasons: readonly StatedReason[];
}
interface WholeRow extends Row {
  readonly content: Buffer | null;
  readonly answer: Buffer | null;
  readonly named: readonly string[];
}

const USUAL_DAYS = 31;
/** As many patients of one message are found by its number. */
const MOST_PATIENTS = 100;
const DAY_MS = 86_400_000;

/**
 * Reads which messages came and what became of them. Whose they are and what they say is read beside, as far as the reader may see that patient,
 * or settles what is nobody's yet.
 */
@Injectable()
export class MessageLogQueries {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  list({ from, to, ...query }: MessageQuery): Promise<MessagePage> {
    const since = from ? Date.parse(from) : Date.now() - USUAL_DAYS * DAY_MS;
    const ids = { from: lowestId(since), ...(to && { to: lowestId(Date.parse(to)) }) };
    return readPage(this.database, LIST, { ...query, ...ids }, [], toResponse);
  }

  /** @throws Problem messageNotFound */
  async one(id: string): Promise<MessageDetailResponse> {
    const [found] = await this.database.query<WholeRow>(ONE, [id]);
    if (!found) throw new Problem(messageProblems.messageNotFound);
    const { content, answer, named, ...row } = found;
    const detail = { ...toResponse(row), content: textOf(content), answer: textOf(answer) };
    return naming(detail, content ? named : []);
  }

  /** Those registered, and those of whom only codes are known; the first names of so many. */
  async senders(): Promise<MessageSendersResponse> {
    return { items: await this.database.query<MessageSenderResponse>(SENDERS) };
  }
}

/** The lowest id of version 7 (RFC 9562) that a row of this moment can have: ids are in the order of time. */
const lowestId = (at: number): string => {
  const hex = Math.max(0, at).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
};

/** Bytes that are not UTF-8 are shown one sign each. */
const textOf = (bytes: Buffer | null): string | null =>
  bytes ? bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1') : null;

function toResponse({ reasons, ...row }: Row): MessageResponse {
  const language = currentContext()?.language ?? 'vi';
  return {
    ...row,
    reasons: reasons.map(({ code, at, words }) => ({ code, at: at ?? null, message: words[language] })),
  };
}

const SELECT = `SELECT l.id, l.protocol, l.channel, coalesce(c.name, nullif(l.sender, '')) AS sender, l.namespace AS "senderSystem", l.address,
    replace(l.control_id, '##', '#') AS "controlId", l.message_type AS type, l.state, l.reasons, l.size, l.received_at AS "receivedAt", l.settled_at AS "settledAt",
    l.unmatched_id AS "unmatchedId", l.unmatched_status AS "unmatchedStatus", m.patient_id AS "patientId",
    coalesce(m.report_ids, '{}') AS "reportIds", coalesce(m.order_ids, '{}') AS "orderIds"`;
/** `m` is there for whom row-level security shows it. */
const FROM = `FROM message_log l LEFT JOIN machine_client c ON c.client_id = l.sender LEFT JOIN incoming_message m ON m.id = l.id`;

/**
 * The numbers of one message: one about several patients is kept as one for each, all but the first with their place behind the number, and a `#`
 * of its sender's own doubled (hl7v2/message-kind.rules.ts). The next is looked for only where one was found: most messages are about one. A number as
 * the log shows it, of a second patient's, is found as well.
 */
const keptNumbers = (value: string): string => `ARRAY(
      WITH RECURSIVE own (number) AS (SELECT replace(${value}::text, '#', '##')),
      kept (place, number) AS (SELECT 1, number FROM own UNION ALL
        SELECT place + 1, own.number || '#' || place + 1 FROM kept CROSS JOIN own WHERE place < ${MOST_PATIENTS}
          AND EXISTS (SELECT FROM message_log more WHERE more.control_id = own.number || '#' || kept.place + 1))
      SELECT number FROM kept UNION SELECT ${value}::text)`;

const LIST: KeysetList = {
  name: 'messages.list',
  select: `${SELECT} ${FROM}`,
  filters: {
    state: (value) => `l.state = ${value}`,
    // By its account, or by the name that the list shows of it; one value, so that the index of senders gives the page in its order.
    sender: (
      value,
    ) => `l.sender = (SELECT coalesce(min(named.client_id) FILTER (WHERE named.client_id = ${value}::text), min(named.client_id),
      ${value}::text) FROM machine_client named WHERE named.client_id = ${value}::text OR ${folded('named.name')} = ${folded(value)})`,
    controlId: (value) => `l.control_id = ANY (${keptNumbers(value)})`,
    type: (value) => `l.message_type = ${value}`,
    protocol: (value) => `l.protocol = ${value}`,
    senderSystem: (value) => `lower(l.namespace) = lower(${value})`,
    address: (value) => `l.address = ${value}`,
    reason: (value) => `EXISTS (SELECT FROM jsonb_array_elements(l.reasons) r
      WHERE strpos(lower(concat_ws(' ', r->>'code', r->>'at', r->'words'->>'vi', r->'words'->>'en')), lower(${value})) > 0)`,
    // What is nobody's yet is found by the number that stands in it; of both, only what the reader may see.
    mrn: (value) => `CASE WHEN m.patient_id IS NULL THEN position(convert_to(${value}, 'UTF8') IN m.content) > 0
      ELSE m.patient_id = (SELECT p.id FROM patient p WHERE p.mrn = ${value}) END`,
    orderNumber: (value) => `CASE WHEN m.patient_id IS NULL
      THEN position(convert_to(${value}, 'UTF8') IN m.content) > 0 OR position(convert_to(upper(${value}), 'UTF8') IN m.content) > 0
      ELSE EXISTS (SELECT FROM service_order o WHERE o.number = upper(${value}) AND (o.id = ANY (m.order_ids)
        OR EXISTS (SELECT FROM diagnostic_report r WHERE r.id = ANY (m.report_ids) AND r.order_id = o.id))) END`,
    from: (value) => `l.id >= ${value}::uuid`,
    to: (value) => `l.id < ${value}::uuid`,
  },
  ...newestFirst('l'),
};
const NAMED = namedSql(
  `encode(m.content, 'escape')`,
  `coalesce((SELECT u.suggestions FROM unmatched_result u WHERE u.message_id = m.id), '[]')`,
);
const ONE = {
  name: 'messages.one',
  text: `${SELECT}, m.content, m.answer, ${NAMED} AS named ${FROM} WHERE l.id = $1::uuid`,
};
const SENDERS = {
  name: 'messages.senders',
  text: `SELECT client_id AS sender, name FROM machine_client
    UNION ALL SELECT met.sender, s.full_name FROM (SELECT DISTINCT sender FROM code_mapping) met LEFT JOIN staff_member s ON s.username = met.sender
      WHERE NOT EXISTS (SELECT FROM machine_client c WHERE c.client_id = met.sender)
    ORDER BY 2 NULLS LAST, 1 LIMIT 500`,
};
