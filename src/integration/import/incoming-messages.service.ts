import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Localised } from '../../kernel/language.js';
import { requestContext } from '../../kernel/request-context.js';
import { Prisma } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Sender } from './facts.js';

/** A message on its way in. */
export interface Raw {
  readonly protocol: 'hl7v2' | 'fhir';
  /** How it came; over HTTP by default. */
  readonly channel?: 'http' | 'mllp';
  readonly sender: Sender;
  readonly content: Buffer;
  /** By which its sender knows it; without one, nobody can say whether it came before. */
  readonly controlId?: string;
  readonly type?: string;
  /** What stays the same when it is sent again. */
  readonly body: Buffer;
}

/** A message that is kept. */
export interface KeptMessage {
  readonly id: string;
  /** What its sender was answered, when it was dealt with before. */
  readonly answered?: Buffer;
  /** Whether its number came with something else a short while ago. */
  readonly isNumberReused: boolean;
}

/** A message that is not taken from whoever sent it. */
export interface Rejected {
  readonly channel: 'http' | 'mllp';
  /** How it names itself. */
  readonly namespace: string;
  readonly header: Buffer;
  readonly controlId?: string;
  readonly type?: string;
}

export type SettledState = 'filed' | 'kept' | 'refused';

/** Why a message was not filed, as its sender is told. */
export interface StatedReason {
  readonly code: string;
  /** Where in the message. */
  readonly at?: string;
  readonly words: Localised;
}

/** What was made of a message. */
export interface Made {
  readonly patientId?: string;
  readonly reportIds?: readonly string[];
  readonly orderIds?: readonly string[];
  readonly reasons?: readonly StatedReason[];
}

interface Row {
  readonly id: string | null;
  readonly answer: string | null;
  readonly reused: boolean;
}

/**
 * Keeps what comes in, byte for byte, before anybody tries to understand it: what a fault, a restart or a wrong rule makes of it, the
 * message is here, and its sender was not told otherwise.
 */
@Injectable()
export class IncomingMessages {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Notes a message of somebody who is not known: its header alone, as nobody answers for the rest. */
  async reject({ channel, namespace, header, controlId, type }: Rejected, reason: StatedReason): Promise<void> {
    const values = [
      namespace,
      controlId ?? null,
      type ?? null,
      header,
      sha256(header),
      channel,
      requestContext().address ?? null,
    ];
    const stated = JSON.stringify([reason]);
    await this.unitOfWork.statement({ name: 'import.reject-message', text: REJECT, values: [...values, stated] });
  }

  /** Keeps a message, or finds it: the same one again is one message, however many processes take it at once. */
  async keep({ protocol, channel = 'http', sender, content, controlId, type, body }: Raw): Promise<KeptMessage> {
    const values = [
      protocol,
      sender.name,
      sender.namespace,
      controlId ?? null,
      type ?? null,
      content,
      sha256(content),
      sha256(body),
      channel,
      requestContext().address ?? null,
    ];
    const row =
      (await this.unitOfWork.attempt<Row>({ name: 'import.keep-message', text: KEEP, values })) ??
      // Another process kept it in the same moment.
      (await this.unitOfWork.statement<Row>({ name: 'import.keep-message', text: KEEP, values }));
    if (!row?.id) throw new Error('A message was neither kept nor found');
    return {
      id: row.id,
      isNumberReused: row.reused,
      ...(row.answer !== null && { answered: Buffer.from(row.answer, 'base64') }),
    };
  }
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Counters of analysers begin anew; the same number on another day is no sign of a fault. */
const KEEP = `earlier AS MATERIALIZED (
    SELECT id, body_hash, answer, received_at FROM incoming_message
     WHERE sender = $2 AND namespace = $3 AND control_id = $4 AND ($4::text IS NOT NULL)),
  stored AS (
    INSERT INTO incoming_message (protocol, sender, namespace, control_id, message_type, content, content_hash, body_hash, channel, address)
    SELECT $1, $2, $3, $4, $5, $6::bytea, $7, $8, $9, $10::inet WHERE NOT EXISTS (SELECT FROM earlier WHERE body_hash = $8) RETURNING id),
  result AS (SELECT coalesce((SELECT id FROM stored), (SELECT id FROM earlier WHERE body_hash = $8)) AS id,
    (SELECT encode(answer, 'base64') FROM earlier WHERE body_hash = $8) AS answer,
    EXISTS (SELECT FROM stored) AND EXISTS (
      SELECT FROM earlier WHERE body_hash <> $8 AND received_at > now() - interval '24 hours') AS reused)`;

/** The same message again is one entry. */
const REJECT = `result AS (
    INSERT INTO incoming_message (protocol, sender, namespace, control_id, message_type, content, content_hash, body_hash, channel, address, reasons,
      state, settled_at, answer)
    VALUES ('hl7v2', '', $1, $2, $3, $4::bytea, $5, $5, $6, $7::inet, $8::jsonb, 'rejected', now(), '')
    ON CONFLICT DO NOTHING RETURNING id)`;

/** An UPDATE that says what became of a message, and what its sender is answered. */
export const settling = (id: string, state: SettledState, answer: Buffer, made: Made = {}): Prisma.Sql => {
  const { patientId = null, reportIds = [], orderIds = [], reasons = [] } = made;
  return Prisma.sql`UPDATE incoming_message SET state = ${state}, answer = ${answer}, settled_at = now(), patient_id = ${patientId}::uuid,
    report_ids = ${reportIds}::uuid[], order_ids = ${orderIds}::uuid[], reasons = ${JSON.stringify(reasons)}::jsonb
   WHERE id = ${id}::uuid RETURNING id`;
};
