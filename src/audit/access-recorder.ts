import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { RequestContext } from '../http/request-context.js';

/** An event of the trail that no row trigger sees: a read, a sign-in, a refusal. */
export interface AccessEvent {
  readonly kind: 'read' | 'list' | 'search' | 'replay' | 'sign-in' | 'sign-in-failed' | 'sign-out' | 'refusal';
  readonly entity: string;
  readonly entityId?: string | null;
  readonly patientId?: string | null;
  readonly encounterId?: string | null;
  readonly patientIds?: readonly string[];
  readonly detail?: Readonly<Record<string, unknown>>;
}

interface Waiting {
  readonly row: object;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

const MOST_IN_ONE_INSERT = 200;

/**
 * Records accesses durably before their answers leave. What arrives while one INSERT is under way goes together
 * into the next, so that under load many answers share one commit.
 */
@Injectable()
export class AccessRecorder {
  private waiting: Waiting[] = [];
  private writing = false;

  constructor(private readonly database: Database) {}

  /** @returns once the event is committed. @throws when it could not be, and then the answer must not leave */
  record(context: RequestContext, event: AccessEvent): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ row: asRow(context, event), done, failed });
      if (!this.writing) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.writing = true;
    try {
      while (this.waiting.length > 0) {
        const batch = this.waiting.splice(0, MOST_IN_ONE_INSERT);
        try {
          await this.database.query(INSERT_EVENTS, [JSON.stringify(batch.map(({ row }) => row))]);
          for (const { done } of batch) done();
        } catch (error) {
          for (const { failed } of batch) failed(error);
        }
      }
    } finally {
      this.writing = false;
    }
  }
}

const INSERT_EVENTS = {
  name: 'audit.record',
  text: `INSERT INTO audit.event (kind, actor_kind, actor_id, username, role, session_id, terminal, address, request_id,
           purpose, reason, entity, entity_id, patient_id, encounter_id, patient_ids, detail)
         SELECT kind, actor_kind, actor_id, username, role, session_id, terminal, address, request_id,
           purpose, reason, entity, entity_id, patient_id, encounter_id, patient_ids, detail
         FROM jsonb_to_recordset($1::jsonb) AS event (kind text, actor_kind text, actor_id uuid, username text,
           role text, session_id uuid, terminal text, address inet, request_id text, purpose text, reason text,
           entity text, entity_id uuid, patient_id uuid, encounter_id uuid, patient_ids uuid[], detail jsonb)`,
};

function asRow(context: RequestContext, event: AccessEvent): object {
  const { actor } = context;
  return {
    kind: event.kind,
    actor_kind: actor.kind,
    actor_id: actor.id,
    username: actor.username,
    role: actor.role,
    session_id: actor.sessionId,
    terminal: context.terminal,
    address: context.address,
    request_id: context.requestId,
    purpose: context.purpose,
    reason: context.reason,
    entity: event.entity,
    entity_id: event.entityId,
    patient_id: event.patientId,
    encounter_id: event.encounterId,
    patient_ids: event.patientIds,
    detail: event.detail,
  };
}
