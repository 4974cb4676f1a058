import type { Session } from '../../database/session.js';
import { firstRow } from '../../database/rows.js';
import type { AuditedTable } from './audited-tables.js';
import type { CurrentRow, WriteEvent } from './row-story.js';

/** Where events are read: the table, or the view that the application has. */
export type EventSource = 'audit.event' | 'audit.trail';

/** Whoever migrates tells of rows that came with a migration under this name, several in one event. */
const MIGRATED_BY = 'emr migrate';

const milliseconds = (time: string): string => `(extract(epoch FROM ${time}) * 1000)::float8`;

/** Events about rows behind one of them, in the order of the rows' ids. */
export const eventsAfter = (
  { query }: Session,
  source: EventSource,
  after: { readonly entityId: string; readonly id: string },
  most: number,
): Promise<WriteEvent[]> =>
  query<WriteEvent>(
    {
      name: `audit.reconcile.events.${source}`,
      text: `SELECT id, kind, entity, entity_id AS "entityId", patient_id AS "patientId", encounter_id AS "encounterId", changes,
               ${milliseconds('occurred_at')} AS at, actor_kind AS "actorKind", username
             FROM ${source}
             WHERE entity_id >= $1 AND (entity_id > $1 OR id > $2) AND kind IN ('create', 'update', 'delete')
               AND NOT entity LIKE 'audit.%'
             ORDER BY entity_id, id LIMIT $3`,
    },
    [after.entityId, after.id, most],
  );

/** Rows that a migration brought, by `table/id`, with the event that told of them. */
export async function baselinesOf(
  { query }: Session,
  source: EventSource,
): Promise<Map<string, { eventId: string; row: Record<string, unknown> }>> {
  const rows = await query<{ eventId: string; entity: string; row: Record<string, unknown> }>(
    {
      name: `audit.reconcile.baselines.${source}`,
      text: `SELECT e.id AS "eventId", e.entity, member AS row FROM ${source} e, jsonb_array_elements(e.detail->'rows') member
             WHERE e.username = $1 AND e.kind = 'create' AND e.entity_id IS NULL AND NOT e.entity LIKE 'audit.%' ORDER BY e.id`,
    },
    [MIGRATED_BY],
  );
  return new Map(rows.map(({ entity, eventId, row }) => [`${entity}/${String(row['id'])}`, { eventId, row }]));
}

interface Bounds {
  readonly from: string;
  /** The last one read. */
  readonly after: string | undefined;
  readonly to: string;
  /** Without `to` itself. */
  readonly isOpen: boolean;
}

/** Rows of a table in the order of their ids. */
export function rowsBetween(
  { query }: Session,
  table: AuditedTable,
  { from, after, to, isOpen }: Bounds,
  most: number,
): Promise<CurrentRow[]> {
  return query<CurrentRow>(
    {
      name: `audit.reconcile.rows.${table.name}.${after === undefined}.${isOpen}`,
      text: `SELECT t.id, ${table.isVersioned ? 't.version' : 'NULL::int AS version'}, ${columnsOf(table)}
             FROM public.${quoted(table.name)} t ${table.readsSecrets ? '' : SECRETS}
             WHERE t.id ${after === undefined ? '>=' : '>'} $1 AND t.id ${isOpen ? '<' : '<='} $2 ${table.readsSecrets ? '' : 'AND h.table_name = $4'}
             ORDER BY t.id LIMIT $3`,
    },
    [after ?? from, to, most, ...(table.readsSecrets ? [] : [table.name])],
  );
}

/** Of the auditor's role, which does not see the secrets themselves. */
const SECRETS = 'JOIN audit.secret_hash h ON h.row_id = t.id';

function columnsOf({ columns, secrets, readsSecrets, times }: AuditedTable): string {
  const of = (name: string) => `t.${quoted(name)}`;
  const texts = columns
    .filter(({ policy }) => policy === 'hash')
    .map(
      ({ name }) =>
        `'${name}', jsonb_build_array(to_jsonb(${of(name)})::text, jsonb_strip_nulls(to_jsonb(${of(name)}))::text)`,
    );
  const hashes = secrets.map(
    (name) => `'${name}', 'sha256:' || encode(sha256(convert_to(to_jsonb(${of(name)})::text, 'UTF8')), 'hex')`,
  );
  return `(SELECT to_jsonb(r) FROM (SELECT ${columns.map(({ name }) => of(name)).join(', ')}) r) AS "values",
    jsonb_build_object(${texts.join(', ')}) AS texts,
    ${readsSecrets ? `jsonb_build_object(${hashes.join(', ')})` : 'h.hashes'} AS hashes,
    ${times.created ? milliseconds('t.created_at') : 'NULL::float8'} AS created,
    ${times.updated ? milliseconds('t.updated_at') : 'NULL::float8'} AS updated`;
}

/** How many rows a table has and how often they were written, by their versions and by events. */
export async function writesOf(
  { query }: Session,
  source: EventSource,
  { name, isVersioned }: AuditedTable,
): Promise<{ rows: number; writes: number; created: number; updated: number }> {
  return firstRow(
    await query<{ rows: number; writes: number; created: number; updated: number }>(
      {
        name: `audit.reconcile.writes.${source}.${name}`,
        text: `SELECT here.*, told.* FROM
                 (SELECT count(*) AS rows, coalesce(sum(${isVersioned ? 'version' : '1'} - 1), 0)::bigint AS writes FROM public.${quoted(name)}) here,
                 (SELECT count(*) FILTER (WHERE kind = 'create') - count(*) FILTER (WHERE kind = 'delete') AS created,
                    count(*) FILTER (WHERE kind = 'update') AS updated FROM ${source} WHERE entity = $1 AND entity_id IS NULL) told`,
      },
      [name],
    ),
  );
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
