import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { isUuid } from '../../kernel/uuid.js';
import { camelCase } from '../../kernel/camel-case.js';

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
    // What goes by a code has no id on the trail: what changed is told by its version alone.
    if (!isUuid(entityId)) return [];
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
  text: `SELECT version, at, by, fields FROM audit.record_change
         WHERE entity = $1 AND entity_id = $2 AND version > $3 ORDER BY id LIMIT 20`,
};
