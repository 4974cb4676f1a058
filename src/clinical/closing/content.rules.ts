import { createHash } from 'node:crypto';

/** One row of a record: its table, its id, and the SHA-256 of it as JSON in UTC, without what may change without a change of content. */
export type ContentRow = readonly [table: string, id: string, hash: string];

const FORM = 'benh-an-record-1';

/** SHA-256 of the text of a row (`record_rows`, prisma/guards/78-late-entries.sql), as hexadecimal. */
export const rowHash = (text: string): string => createHash('sha256').update(text).digest('hex');

const inOrder = (rows: readonly ContentRow[]): ContentRow[] =>
  [...rows].sort(([table, id], [other, otherId]) => (`${table} ${id}` < `${other} ${otherId}` ? -1 : 1));

/**
 * SHA-256 of a record, as hexadecimal, over the UTF-8 text of this JSON list without spaces: `["benh-an-record-1", encounterId,
 * [[table, id, hash], …]]`, the rows in the order of table and id.
 */
export const recordHash = (encounterId: string, rows: readonly ContentRow[]): string =>
  createHash('sha256')
    .update(JSON.stringify([FORM, encounterId, inOrder(rows).map(([table, id, hash]) => [table, id, hash])]))
    .digest('hex');

/** How a closed record stands against what was closed: the same, with late entries, with rows that changed, with a signature that is wrong or gone, or with a list nobody hashed. */
export const RECORD_STATES = ['as-closed', 'added-to', 'changed', 'signature-wrong', 'hash-differs'] as const;
export type RecordState = (typeof RECORD_STATES)[number];

/** The gravest that is so. */
export function stateOf({
  matches,
  isSignatureWrong,
  changed,
  added,
}: {
  matches: boolean;
  isSignatureWrong: boolean;
  changed: number;
  added: number;
}): RecordState {
  if (!matches) return 'hash-differs';
  if (isSignatureWrong) return 'signature-wrong';
  if (changed > 0) return 'changed';
  return added > 0 ? 'added-to' : 'as-closed';
}

/** What differs between what a record held when it was closed and what it holds now. */
export function differences(
  before: readonly ContentRow[],
  now: readonly ContentRow[],
): { changed: { entity: string; id: string }[]; added: number } {
  const known = new Map(now.map(([table, id, hash]) => [`${table} ${id}`, hash]));
  const changed = before.filter(([table, id, hash]) => known.get(`${table} ${id}`) !== hash);
  const held = new Set(before.map(([table, id]) => `${table} ${id}`));
  return {
    changed: changed.map(([entity, id]) => ({ entity, id })),
    added: now.filter(([table, id]) => !held.has(`${table} ${id}`)).length,
  };
}
