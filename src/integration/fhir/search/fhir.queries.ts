import { createHash } from 'node:crypto';
import { isUuid } from '../../../kernel/uuid.js';
import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import { Prisma } from '../../../platform/database/prisma.js';
import { Problem } from '../../../kernel/problem.js';
import { readCursor } from '../../../platform/routes/pagination.js';
import { placeInLists } from '../../../clinical/patients/search-page.queries.js';
import { fhirProblems } from '../fhir.errors.js';
import type { SearchRequest } from './search-request.js';
import type { At } from './parameters.js';
import type { Kept, Stored } from './stored.js';
import { TABLES, type ResourceTable, type ResourceType } from './tables.js';
import { elementAt, valueOf } from '../../../kernel/list.js';

interface KeptReference {
  readonly source: string;
  readonly source_id: string;
  readonly resource_type: string;
  readonly id: string;
}

/** Source: FHIR R4 datatype `id`. */
const FHIR_ID = /^[A-Za-z0-9.-]{1,64}$/;

/** Reads the hospital's records for FHIR: two statements a page, whatever its length. */
@Injectable()
export class FhirQueries {
  constructor(private readonly database: Database) {}

  /** @throws Problem resourceNotFound */
  async one(type: ResourceType, id: string): Promise<Stored> {
    const [row] = FHIR_ID.test(id) ? await this.search(type, ofOne(id), `fhir.one.${type}`) : [];
    if (!row) throw new Problem(fhirProblems.resourceNotFound);
    return row;
  }

  /**
   * @param name of the prepared statement; each combination of parameters is one text, and those are too many to prepare, but for
   *   those of one or two parameters by which patients are found
   * @returns up to `count + 1` rows, so that one knows whether there are more
   */
  async search(type: ResourceType, wanted: SearchRequest, name = ''): Promise<Stored[]> {
    const { text, values, isPrepared } = selectOf(type, { ...wanted, after: await this.afterOf(type, wanted) });
    return this.database.query<Stored>({ name: isPrepared ? `fhir.page.${digest(text)}` : name, text }, values);
  }

  /** Patients are in the order of their names, which no address carries. */
  private async afterOf(type: ResourceType, { cursor }: SearchRequest): Promise<SearchRequest['after']> {
    if (cursor === undefined) return undefined;
    if (TABLES[type].sortType === 'timestamptz') return readCursor(cursor, ['instant', 'uuid', 'text']);
    const [patient, id] = readCursor(cursor, ['uuid', 'text'])!;
    return [(await placeInLists(this.database, patient)).nameSort, patient, id];
  }

  /** A resource that is kept and is no record of the chart. @throws Problem resourceNotFound */
  async kept(type: string, id: string): Promise<Kept> {
    const [row] = isUuid(id) ? await this.database.query<Kept>(KEPT, [id, type]) : [];
    if (!row) throw new Problem(fhirProblems.resourceNotFound);
    return row;
  }

  /** Where the resources that kept sources refer to are now: by the source and the id it gave. */
  async whereabouts(source: string, sourceIds: readonly string[]): Promise<Map<string, string>> {
    if (sourceIds.length === 0) return new Map();
    const rows = await this.database.query<KeptReference>(WHEREABOUTS, [source, sourceIds]);
    return new Map(rows.map(({ source_id, resource_type, id }) => [source_id, `${resource_type}/${id}`]));
  }
}

const ofOne = (id: string): SearchRequest => ({ filters: [['_id', id]], count: 1, cursor: undefined });

/** One resource of our own id as a SELECT, for the transaction that has just written it. */
export function selectOne(type: ResourceType, id: string): Prisma.Sql {
  const { text, values } = selectOf(type, ofOne(id));
  const parts = text.split(/\$(\d+)/);
  const texts = parts.filter((_, at) => at % 2 === 0);
  const places = parts.filter((_, at) => at % 2 === 1);
  return Prisma.sql(texts, ...places.map((place) => values[Number(place) - 1]));
}

