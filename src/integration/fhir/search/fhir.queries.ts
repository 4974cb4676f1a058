import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import { Prisma } from '../../../platform/database/prisma.js';
import { Problem } from '../../../kernel/problem.js';
import { EVERYONE } from '../../../kernel/scope.js';
import { readCursor } from '../../../platform/routes/pagination.js';
import { placeInLists } from '../../../clinical/patients/search-page.queries.js';
import { fhirProblems } from '../fhir.errors.js';
import type { SearchRequest } from './search-request.js';
import { conditionOf, readName } from './conditions.js';
import { readHas } from './has.js';
import { historyOf, SINCE, sinceSql, type HistoryRequest } from './type-history.js';
import { countOfNamesakes, pageOfNamesakes, type Walked } from './namesakes.js';
import { MOST_NARROWED, narrowed } from './narrowed.js';
import { chainTo, referredBy } from './reverse-chains.js';
import { behind, IN_CURSORS, orderIn, orderOf } from './list-order.js';
import type { At } from './parameter-refusals.js';
import { ownRow } from './parameters.js';
import { placeKey, PLACES, wanted, type Places, type WantedPlace } from './places.js';
import type { Stored } from './stored.js';
import { labelOf, type ResourceTable } from './resource-table.js';
import { tableOf, TABLES } from './tables.js';
import { elementAt, valueOf } from '../../../kernel/list.js';

/** Source: FHIR R4 datatype `id`. */
const FHIR_ID = /^[A-Za-z0-9.-]{1,64}$/;

/** Reads the hospital's records for FHIR: two statements a page, three where values came inside reports, whatever its length. */
@Injectable()
export class FhirQueries {
  constructor(private readonly database: Database) {}

  /** @throws Problem resourceNotFound */
  async one(type: string, id: string): Promise<Stored> {
    const [row] = FHIR_ID.test(id) ? await this.search(type, ofOne(id), `fhir.one.${type}`) : [];
    if (!row) throw new Problem(fhirProblems.resourceNotFound);
    return row;
  }

  /** The same by a row of ours, of which it may be an earlier version. @throws Problem resourceNotFound */
  async oneOfRow(type: string, row: string): Promise<Stored> {
    const [found] = await this.search(type, ofRow(row), `fhir.row.${type}`);
    if (!found) throw new Problem(fhirProblems.resourceNotFound);
    return found;
  }

  /** What a statement finds that was written elsewhere. */
  select<Row extends object>({ text, values }: Prisma.Sql): Promise<Row[]> {
    return this.database.query<Row>({ text, name: '' }, values);
  }

  /**
   * @param name of the prepared statement; each combination of parameters is one text, and those are too many to prepare, but for
   *   those of one or two parameters by which patients are found
   * @returns up to `count + 1` rows, so that one knows whether there are more
   */
  async search(type: string, wanted: SearchRequest, name = ''): Promise<Stored[]> {
    return [...(await this.found(type, await this.narrowed(type, wanted), name)).rows];
  }

  /** The same of a search that was narrowed before. */
  async page(type: string, wanted: SearchRequest, name = ''): Promise<Stored[]> {
    const request = { ...wanted, after: await this.afterOf(type, wanted) };
    const { text, values, isPrepared } = selectOf(type, request);
    return this.database.query<Stored>({ name: isPrepared ? `fhir.page.${digest(text)}` : name, text }, values);
  }

  /** The versions of all resources of a type, newest first; up to `count + 1`. */
  async history(type: string, { since, count, cursor }: HistoryRequest): Promise<Stored[]> {
    const { table, sort } = historyOf(type);
    const filters = since ? [[SINCE, since.toISOString()] as const] : [];
    const wanted: SearchRequest = { filters, count, cursor, sort };
    const { text, values } = selectOf(type, { ...wanted, after: await this.afterOf(type, wanted, table) }, table);
    return this.database.query<Stored>({ name: '', text }, values);
  }

  /** With the patients found first whom it tells by name. */
  narrowed(type: string, wanted: SearchRequest): Promise<SearchRequest> {
    return narrowed(type, wanted, async (filters, cursor) => {
      const found = await this.search('Patient', { filters, count: MOST_NARROWED, cursor });
      return found.map(({ entityId }) => entityId);
    });
  }

  /** A page of a search that was narrowed before, and where the next goes on. */
  async nextPage(type: string, wanted: SearchRequest): Promise<FoundPage> {
    const { rows, reached } = await this.found(type, wanted);
    const page = rows.slice(0, wanted.count);
    return { page, after: rows.length > wanted.count ? page.at(-1) : reached };
  }

  private async found(type: string, wanted: SearchRequest, name?: string): Promise<Walked> {
    if (wanted.walked) return pageOfNamesakes(wanted, wanted.walked, (some) => this.page('Patient', some));
    return { rows: await this.page(type, wanted, name), reached: undefined };
  }

