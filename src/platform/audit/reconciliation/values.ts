import { hash } from 'node:crypto';
import type { AuditedColumn } from './audited-tables.js';

/** A value as JSON has it. */
export type Value = unknown;

/** What `audit.keep` puts in the place of a value. */
const HASH = /^sha256:[0-9a-f]{64}$/;
/** Whether an event has a hash of it: told by the column's policy, since anybody can post a text that looks like a hash. */
export const isHashOf = ({ policy }: AuditedColumn, value: Value): boolean =>
  policy === 'hash' && typeof value === 'string' && HASH.test(value);

/** Whether it is the hash that an event has in the place of a secret; older ones have `***`. */
export const isSecretKept = (value: Value): value is string => typeof value === 'string' && HASH.test(value);

const INSTANT = /^(\d{4,}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(Z|[+-]\d\d(?::?\d\d)?)$/;

/** A moment in microseconds: sessions print it in their own time zones. */
function instant(value: Value): Value {
  const [, whole, decimals = '', zone] = typeof value === 'string' ? (INSTANT.exec(value) ?? []) : [];
  if (whole === undefined || zone === undefined) return value;
  const offset = /^[+-]\d\d$/.test(zone) ? `${zone}:00` : zone;
  return `${Date.parse(whole.replace(' ', 'T') + offset)}${decimals.padEnd(6, '0')}`;
}

/** Without members that are null: what was created stands in the trail without them. */
function withoutNulls(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => (member === null ? [] : [[name, withoutNulls(member)]])),
  );
}

const plain = ({ type }: AuditedColumn, value: Value): string =>
  JSON.stringify(type === 'timestamp with time zone' ? instant(value ?? null) : withoutNulls(value ?? null));

/** Whether two values of a column are one. */
export const isSame = (column: AuditedColumn, one: Value, other: Value): boolean =>
  plain(column, one) === plain(column, other);

/** Whether a row that was there before the column has what such rows were given. @param others what its events tell of it */
export function isAsGiven({ given }: AuditedColumn, value: Value, others: Readonly<Record<string, Value>>): boolean {
  if (given === undefined) return false;
  return 'value' in given
    ? JSON.stringify(value) === JSON.stringify(given.value)
    : (others[given.unless] ?? null) === null;
}

/** The hash that the trail keeps of a value. @param text as jsonb prints it */
export const hashKept = (text: string): string => `sha256:${hash('sha256', text)}`;
