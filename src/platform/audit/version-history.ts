import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { isUuid } from '../../kernel/uuid.js';
import type { ActorRefResponse } from '../../kernel/person-ref.response.js';
import { camelCase } from '../../kernel/camel-case.js';

/** A change made after a given version: who, when, and which fields. Values stay in the chart. */
export interface VersionChange {
  readonly version: number;
  readonly at: string;
  readonly by: ActorRefResponse;
  readonly fields: string[];
  /** Of a patient: which identifiers were added or found not to be theirs; absent when none was. */
  readonly identifiers?: readonly ChangedIdentifier[];
}

/** An identifier that a change of its patient added or retired. */
export interface ChangedIdentifier {
  readonly system: string;
  readonly value: string;
  readonly change: 'added' | 'retired';
}

/** What happened to one record after a version, read from the trail. */
@Injectable()
export class VersionHistory {
  constructor(private readonly database: Database) {}

  /** @returns at most 20 changes, oldest first */
  async since(entity: string, entityId: string, version: number): Promise<VersionChange[]> {
    // What goes by a code has no id on the trail: what changed is told by its version alone.
    if (!isUuid(entityId)) return [];
    const rows = await this.database.query<Row>(SINCE, [entity, entityId, version]);
    return rows.map(({ identifiers, ...row }) => ({
      ...row,
      at: row.at.toISOString(),
      fields: fieldsOf(row.fields, identifiers),
      ...(identifiers && { identifiers }),
    }));
  }

  /** What was changed in several records after a moment, and why. @returns by their ids, of each at most 20 changes, oldest first */
  async after(rows: readonly { entity: string; id: string }[], moment: Date): Promise<Map<string, ExplainedChange[]>> {
    const changes = new Map<string, ExplainedChange[]>();
    if (rows.length === 0) return changes;
    const [entities, ids] = [rows.map(({ entity }) => entity), rows.map(({ id }) => id)];
    for (const { entity_id: id, at, version, by, fields, reason } of await this.database.query<Row>(AFTER, [
      entities,
      ids,
      moment,
    ])) {
      const change = { version, at: at.toISOString(), by, columns: fields, reason: reason ?? null };
      changes.set(id!, [...(changes.get(id!) ?? []), change]);
    }
    return changes;
  }
}

/** A change with its reason, and the columns as the trail has them. */
export interface ExplainedChange extends Omit<VersionChange, 'fields' | 'identifiers'> {
  readonly columns: readonly string[];
  readonly reason: string | null;
}

interface Row {
  readonly entity_id?: string;
  readonly reason?: string | null;
  readonly version: number;
  readonly at: Date;
  readonly by: ActorRefResponse;
  readonly fields: readonly string[];
  readonly identifiers: readonly ChangedIdentifier[] | null;
}

const fieldsOf = (fields: readonly string[], identifiers: Row['identifiers']): string[] => [
  ...new Set([...fields.map(camelCase), ...(identifiers ? ['identifiers'] : [])]),
];

const WHO_AND_WHAT = `c.version, c.at, json_build_object('id', c.actor_id, 'username', c.by, 'fullName', coalesce(m.full_name, ''),
           'role', c.role) AS by, c.fields`;
const AFTER = {
  name: 'audit.after',
  text: `SELECT c.entity_id, c.reason, ${WHO_AND_WHAT}
         FROM unnest($1::text[], $2::uuid[]) WITH ORDINALITY AS one (entity, id, place)
           CROSS JOIN LATERAL (SELECT * FROM audit.record_change c
             WHERE c.entity = one.entity AND c.entity_id = one.id AND c.at > $3 ORDER BY c.id LIMIT 20) c
           LEFT JOIN staff_member m ON m.id = c.actor_id
         ORDER BY one.place, c.id`,
};
const SINCE = {
  name: 'audit.since',
  text: `SELECT ${WHO_AND_WHAT}, c.identifiers
         FROM audit.record_change c LEFT JOIN staff_member m ON m.id = c.actor_id
         WHERE c.entity = $1 AND c.entity_id = $2 AND c.version > $3 ORDER BY c.id LIMIT 20`,
};
