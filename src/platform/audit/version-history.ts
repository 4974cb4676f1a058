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
}

/** What happened to one record after a version, read from the trail. */
@Injectable()
export class VersionHistory {
  constructor(private readonly database: Database) {}

  /** @returns at most 20 changes, oldest first */
  async since(entity: string, entityId: string, version: number): Promise<VersionChange[]> {
    // What goes by a code has no id on the trail: what changed is told by its version alone.
    if (!isUuid(entityId)) return [];
    const rows = await this.database.query<{ version: number; at: Date; by: ActorRefResponse; fields: string[] }>(
      SINCE,
      [entity, entityId, version],
    );
    return rows.map((row) => ({ ...row, at: row.at.toISOString(), fields: row.fields.map(camelCase) }));
  }
}

const SINCE = {
  name: 'audit.since',
  text: `SELECT c.version, c.at, json_build_object('id', c.actor_id, 'username', c.by, 'fullName', coalesce(m.full_name, ''),
           'role', c.role) AS by, c.fields
         FROM audit.record_change c LEFT JOIN staff_member m ON m.id = c.actor_id
         WHERE c.entity = $1 AND c.entity_id = $2 AND c.version > $3 ORDER BY c.id LIMIT 20`,
};
