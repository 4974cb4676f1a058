import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { currentContext } from './request-context.js';
import { invalidField } from './problem.js';

/** Query of every list: how many, and where the page before ended. */
export class PageQuery {
  /**
   * Most items in the answer, 1 to 100.
   * @example 20
   */
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
  cursor?: string;
}

/** A page of a list; `next` is the address of the following page, or null at the end. */
export interface Page<T> {
  readonly items: T[];
  readonly next: string | null;
}

/**
 * The values a cursor carries.
 * @throws Problem validation when it is none of ours
 */
export function readCursor(cursor: string | undefined, length: number): (string | null)[] | undefined {
  if (cursor === undefined) return undefined;
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const whole =
      Array.isArray(values) &&
      values.length === length &&
      values.every((value) => value === null || (typeof value === 'string' && !value.includes('\0')));
    if (whole) return values as (string | null)[];
  } catch {
    // Falls through to the refusal: a cursor that cannot be read was not made here.
  }
  throw invalidField('cursor', 'cursor', {
    vi: 'cursor không hợp lệ; dùng liên kết next của trang trước.',
    en: 'The cursor is not valid; follow the next link of the page before.',
  });
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
  return { items: shown.map(item), next: more ? nextLink(query, key(shown[shown.length - 1])) : null };
}

function nextLink(query: PageQuery, key: readonly (string | null)[]): string {
  const path = currentContext()?.path ?? '';
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && name !== 'cursor') parameters.set(name, valueText(value));
  }
  parameters.set('cursor', Buffer.from(JSON.stringify(key)).toString('base64url'));
  return `${path}?${parameters.toString()}`;
}

const valueText = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value));