/** `isPrepared` when the text is one of few: patients found by one or two parameters. */
function selectOf(type: ResourceType, wanted: SearchRequest): { text: string; values: unknown[]; isPrepared: boolean } {
  const table: ResourceTable = TABLES[type];
  const values: unknown[] = [];
  const at = (value: unknown) => `$${values.push(value)}`;
  const page = table.page?.(wanted, at);
  const text = `
    WITH page AS MATERIALIZED (${page ?? pageSql(table, wanted, at)})
    SELECT page.id, page.entity_id AS "entityId", page.patient_id AS "patientId", page.encounter_id AS "encounterId",
      to_jsonb(page.sort) #>> '{}' AS "sortKey", page.version, page.updated_at AS "updatedAt", page.facts,
      to_jsonb(page)->>'order_id' AS "orderId", to_jsonb(page)->'observation_ids' AS "observationIds",
      kept.resource AS kept, kept.source, kept.source_id AS "sourceId"
    FROM page LEFT JOIN LATERAL (
      SELECT resource, source, source_id FROM fhir_source
      WHERE entity_id = page.entity_id AND resource_type = '${type}' ORDER BY updated_at DESC, id DESC LIMIT 1) kept ON true
    ${orderOf('page', table)}`;
  return { text, values, isPrepared: page !== undefined && wanted.filters.length <= 2 };
}

const digest = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 32);

/** Nothing but the row's own id tells rows of the same sort apart, and no text of it has to be made to find it by index. */
function orderOf(rows: string, { ascending }: ResourceTable): string {
  const direction = ascending ? 'ASC' : 'DESC';
  return `ORDER BY ${rows}.sort ${direction}, ${rows}.entity_id ${direction}, ${rows}.id COLLATE "C" ${direction}`;
}

/** The rows of a page, by walking the table in the order of the list. */
function pageSql(table: ResourceTable, { filters, count, after }: SearchRequest, at: At): string {
  const conditions = filters.map(([name, value]) => valueOf(table.parameters, name)(value, at, name));
  if (after) {
    const [sort, row, id] = [`${at(after[0])}::${table.sortType}`, `${at(after[1])}::uuid`, at(after[2])];
    const later = `(${sort}, ${row}, ${id} COLLATE "C")`;
    conditions.push(`(r.sort, r.entity_id, r.id COLLATE "C") ${table.ascending ? '>' : '<'} ${later}`);
  }
  const order = orderOf('r', table);
  const most = `LIMIT ${at(count + 1)}`;
  const pages = partsOf(table, filters).map(
    (select) => `SELECT r.* FROM (${select}) r WHERE ${conditions.join(' AND ')} ${order} ${most}`,
  );
  return inOrder(pages, order, most);
}

/** Where rows of these filters can be. */
const partsOf = ({ select, parts }: ResourceTable, filters: SearchRequest['filters']): string[] =>
  parts ? parts.filter(({ mayHold }) => mayHold(filters)).map((part) => part.select) : [select];

/** Each part by its own index, and only as many rows of each as the page can show: one order over all would read them whole. */
const inOrder = (pages: readonly string[], order: string, most: string): string =>
  pages.length === 1
    ? elementAt(pages, 0)
    : `SELECT r.* FROM (${pages.map((page) => `(${page})`).join(' UNION ALL ')}) r ${order} ${most}`;

const KEPT = {
  name: 'fhir.kept',
  text: `SELECT id, patient_id AS "patientId", source, resource, version, updated_at AS "updatedAt"
         FROM fhir_source WHERE id = $1 AND resource_type = $2 AND entity_id IS NULL`,
};

/** The same as a SELECT of `places`, an object, for the transaction that has just written what refers to them. */
export const selectPlaces = (source: string, sourceIds: readonly string[]): Prisma.Sql => Prisma.sql`
  SELECT coalesce(jsonb_object_agg(source_id, resource_type || '/' || coalesce(entity_id, id)::text), '{}') AS places
  FROM fhir_source WHERE source = ${source} AND source_id = ANY(${[...sourceIds]}::text[])`;

const WHEREABOUTS = {
  name: 'fhir.whereabouts',
  text: `SELECT source_id, resource_type, coalesce(entity_id, id)::text AS id FROM fhir_source
         WHERE source = $1 AND source_id = ANY($2::text[])`,
};
