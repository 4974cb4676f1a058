import { Inject, Injectable } from '@nestjs/common';
import type { Shown } from '../../platform/routes/disclosure.js';
import { fhirAuditEvents, type FhirAuditEvent } from '../../platform/audit/exports/fhir-audit-event.js';
import { ArchivedEvents, type ArchivedMonth } from '../../platform/audit/archived/archived-events.js';
import { notCovered, outOfReach } from '../../platform/audit/archived/archived-rows.js';
import { idSought } from '../../platform/audit/questions/archived-part.js';
import { AuditQueries, momentOf } from '../../platform/audit/questions/audit.queries.js';
import { EVENT_COLUMNS, type EventRow } from '../../platform/audit/questions/event-row.js';
import { SETTINGS_TOKEN, type Settings } from '../../platform/config/settings.js';
import { patientRecord } from '../../kernel/patient-record.js';
import { Problem } from '../../kernel/problem.js';
import { readCursor } from '../../platform/routes/pagination.js';
import { requestContext } from '../../kernel/request-context.js';
import { FhirAnswer } from './fhir-answer.js';
import { fhirProblems } from './fhir.errors.js';
import { Database } from '../../platform/database/database.js';
import type { EventFilter } from '../../platform/audit/questions/event-places.js';
import { AUDIT_EVENTS, trailSearch, type TrailSearch } from './search/audit-event.search.js';
import { idsOfPatientSql } from './search/of-a-patient.js';
import { readSearch, type Query, type SearchRequest } from './search/search-request.js';
import { invalidParameter } from './search/parameter-refusals.js';
import { doesNotCover, searchedTo, searchset } from './search/searchset.js';
import { elementAt } from '../../kernel/list.js';

/** A resource, and the patient of the event that it is about; a list of several patients makes one resource for each. */
interface Listed {
  readonly resource: FhirAuditEvent;
  readonly patientId: string | undefined;
  readonly eventId: string;
  /** Place among the event's resources. */
  readonly place: number;
}

/** Where a page ended: after an event, or within one. */
type Edge = readonly [after: string | null, within: string | null, shown: string | null];

const NOT_OF_TRAIL = new Set(['_count', '_total', '_summary', '_elements', '_include', '_revinclude']);

const OWN_ID = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:-\d{1,5})?$/;

