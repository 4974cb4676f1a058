import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { camelCase } from './camel-case.js';

/** A change made after a given version: who, when, and which fields. Values stay in the chart. */
export interface VersionChange {
  readonly version: number;
  readonly at: string;
  readonly by: string;
  readonly fields: string[];
}

/** What happened to one record after a version, read from the trail. */
@Injectable()
export class VersionHistory {
  constructor(private readonly database: Database) {}

  /** @returns at most 20 changes, oldest first */
  async since(entity: string, entityId: string, version: number): Promise<VersionChange[]> {
    const rows = await this.database.query<{ version: number; at: Date; by: string; fields: string[] }>(SINCE, [
      entity,
      entityId,
      version,
    ]);
    return rows.map((row) => ({ ...row, at: row.at.toISOString(), fields: row.fields.map(camelCase) }));
  }
}

const SINCE = {
  name: 'audit.since',
  text: `SELECT (changes->'version'->>1)::int AS version, occurred_at AS at, username AS by,
           ARRAY(SELECT key FROM jsonb_object_keys(changes) key WHERE key <> 'version' ORDER BY key) AS fields
         FROM audit.event
         WHERE entity = $1 AND entity_id = $2 AND kind = 'update' AND (changes->'version'->>1)::int > $3
         ORDER BY id LIMIT 20`,
};
