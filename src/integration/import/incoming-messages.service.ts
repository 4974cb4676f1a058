import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Prisma } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Sender } from './facts.js';

/** A message on its way in. */
export interface Raw {
  readonly protocol: 'hl7v2' | 'fhir';
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

export type SettledState = 'filed' | 'kept' | 'refused';

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

  /** Keeps a message, or finds it: the same one again is one message, however many processes take it at once. */
  async keep({ protocol, sender, content, controlId, type, body }: Raw): Promise<KeptMessage> {
    const values = [
      protocol,
      sender.name,
      sender.namespace,
      controlId ?? null,
      type ?? null,
      content,
      sha256(content),
      sha256(body),
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
    INSERT INTO incoming_message (protocol, sender, namespace, control_id, message_type, content, content_hash, body_hash)
    SELECT $1, $2, $3, $4, $5, $6::bytea, $7, $8 WHERE NOT EXISTS (SELECT FROM earlier WHERE body_hash = $8) RETURNING id),
  result AS (SELECT coalesce((SELECT id FROM stored), (SELECT id FROM earlier WHERE body_hash = $8)) AS id,
    (SELECT encode(answer, 'base64') FROM earlier WHERE body_hash = $8) AS answer,
    EXISTS (SELECT FROM stored) AND EXISTS (
      SELECT FROM earlier WHERE body_hash <> $8 AND received_at > now() - interval '24 hours') AS reused)`;

/** An UPDATE that says what became of a message, and what its sender is answered. */
export const settling = (id: string, state: SettledState, answer: Buffer, patientId?: string): Prisma.Sql => Prisma.sql`
  UPDATE incoming_message SET state = ${state}, answer = ${answer}, settled_at = now(), patient_id = ${patientId ?? null}::uuid
   WHERE id = ${id}::uuid RETURNING id`;
