/**
 * An event's columns as text, exactly as PostgreSQL prints them in a session of {@link PLAIN_SESSION}; see {@link leafColumns}.
 */
export interface LeafColumns {
  readonly id: string;
  readonly xid: string;
  /** `2026-11-24 00:18:30.475197+00`, with as many decimals as needed. */
  readonly occurred_at: string;
  readonly kind: string;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly username: string;
  readonly role: string | null;
  readonly session_id: string | null;
  readonly terminal: string | null;
  /** Without its prefix length where that is a single address. */
  readonly address: string | null;
  readonly request_id: string | null;
  readonly purpose: string | null;
  readonly reason: string | null;
  readonly entity: string;
  readonly entity_id: string | null;
  readonly patient_id: string | null;
  readonly encounter_id: string | null;
  readonly patient_ids: readonly (string | null)[] | null;
  /** As jsonb prints them. */
  readonly changes: string | null;
  readonly detail: string | null;
}

/** Times in UTC, and no name looked up where somebody may have put one of their own before PostgreSQL's. */
export const PLAIN_SESSION = {
  name: 'session.plain',
  text: `SELECT pg_catalog.set_config('search_path', 'pg_catalog', true), pg_catalog.set_config('TimeZone', 'UTC', true),
           pg_catalog.set_config('DateStyle', 'ISO', true), pg_catalog.set_config('bytea_output', 'hex', true)`,
};

/** What to select of `audit.event` for {@link leafText}. @param event its alias */
export const leafColumns = (event: string): string =>
  `${event}.id, ${event}.xid::text, ${event}.occurred_at::text, ${event}.kind, ${event}.actor_kind, ${event}.actor_id,
   ${event}.username, ${event}.role, ${event}.session_id, ${event}.terminal, ${event}.address, ${event}.request_id,
   ${event}.purpose, ${event}.reason, ${event}.entity, ${event}.entity_id, ${event}.patient_id, ${event}.encounter_id,
   ${event}.patient_ids, ${event}.changes::text, ${event}.detail::text`;

/**
 * The same as one JSON value, for a session of any settings, where times may be printed otherwise.
 * @param event an alias; its columns are named so
 */
export const leafColumnsAsJson = (event: string): string =>
  `json_build_object('occurred_at', to_char(${event}.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || '+00',
    ${AS_TEXT.map((name) => `'${name}', ${event}.${name}::text`).join(', ')}, 'patient_ids', ${event}.patient_ids)`;

const AS_TEXT: readonly Exclude<keyof LeafColumns, 'occurred_at' | 'patient_ids'>[] = [
  'id',
  'xid',
  'kind',
  'actor_kind',
  'actor_id',
  'username',
  'role',
  'session_id',
  'terminal',
  'address',
  'request_id',
  'purpose',
  'reason',
  'entity',
  'entity_id',
  'patient_id',
  'encounter_id',
  'changes',
  'detail',
];

/**
 * The characters of an event that its leaf hashes, version 1: the same as `audit.leaf_text` answers (docs/audit.md), built from the
 * columns alone, so that verifying need not believe a function of the database it verifies.
 */
export function leafText(event: LeafColumns): string {
  const quoted = (name: string, value: string | null) => (value === null ? '' : `,"${name}":"${value}"`);
  const text = (name: string, value: string | null) => (value === null ? '' : `,"${name}":${JSON.stringify(value)}`);
  const json = (name: string, value: string | null) => (value === null ? '' : `,"${name}":${value}`);
  return (
    `{"v":1,"id":"${event.id}","xid":${event.xid},"occurred_at":"${momentText(event.occurred_at)}"` +
    `,"kind":"${event.kind}","actor_kind":"${event.actor_kind}"` +
    quoted('actor_id', event.actor_id) +
    text('username', event.username) +
    text('role', event.role) +
    quoted('session_id', event.session_id) +
    text('terminal', event.terminal) +
    quoted('address', withPrefix(event.address)) +
    text('request_id', event.request_id) +
    text('purpose', event.purpose) +
    text('reason', event.reason) +
    text('entity', event.entity) +
    quoted('entity_id', event.entity_id) +
    quoted('patient_id', event.patient_id) +
    quoted('encounter_id', event.encounter_id) +
    json('patient_ids', event.patient_ids && JSON.stringify(event.patient_ids)) +
    json('changes', event.changes) +
    json('detail', event.detail) +
    '}'
  );
}

const MOMENT = /^(\S+) ([\d:]{8})(?:\.(\d{1,6}))?\+00$/;

/** In ISO 8601 with six decimals; as it is where it is no such moment. */
function momentText(printed: string): string {
  const [, day, time, decimals = ''] = MOMENT.exec(printed) ?? [];
  return day === undefined ? printed : `${day}T${time}.${decimals.padEnd(6, '0')}Z`;
}

const withPrefix = (address: string | null): string | null =>
  address === null || address.includes('/') ? address : `${address}/${address.includes(':') ? 128 : 32}`;