  /** Patients are in the order of their names, which no address carries. */
  private async afterOf(type: string, wanted: SearchRequest, table = tableOf(type)): Promise<SearchRequest['after']> {
    if (wanted.cursor === undefined) return undefined;
    const [order, then] = orderIn(table, wanted);
    if (then) return readCursor(wanted.cursor, [IN_CURSORS[order.type], 'uuid', 'text', IN_CURSORS[then.type]]);
    if (type !== 'Patient' || order.type !== 'text') {
      return readCursor(wanted.cursor, [IN_CURSORS[order.type], 'uuid', 'text']);
    }
    const [patient, id] = readCursor(wanted.cursor, ['uuid', 'text'])!;
    return [(await placeInLists(this.database, patient)).nameSort, patient, id];
  }

  /** How many there are of a search that was narrowed before. */
  async count(type: string, wanted: SearchRequest): Promise<Counted> {
    if (wanted.walked) {
      const patients = {
        page: (some: SearchRequest) => this.page('Patient', some),
        count: (some: SearchRequest) => this.count('Patient', some),
      };
      return countOfNamesakes(wanted, wanted.walked, patients, { counted: MOST_COUNTED, named: MOST_NAMED });
    }
    const { text, values } = countOf(type, wanted);
    const [row] = await this.database.query<{ n: number; patients: string[] | null }>({ name: '', text }, values);
    return { total: row && row.n <= MOST_COUNTED ? row.n : undefined, patients: row?.patients ?? [] };
  }

  /** Whose the resources are, and in which visit, that each of the conditions finds alone, whoever asks. It is for the trail, and shown to nobody. */
  async whose(conditions: readonly (readonly [type: string, asked: string, value: string])[]): Promise<Whose[]> {
    const values: unknown[] = [];
    const at = (value: unknown) => `$${values.push(value)}`;
    const each = conditions.map(([type, asked, value]) => {
      const wanted = { filters: [[asked, value]] as const, count: MOST_NAMED, cursor: undefined };
      return `(SELECT f.patient_id AS "patientId", f.encounter_id AS "encounterId" FROM (${rowsSql(type, wanted, at)}) f)`;
    });
    const text = `SELECT DISTINCT * FROM (${each.join(' UNION ALL ')}) w WHERE "patientId" IS NOT NULL`;
    return this.database.query<Whose>({ text }, values, EVERYONE);
  }

  /** The types of what is only kept of some patients. */
  async keptTypes(patientIds: readonly string[]): Promise<string[]> {
    const rows = await this.database.query<{ type: string }>(KEPT_TYPES, [patientIds]);
    return rows.map(({ type }) => type);
  }

  /** Where the resources that kept sources refer to are now. */
  async places(references: readonly WantedPlace[]): Promise<Places> {
    if (references.length === 0) return new Map();
    const distinct = new Map(references.map((one) => [placeKey(one.source, one.reference), one]));
    const rows = await this.database.query<{ key: string; place: string }>(PLACES, [wanted([...distinct.values()])]);
    return new Map(rows.map(({ key, place }) => [key, place]));
  }
}

/** How many resources there are, and whose: nobody's where they are of more patients than {@link MOST_NAMED}. */
export interface Counted {
  /** Undefined when they are more than are counted. */
  readonly total: number | undefined;
  readonly patients: readonly string[];
}

export interface FoundPage {
  readonly page: readonly Stored[];
  /** The place behind which more waits. */
  readonly after: Stored | undefined;
}

interface Whose {
  readonly patientId: string;
  readonly encounterId: string | null;
}

const KEPT_TYPES = {
  name: 'fhir.kept-types',
  text: `SELECT DISTINCT resource_type AS type FROM fhir_source WHERE patient_id = ANY ($1::uuid[]) AND entity_id IS NULL
      AND resource_type <> ALL ('{${Object.keys(TABLES).join(',')}}'::text[]) ORDER BY resource_type`,
};

const ofOne = (id: string): SearchRequest => ({ filters: [['_id', id]], count: 1, cursor: undefined });

/** By {@link ResourceTable.row}; nobody can ask for it from outside. */
const ROW = ' row';
const ofRow = (row: string): SearchRequest => ({ filters: [[ROW, row]], count: 1, cursor: undefined });

/** The resource of a row of ours as a SELECT, for the transaction that has just written it. */
export const selectOne = (type: string, row: string): Prisma.Sql => asSql(selectOf(type, ofRow(row)));

/** What a search finds as a SELECT, for a transaction. */
export const selectFound = (type: string, wanted: SearchRequest): Prisma.Sql => asSql(selectOf(type, wanted));

function asSql({ text, values }: { readonly text: string; readonly values: readonly unknown[] }): Prisma.Sql {
  const parts = text.split(/\$(\d+)/);
  const texts = parts.filter((_, at) => at % 2 === 0);
  const places = parts.filter((_, at) => at % 2 === 1);
  return Prisma.sql(texts, ...places.map((place) => values[Number(place) - 1]));
}

