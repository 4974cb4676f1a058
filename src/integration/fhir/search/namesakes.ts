import { cursorText } from '../../../platform/routes/pagination.js';
import type { Counted } from './fhir.queries.js';
import { MOST_NARROWED } from './narrowed.js';
import type { SearchRequest } from './search-request.js';
import type { Stored } from './stored.js';

/** So many times {@link MOST_NARROWED} are gone through for one page: it may be short, or empty, though more waits. */
const MOST_TIMES = 10;

/** Patients of a search, up to one more than its page holds; and the last who was looked at, while more wait. */
export interface Walked {
  readonly rows: readonly Stored[];
  readonly reached: Stored | undefined;
}

type Told = NonNullable<SearchRequest['walked']>;
type Page = (wanted: SearchRequest) => Promise<readonly Stored[]>;

/** A page of patients of whom too many fit what finds them to ask the rest of all at once: they are asked so many at a time. */
export async function pageOfNamesakes(wanted: SearchRequest, told: Told, page: Page): Promise<Walked> {
  const rows: Stored[] = [];
  let reached: Stored | undefined;
  for await (const { some, last } of namesakes(wanted, told, page, MOST_TIMES)) {
    rows.push(...(await page({ ...some, count: wanted.count - rows.length })));
    reached = last;
    if (rows.length > wanted.count) break;
  }
  return { rows, reached };
}

interface Most {
  /** How many are gone through to be counted. */
  readonly counted: number;
  /** Of how many whose they are is told. */
  readonly named: number;
}

interface Patients {
  readonly page: Page;
  readonly count: (wanted: SearchRequest) => Promise<Counted>;
}

/** How many of them there are; nobody knows of more namesakes than are counted. */
export async function countOfNamesakes(
  wanted: SearchRequest,
  told: Told,
  { page, count }: Patients,
  most: Most,
): Promise<Counted> {
  const patients: string[] = [];
  let total = 0;
  let isAll = false;
  const whole = { ...wanted, cursor: undefined };
  for await (const { some, last } of namesakes(whole, told, page, most.counted / MOST_NARROWED)) {
    const counted = await count(some);
    total += counted.total ?? 0;
    patients.push(...counted.patients);
    isAll = last === undefined;
  }
  return { total: isAll ? total : undefined, patients: total <= most.named ? patients : [] };
}

/** Those who are found, so many at a time, as a search for what is asked of them; `last` is there while more wait. */
async function* namesakes(
  { walked: _, cursor, ...wanted }: SearchRequest,
  { found, asked }: Told,
  page: Page,
  times: number,
) {
  let from = cursor;
  for (let time = 0; time < times; time++) {
    const rows = await page({ filters: found, count: MOST_NARROWED, cursor: from });
    const last = rows.length > MOST_NARROWED ? rows[MOST_NARROWED - 1] : undefined;
    const ids = rows.slice(0, MOST_NARROWED).map(({ entityId }) => entityId);
    const some: SearchRequest = { ...wanted, cursor: undefined, filters: [['_id', ids.join(',')], ...asked] };
    yield { some, last };
    if (!last) return;
    from = cursorText([last.entityId, last.id]);
  }
}
