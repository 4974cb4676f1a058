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
}

interface Row {
  readonly version: number;
  readonly at: Date;
  readonly by: ActorRefResponse;
  readonly fields: readonly string[];
  readonly identifiers: readonly ChangedIdentifier[] | null;
}

const fieldsOf = (fields: readonly string[], identifiers: Row['identifiers']): string[] => [
  ...new Set([...fields.map(camelCase), ...(identifiers ? ['identifiers'] : [])]),
];

const SINCE = {
  name: 'audit.since',
  text: `SELECT c.version, c.at, json_build_object('id', c.actor_id, 'username', c.by, 'fullName', coalesce(m.full_name, ''),
           'role', c.role) AS by, c.fields, c.identifiers
         FROM audit.record_change c LEFT JOIN staff_member m ON m.id = c.actor_id
         WHERE c.entity = $1 AND c.entity_id = $2 AND c.version > $3 ORDER BY c.id LIMIT 20`,
};