/** `isPrepared` when the text is one of few: patients found by one or two parameters. */
function selectOf(
  type: string,
  wanted: SearchRequest,
  table = tableOf(type),
): { text: string; values: unknown[]; isPrepared: boolean } {
  const values: unknown[] = [];
  const at = (value: unknown) => `$${values.push(value)}`;
  const page = table.page?.(wanted, at);
  const text = `
    WITH page AS MATERIALIZED (${page ?? pageSql(type, table, wanted, at)})
    SELECT page.id, page.entity_id AS "entityId", page.patient_id AS "patientId", page.encounter_id AS "encounterId",
      ${orderIn(table, wanted)
        .map(({ by }, place) => `to_jsonb(page.${by}) #>> '{}' AS "${place === 0 ? 'sortKey' : 'thenKey'}"`)
        .join(', ')}, page.version, page.updated_at AS "updatedAt", page.facts,
      whose.confidentiality, whose.updated_at AS "labelledAt",
      to_jsonb(page)->>'order_id' AS "orderId", to_jsonb(page)->>'report_id' AS "reportId", to_jsonb(page)->'observation_ids' AS "observationIds",
      kept.resource::text AS kept, kept.source, kept.source_id AS "sourceId", kept.targets
    FROM page LEFT JOIN LATERAL (${labelOf('page')}) whose ON true LEFT JOIN LATERAL (
      SELECT resource, source, source_id, targets FROM fhir_source
      WHERE entity_id = page.entity_id AND resource_type = '${type}'${isPast(table)} ORDER BY updated_at DESC, id DESC LIMIT 1) kept ON true
    ${orderOf('page', orderIn(table, wanted))}`;
  return { text, values, isPrepared: page !== undefined && wanted.filters.length <= 2 };
}

/** What a sender said is told of the newest version: earlier ones are the record's own. */
const isPast = ({ hasPast }: ResourceTable): string => (hasPast ? ' AND NOT page.is_past' : '');

const digest = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 32);

/** More are not counted: who asks how many wants to know whether it is a page or a book. */
const MOST_COUNTED = 10_000;
/** So many patients stand by name on the trail of one search that tells of them without showing them; of more, what was asked for does. */
export const MOST_NAMED = 100;

function countOf(type: string, wanted: SearchRequest): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const at = (value: unknown) => `$${values.push(value)}`;
  const found = rowsSql(type, { ...wanted, after: undefined, count: MOST_COUNTED }, at);
  const text = `SELECT count(*)::int AS n,
      CASE WHEN count(DISTINCT patient_id) <= ${MOST_NAMED} THEN array_agg(DISTINCT patient_id) FILTER (WHERE patient_id IS NOT NULL) END AS patients
    FROM (${found}) found`;
  return { text, values };
}

/** The rows of a page, however they are found. */
function rowsSql(type: string, wanted: SearchRequest, at: At): string {
  const table = tableOf(type);
  return table.page?.(wanted, at) ?? pageSql(type, table, wanted, at);
}

function filterSql(
  type: string,
  table: ResourceTable,
  [name, value]: SearchRequest['filters'][number],
  at: At,
): string {
  if (name === ROW) return (table.row ?? ownRow)(value, at, name);
  const has = readHas(name);
  if (has) return referredBy(type, has, value, at);
  return conditionOf(valueOf(table.parameters, readName(name).name), name, value, at, chainTo);
}

/** The rows of a page, by walking the table in the order of the list. */
function pageSql(type: string, table: ResourceTable, wanted: SearchRequest, at: At): string {
  const { filters, count, after } = wanted;
  const conditions = filters.map(([name, value]) =>
    name === SINCE ? sinceSql(orderIn(table, wanted)[0], value, at) : filterSql(type, table, [name, value], at),
  );
  const ordered = orderIn(table, wanted);
  if (after) conditions.push(behind(ordered, after, at));
  const order = orderOf('r', ordered);
  const most = `LIMIT ${at(count + 1)}`;
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  if (wanted.lastOf !== undefined) return `${lastOfEach(table, where, at(wanted.lastOf))} ${order} ${most}`;
  const pages = partsOf(table, filters).map((select) => `SELECT r.* FROM (${select}) r ${where} ${order} ${most}`);
  return inOrder(pages, order, most);
}

/** The newest of each code, whichever table holds them. */
const lastOfEach = ({ select }: ResourceTable, where: string, many: string): string => `
  SELECT r.* FROM (SELECT r.*, row_number() OVER (PARTITION BY r.code_system, coalesce(r.code, r.facts->'code'->>'display')
      ORDER BY r.sort DESC, r.entity_id DESC) AS nth FROM (${select}) r ${where}) r WHERE r.nth <= ${many}`;

/** Where rows of these filters can be. */
const partsOf = ({ select, parts }: ResourceTable, filters: SearchRequest['filters']): string[] =>
  parts ? parts.filter(({ mayHold }) => mayHold(filters)).map((part) => part.select) : [select];

/** Each part by its own index, and only as many rows of each as the page can show: one order over all would read them whole. */
const inOrder = (pages: readonly string[], order: string, most: string): string =>
  pages.length === 1
    ? elementAt(pages, 0)
    : `SELECT r.* FROM (${pages.map((page) => `(${page})`).join(' UNION ALL ')}) r ${order} ${most}`;
