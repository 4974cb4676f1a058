import { rootOf, vitalSigns, writtenObservations } from './observation.table.js';
import type { At } from './parameter-refusals.js';
import { inParts, type ResourceTable, type SortType } from './resource-table.js';
import type { Sort } from './manners.js';
import { reportRows, tableOf } from './tables.js';

/** A page of the history of a type. */
export interface HistoryRequest {
  readonly since: Date | undefined;
  readonly count: number;
  readonly cursor: string | undefined;
}

/** SQL of every version of every report: each is a row that never changes. */
const REPORT_VERSIONS = reportRows(
  `(SELECT v.report_id AS id, v.patient_id, v.encounter_id, o.order_id, o.category, o.code_system, o.code, o.display, v.status, v.effective_at,
      v.issued_at, v.conclusion, v.number AS version, v.recorded_at AS updated_at, v.observation_ids AS value_ids, v.id AS version_id,
      v.number < o.version AS is_past
    FROM diagnostic_report_version v JOIN diagnostic_report o ON o.id = v.report_id) said`,
  `ARRAY(SELECT ${rootOf('value.id')} FROM unnest(said.value_ids) AS value (id))`,
  'version_id',
  ' is_past,',
);

/** Rows that are written once are in the order of their ids, which are made by time (RFC 9562, UUID version 7). */
const BY_ID: Sort = { by: 'entity_id', ascending: false, said: '' };
const OWN: Readonly<Record<string, { readonly table: ResourceTable; readonly sort?: Sort }>> = {
  Observation: { table: { ...tableOf('Observation'), ...inParts(writtenObservations, vitalSigns) }, sort: BY_ID },
  DiagnosticReport: {
    table: { ...tableOf('DiagnosticReport'), select: REPORT_VERSIONS, sortType: 'uuid', hasPast: true },
  },
};
const LATEST_FIRST: Sort = { by: 'updated_at', ascending: false, said: '' };

/** Where the versions of a type are read, and in which order: of records that are changed where they stand the newest alone. */
export const historyOf = (type: string): { table: ResourceTable; sort?: Sort } =>
  OWN[type] ?? { table: tableOf(type), sort: LATEST_FIRST };

/** The condition that a version is not older than a moment; nobody can ask for it from outside. */
export const SINCE = ' since';

export function sinceSql(
  { by, type }: { readonly by: string; readonly type: SortType },
  value: string,
  at: At,
): string {
  const since = `r.updated_at >= ${at(value)}::timestamptz`;
  // Ids a little older are looked at too: a row is written a moment after its id is made.
  const first = new Date(Date.parse(value) - LATE_MS);
  return type === 'uuid' ? `(${since} AND r.${by} >= ${at(firstIdOf(first))}::uuid)` : since;
}

const LATE_MS = 600_000;

/** The least id of version 7 that is made at a moment. */
function firstIdOf(moment: Date): string {
  const hex = Math.max(moment.getTime(), 0).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
