import { Injectable } from '@nestjs/common';
import { parseAsWritten } from '../../../kernel/as-written.js';
import { Prisma } from '../../../platform/database/prisma.js';
import { Element, Reading, type Resource } from '../elements/element.js';
import { innerReferencesIn, without } from '../elements/walk.js';
import { observationMap, type ObservationFacts } from '../maps/observation.map.js';
import { isSaidSame } from './as-sent.js';
import { FhirQueries } from './fhir.queries.js';
import type { Stored } from './stored.js';

type Elements = Record<string, unknown>;

/**
 * Values that came inside a report are rows of their own, and what their sender says of each stands in the report: its extensions, body site, notes.
 * It is found by what it says, since a row keeps no place in a message.
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
    return rows.map((row) => {
      const report = !row.kept && row.reportId ? reports.get(row.reportId) : undefined;
      const said = report?.values.filter(({ facts }) => isOf(row, facts)) ?? [];
      if (!report || said.length !== 1) return row;
      return { ...row, kept: said[0]!.resource, source: report.source, targets: report.targets };
    });
  }
}

/** A report as its sender said it, as text, which has every digit. */
interface KeptReport {
  readonly id: string;
  readonly source: string;
  readonly targets: Stored['targets'];
  readonly resource: string;
}

const reportsOf = (ids: readonly string[]): Prisma.Sql => Prisma.sql`
  SELECT DISTINCT ON (entity_id) entity_id AS id, source, targets, resource::text AS resource FROM fhir_source
   WHERE entity_id = ANY (${ids}::uuid[]) AND resource_type = 'DiagnosticReport' AND resource ? 'contained' ORDER BY entity_id, updated_at DESC, id DESC`;

interface Words extends Pick<KeptReport, 'source' | 'targets'> {
  readonly values: readonly { readonly resource: Resource; readonly facts: ObservationFacts }[];
}

function wordsIn({ source, targets, resource }: KeptReport): Words {
  const report = parseAsWritten(resource) as Elements;
  const parts = Array.isArray(report.contained) ? (report.contained as Resource[]) : [];
  const values = parts
    .filter(({ resourceType }) => resourceType === 'Observation')
    .map((part) => {
      const alone = standingAlone(part, report, parts);
      return {
        resource: alone,
        facts: observationMap.read(new Element(alone, 'Observation', new Reading()), () => undefined),
      };
    });
  return { source, targets, values };
}

/** A part as it would have been sent by itself: with the report's time, and with what it refers to inside the report but other values. */
function standingAlone(part: Resource, report: Elements, parts: readonly Resource[]): Resource {
  const own = without(part, 'id');
  for (const name of ['hasMember', 'derivedFrom']) {
    const others = [own[name] ?? []].flat().filter((one) => innerReferencesIn(one).length === 0);
    if (others.length > 0) own[name] = others;
    else delete own[name];
  }
  const named = new Set(innerReferencesIn(own));
  const contained = parts.filter(({ id, resourceType }) => resourceType !== 'Observation' && named.has(`#${id}`));
  const time = TIMES.some((name) => name in own)
    ? {}
    : { effectiveDateTime: report.effectiveDateTime ?? report.issued };
  return { ...time, ...own, ...(contained.length > 0 && { contained }) } as Resource;
}
const TIMES = ['effectiveDateTime', 'effectivePeriod', 'effectiveInstant', 'issued'];

/** Whether a row holds what a part says: its name, its value and its parts; its flag and range may be ours. */
const isOf = ({ facts }: Stored, said: ObservationFacts): boolean => {
  const [ours, theirs] = [facts as ObservationFacts, said].map((one) => {
    const { code, value, comparator, text, coded, components } = one;
    const shown = observationMap.show({
      ...BARE,
      code: { display: code.display },
      value,
      comparator,
      text,
      coded,
      components,
    });
    return shown;
  }) as [Elements, Elements];
  return Object.keys({ ...ours, ...theirs }).every((name) =>
    isSaidSame(observationMap, name, ours[name], theirs[name]),
  );
};
/** What does not tell one part from another. */
const BARE = { category: '', status: 'final', effectiveAt: new Date(0) } as const;