/** The audit trail as FHIR R4 AuditEvents, after IHE BALP. */
@Injectable()
export class AuditEventsService {
  constructor(
    private readonly trail: AuditQueries,
    private readonly archived: ArchivedEvents,
    private readonly database: Database,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /** @throws Problem resourceNotFound, archiveNotAtHand */
  async read(id: string): Promise<FhirAnswer> {
    const [, eventId] = OWN_ID.exec(id) ?? [];
    const row = eventId === undefined ? undefined : await this.trail.row(eventId);
    const listed = row && this.resourcesOf(row).find(({ resource }) => resource.id === id);
    if (!listed) throw new Problem(fhirProblems.resourceNotFound);
    return new FhirAnswer(listed.resource, shownIn([listed]));
  }

  /**
   * Newest first. A page looks at some ten thousand events at most, and may be short while its `next` link leads on: an outcome in it says
   * how far back it has looked.
   * @throws Problem notImportable for parameters that are not known or wrong
   */
  async search(query: Query, prefer: string | undefined, base: string): Promise<FhirAnswer> {
    const search = readSearch(AUDIT_EVENTS, query, prefer, [base, `${this.settings.publicUrl ?? ''}/fhir/R4`]);
    // A page of the trail is short, and nobody counts it.
    if (search.count === 0 || search.manner) {
      invalidParameter(Object.keys(query).find((name) => NOT_OF_TRAIL.has(name)) ?? '_count');
    }
    const asked = trailSearch(search);
    const filter = asked && (await this.meant(asked));
    const edge = readCursor(search.cursor, ['uuid?', 'uuid?', 'whole?']) ?? [null, null, null];
    const months = filter ? await this.archived.monthsOf(filter) : [];
    const read = filter && idSought(filter) ? months : [];
    const {
      listed,
      next,
      unfit = [],
    } = filter
      ? await this.page(filter, { ...search, ofType: asked?.ofType }, edge, read)
      : { listed: [], next: undefined };
    const missing = notCovered(read === months ? months : outOfReach(months), unfit);
    const resources = listed.map(({ resource }) => resource);
    // That there is nothing about a patient is told about that patient, too.
    const shown = listed.length === 0 && filter?.patientId ? [{ patientId: filter.patientId }] : shownIn(listed);
    const isShort = next?.[0] && listed.length < search.count;
    const { language } = requestContext();
    const outcome = [
      ...(isShort ? [searchedTo(momentOf(next[0]), language)] : []),
      ...(missing.length > 0 ? [doesNotCover(missing, language)] : []),
    ];
    return new FhirAnswer(searchset('AuditEvent', base, search, resources, next, { outcome }), shown);
  }

  private async page(
    filter: EventFilter,
    { count, ofType }: SearchRequest & Pick<TrailSearch, 'ofType'>,
    [after, within, shownOfIt]: Edge,
    months: readonly ArchivedMonth[],
  ): Promise<{ listed: Listed[]; next: Edge | undefined; unfit: readonly string[] }> {
    const { rows, next, unfit } = await this.trail.across<EventRow>(
      filter,
      months,
      EVENT_COLUMNS,
      count,
      after ?? undefined,
    );
    const all = rows
      .filter((row) => ofType === undefined || isOfType(row, ofType))
      .flatMap((row) => this.resourcesOf(row))
      .filter(({ patientId }) => !filter.patientId || patientId === filter.patientId)
      .filter(({ eventId, place }) => eventId !== within || place >= Number(shownOfIt));
    if (all.length <= count) return { listed: all, next: next === undefined ? undefined : [next, null, null], unfit };
    const first = elementAt(all, count);
    const before = rows[rows.findIndex(({ id }) => id === first.eventId) - 1];
    return {
      listed: all.slice(0, count),
      next: [before?.id ?? after, first.eventId, String(first.place)],
      unfit,
    };
  }

  /** With the patient whom a number or a bare id names; undefined where that is nobody, or another than was asked about besides. */
  private async meant({ filter, patientNumber, ofAnyType }: TrailSearch): Promise<EventFilter | undefined> {
    const found = await this.patientsMeant(patientNumber, ofAnyType);
    if (found === undefined) return filter;
    const [patientId, ...others] = found;
    if (patientId === undefined) return patientNumber === undefined ? filter : undefined;
    if (others.length > 0) invalidParameter('patient');
    const isOther = filter.patientId !== undefined && filter.patientId !== patientId;
    return isOther ? undefined : { ...filter, patientId, ...(ofAnyType === patientId && { entityId: undefined }) };
  }

  private async patientsMeant(number: string | undefined, id: string | undefined): Promise<string[] | undefined> {
    if (number === undefined && id === undefined) return undefined;
    const values: unknown[] = [];
    const at = (value: unknown) => `$${values.push(value)}`;
    const text =
      number === undefined
        ? `SELECT id FROM patient WHERE id = ${at(id)}::uuid`
        : `SELECT DISTINCT unnest(${idsOfPatientSql(number, at, 'patient')}) AS id`;
    return (await this.database.query<{ id: string }>({ text }, values)).map((row) => row.id);
  }

  private resourcesOf(row: EventRow): Listed[] {
    return fhirAuditEvents(row, this.settings.hospitalCode).map((resource, place) => ({
      resource,
      patientId: patientOf(resource),
      eventId: row.id,
      place,
    }));
  }
}

/** What is done with a whole chart names the patient as its record, and is of no other type. */
const isOfType = ({ entity, entity_id, patient_id }: EventRow, type: string): boolean =>
  (patientRecord(entity)?.fhir ?? type) === type && (entity_id !== patient_id || entity_id === null);

/** The patient whom a resource names. */
function patientOf({ entity }: FhirAuditEvent): string | undefined {
  const references = (entity as { what?: { reference?: string } }[]).map(({ what }) => what?.reference);
  return references.find((reference) => reference?.startsWith('Patient/'))?.slice('Patient/'.length);
}

const shownIn = (listed: readonly Listed[]): Shown[] =>
  listed.flatMap(({ patientId }) => (patientId === undefined ? [] : [{ patientId }]));
