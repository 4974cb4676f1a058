import { Injectable } from '@nestjs/common';
import { parseAsWritten } from '../../../kernel/as-written.js';
import { Prisma } from '../../../platform/database/prisma.js';
import type { Resource } from '../elements/element.js';
import { FhirQueries } from './fhir.queries.js';
import { OBSERVATIONS } from './observation.table.js';
import {
  isOf,
  matched,
  namesValues,
  needsPlaces,
  partsOf,
  standingAlone,
  type Part,
  type StoredValue,
} from './report-parts.js';
import type { Stored } from './stored.js';

/**
 * Values that came inside a report are rows of their own, and what their sender says of each stands in the report: its extensions, body site, notes,
 * and which are its members. It is found by what it says, since a row keeps no place in a message; of those that say the same by their order.
 */
@Injectable()
export class ContainedValues {
  constructor(private readonly queries: FhirQueries) {}

  /** The rows, those of a report with their sender's words where it is clear which they are. */
  async withWords(rows: readonly Stored[]): Promise<readonly Stored[]> {
    const ids = new Set(rows.flatMap(({ kept, reportId }) => (!kept && reportId ? [reportId] : [])));
    if (ids.size === 0) return rows;
    const reports = new Map(
      (await this.queries.select<KeptReport>(reportsOf([...ids]))).map((one) => [one.id, wordsIn(one)]),
    );
    const said = rows.map((row) => ({ row, report: row.kept ? undefined : reports.get(row.reportId ?? '') }));
    const unclear = said.flatMap(({ row, report }) => (report && isUnclear(row, report.parts) ? [row.reportId!] : []));
    const others = await this.valuesOf(unclear);
    return said.map(({ row, report }) => (report ? inWords(row, report, others.get(row.reportId!)) : row));
  }

  /** Reports with the addresses of the values that came inside them, where their order or their members say more than their rows do. */
  async withPlaces(rows: readonly Stored[]): Promise<readonly Stored[]> {
    const parts = new Map(rows.flatMap((row) => (mayNeedPlaces(row) ? [[row, partsOf(readKept(row))] as const] : [])));
    if (parts.size === 0) return rows;
    const values = await this.valuesOf([...parts.keys()].map(({ entityId }) => entityId));
    return rows.map((row) => {
      const own = parts.get(row);
      return own ? { ...row, targets: { ...row.targets, ...placesIn(own, values.get(row.entityId) ?? []) } } : row;
    });
  }

  /** The values of reports as they stand, in the order in which they were stored first. */
  private async valuesOf(reportIds: readonly string[]): Promise<Map<string, StoredValue[]>> {
    if (reportIds.length === 0) return new Map();
    const rows = await this.queries.select<StoredValue>(Prisma.sql`
      SELECT r.root_id AS "rootId", r.entity_id AS "entityId", r.report_id AS "reportId", r.facts
        FROM (${Prisma.raw(OBSERVATIONS.current)}) r WHERE r.report_id = ANY (${[...new Set(reportIds)]}::uuid[]) ORDER BY r.root_id`);
    return Map.groupBy(rows, ({ reportId }) => reportId);
  }
}

/** A report as its sender said it, as text, which has every digit. */
interface KeptReport {
  readonly id: string;
  readonly source: string;
  readonly targets: Stored['targets'];
  readonly resource: string;
}

interface Words extends Pick<KeptReport, 'source' | 'targets'> {
  readonly parts: readonly Part[];
}

const reportsOf = (ids: readonly string[]): Prisma.Sql => Prisma.sql`
  SELECT DISTINCT ON (entity_id) entity_id AS id, source, targets, resource::text AS resource FROM fhir_source
   WHERE entity_id = ANY (${ids}::uuid[]) AND resource_type = 'DiagnosticReport' AND resource ? 'contained' ORDER BY entity_id, updated_at DESC, id DESC`;

const wordsIn = ({ source, targets, resource }: KeptReport): Words => ({
  source,
  targets,
  parts: partsOf(parseAsWritten(resource) as Resource),
});

/** Whether which part a row is, or what it names, is clear only beside the other values of its report. */
function isUnclear(row: Stored, parts: readonly Part[]): boolean {
  const said = parts.filter((part) => isOf(row, part));
  return said.length > 1 || said.some(namesValues);
}

function inWords(row: Stored, { source, targets, parts }: Words, values: readonly StoredValue[] | undefined): Stored {
  if (!values) {
    const said = parts.filter((part) => isOf(row, part));
    return said.length === 1 ? { ...row, kept: standingAlone(said[0]!, {}), source, targets } : row;
  }
  const found = [...matched(parts, values)].find(([, value]) => value.entityId === row.entityId);
  return found ? { ...row, kept: standingAlone(found[0], placesIn(parts, values)), source, targets } : row;
}

const placesIn = (parts: readonly Part[], values: readonly StoredValue[]): Record<string, string> =>
  Object.fromEntries([...matched(parts, values)].map(([{ id }, { rootId }]) => [`#${id}`, `Observation/${rootId}`]));

const readKept = ({ kept }: Stored): Resource => (typeof kept === 'string' ? parseAsWritten(kept) : kept) as Resource;

function mayNeedPlaces(row: Stored): boolean {
  if (!row.kept || (typeof row.kept === 'string' && !row.kept.includes('"contained"'))) return false;
  return needsPlaces(readKept(row));
}
