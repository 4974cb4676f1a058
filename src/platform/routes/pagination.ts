import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { currentContext } from '../../kernel/request-context.js';
import { invalidField } from '../../kernel/problem.js';
import { elementAt } from '../../kernel/list.js';
import { ownRule } from './own-rule.js';
import { routeWords } from './routes.words.js';

/** Whether text holds values as a cursor of ours does; which ones, its list knows ({@link readCursor}). */
const IsCursor = () => ownRule('cursor', routeWords.pageUnclear, (text) => Array.isArray(valuesOf(text)));

/** Query of every list: how many, and where the page before ended. */
export class PageQuery {
  /**
   * Most items in the answer, 1 to 100.
   * @example 20
   */
  @ApiPropertyOptional() // it has a default, which the description would take for "always there"
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 20;

  /** Opaque; taken from the `next` link of the page before. */
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  @IsCursor()
  cursor?: string;
}

/** A page of a list; `next` is the address of the following page, or null at the end. */
export interface Page<T> {
  readonly items: T[];
  readonly next: string | null;
}

/** What a value of a cursor must look like, so that a made-up one never reaches the database. */
const CURSOR_VALUES = {
  text: /^[^\0]*$/,
  whole: /^\d{1,15}$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  instant: /^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/,
} as const;
export type CursorValue = keyof typeof CURSOR_VALUES;

/**
 * The values a cursor carries.
 * @param shape what each value is; one with a question mark may be null
 * @throws Problem validation when it is none of ours. One of nothing but nulls leads nowhere: it would answer the first page again
 */
export function readCursor<Kinds extends readonly (CursorValue | `${CursorValue}?`)[]>(
  cursor: string | undefined,
  shape: readonly [...Kinds],
): { [at in keyof Kinds]: Kinds[at] extends CursorValue ? string : string | null } | undefined {
  if (cursor === undefined) return undefined;
  const values = valuesOf(cursor);
  const whole =
    Array.isArray(values) &&
    values.length === shape.length &&
    values.some((value) => value !== null) &&
    values.every((value, index) => isOfKind(value, elementAt(shape, index)));
  if (whole) return values as never;
  throw invalidField('cursor', 'cursor', routeWords.pageUnclear);
}

/** What a cursor holds; undefined when it cannot be read, since then it was not made here. */
function valuesOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function isOfKind(value: unknown, expected: CursorValue | `${CursorValue}?`): boolean {
  if (value === null) return expected.endsWith('?');
  const kind = expected.replace('?', '') as CursorValue;
  if (typeof value !== 'string' || !CURSOR_VALUES[kind].test(value)) return false;
  // The form of an instant still allows 30 February.
  return kind !== 'instant' || new Date(value).toJSON() === value;
}

/**
 * Makes a page from up to `limit + 1` rows.
 * @param key the values that order the list, of the last row shown
 */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  query: PageQuery,
  key: (row: Row) => readonly (string | null)[],
  item: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, query.limit);
  const more = rows.length > query.limit;
  return { items: shown.map(item), next: more ? nextPage(query, key(elementAt(shown, -1))) : null };
}

/** Values as a cursor carries them: what {@link readCursor} reads. */
export const cursorText = (values: readonly (string | null)[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url');

/** The address of the page behind `key`, the values that order the list. */
export function nextPage(query: PageQuery, key: readonly (string | null)[]): string {
  const path = currentContext()?.path ?? '';
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && name !== 'cursor') parameters.set(name, valueText(value));
  }
  parameters.set('cursor', cursorText(key));
  return `${path}?${parameters.toString()}`;
}

const valueText = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value));
