import { Injectable } from '@nestjs/common';
import { detailOf, type AccessEvent } from '../../kernel/access-event.js';
import { sharedBy, type Shown } from '../../platform/routes/disclosure.js';
import { recordedWith } from '../../platform/audit/recorded-with.js';
import { Prisma } from '../../platform/database/prisma.js';
import { Problem } from '../../kernel/problem.js';
import { noteAsked, requestContext } from '../../kernel/request-context.js';
import { FirstResult } from './bundle/first-result.js';
import { requestingAccount } from './bundle/account.js';
import { AsideService } from './aside/aside.service.js';
import { DecidedBefore } from './aside/decided-before.js';
import { ImportService, type Sent } from './bundle/import.service.js';
import type { Decided } from './bundle/references.js';
import { Unplaced } from './bundle/unplaced.js';
import type { ImportedEntry } from './bundle/imported-entry.js';
import type { Entry } from './bundle/read-bundle.js';
import { asTheyStand, selectStanding, type Standing } from './bundle/standing.js';
import { outcomeOf, transactionResponse } from './bundle/transaction-response.js';
import type { Resource } from './elements/element.js';
import { referencesIn } from './elements/walk.js';
import { RESOURCE_TYPES } from './elements/resource-types.js';
import { FhirAnswer } from './fhir-answer.js';
import { fhirProblems } from './fhir.errors.js';
import { IMPORTED, MAPS, type ImportedType } from './maps/index.js';
import { headersOf, ReadService } from './read.service.js';
import { selectOne } from './search/fhir.queries.js';
import { selectPlaces } from './search/places.js';
import type { Stored } from './search/stored.js';

/** Takes what comes in as FHIR and answers as FHIR wants it. */
@Injectable()
export class ReceiveService {
  constructor(
    private readonly imports: ImportService,
    private readonly first: FirstResult,
    private readonly reader: ReadService,
    private readonly aside: AsideService,
    private readonly decisions: DecidedBefore,
  ) {}

  /** Takes a transaction, all of it; or all of it waits for a person. */
  transaction(body: unknown, base: string): Promise<FhirAnswer> {
    return this.orAside(body, base, (decided) => this.all(body, { base, decided }));
  }

  /** A resource that came alone, as it now stands; 201 when it is new, 200 when it came before, 202 when it waits for a person. */
  resource(type: string, body: unknown, sent: Sent): Promise<FhirAnswer> {
    return this.orAside(body, sent.base, (decided) => this.alone(type, body, { ...sent, decided }));
  }

  /** What a person decided about what was sent so before, holds for its corrections. */
  private async orAside(
    body: unknown,
    base: string,
    take: (decided: Decided | undefined) => Promise<FhirAnswer>,
  ): Promise<FhirAnswer> {
    try {
      return await take(undefined);
    } catch (error) {
      if (!(error instanceof Unplaced)) throw error;
      requestContext().wrote = false;
      const decided = await this.decisions.about(error);
      return decided ? take(decided) : this.aside.keep(body as object, error, base);
    }
  }

  private async all(body: unknown, sent: Pick<Sent, 'base' | 'decided'>): Promise<FhirAnswer> {
    const context = requestContext();
    let event: AccessEvent | undefined;
    let standing: readonly Standing[] | undefined;
    const imported = await this.imports.bundle(body, sent, (now) => {
      event = { kind: 'list', entity: 'fhir_source', detail: detailOf(context), ...sharedBy(patientsOf(now)) };
      const take = (rows: Standing[]) => (standing = rows);
      return { shown: selectStanding(now), event: recordedWith(context, event), take };
    });
    if (!context.replayed) context.recorded = event;
    const entries = asTheyStand(imported, standing ?? (await this.reader.standing(imported)));
    return new FhirAnswer(transactionResponse(entries, context.language), patientsOf(entries));
  }

  private async alone(type: string, body: unknown, sent: Sent): Promise<FhirAnswer> {
    if (!RESOURCE_TYPES.has(type)) throw new Problem(fhirProblems.typeNotSupported);
    if (ONLY_READ.has(type)) throw new Problem(fhirProblems.notWritable, { headers: { Allow: 'GET, HEAD' } });
    const context = requestContext();
    if (sent.ifNoneExist !== undefined) noteAsked(context, { 'If-None-Exist': sent.ifNoneExist });
    const event: AccessEvent = { kind: 'read', entity: entityOf(type), detail: detailOf(context) };
    const { imported, row, places } =
      (await this.firstResult(type, body, sent, event)) ?? (await this.imported(type, body, sent, event));
    // What a retry is answered was shown before, and may have changed since.
    const isShown = row && !context.replayed;
    const answer = isShown ? await this.reader.show(type, row, places) : await this.reader.readRow(type, imported.id);
    if (isShown) context.recorded = { ...event, ...answer.shown[0] };
    const { resource, shown } = answer as FhirAnswer & { resource: Resource };
    const { versionId } = resource.meta as { versionId: string };
    const location = `${sent.base}/${type}/${resource.id}/_history/${versionId}`;
    const headers = { ...headersOf(resource), Location: location };
    const outcome = outcomeOf(imported, context.language);
    return new FhirAnswer(resource, shown, headers, imported.outcome === 'created' ? 201 : 200, outcome);
  }

  private async firstResult(type: string, body: unknown, sent: Sent, event: AccessEvent) {
    if (
      type !== 'DiagnosticReport' ||
      (sent.ifNoneExist ?? sent.identity ?? sent.decided ?? sent.update) !== undefined
    ) {
      return undefined;
    }
    return this.first.take(body, requestingAccount(), sent.base, recordedWith(requestContext(), event, OF_SHOWN));
  }

  private async imported(type: string, body: unknown, sent: Sent, event: AccessEvent): Promise<Imported> {
    let row: ShownRow | undefined;
    const isRecord = (IMPORTED as readonly string[]).includes(type);
    const imported = await this.imports.one(type, body, sent, (now, keptNow) => ({
      shown: isRecord ? selectShown(type, now.id, keptNow) : selectNamed(now),
      event: recordedWith(requestContext(), event, OF_SHOWN),
      take: ([found]: ShownRow[]) => (row = isRecord && found ? { ...found, ...keptAs(keptNow) } : undefined),
    }));
    return { imported, row, places: row?.places ?? undefined };
  }
}

/** What came, where it stands, and how it is shown where that was read with it. */
interface Imported {
  readonly imported: ImportedEntry;
  readonly row: Stored | undefined;
  readonly places: Readonly<Record<string, string>> | undefined;
}

/** Types that arise here: others read them. */
const ONLY_READ: ReadonlySet<string> = new Set([
  'AuditEvent',
  'CapabilityStatement',
  'OperationOutcome',
  'Bundle',
  'Parameters',
]);

const entityOf = (type: string): string =>
  IMPORTED.find((one) => one === type) ? MAPS[type as ImportedType].entity : 'fhir_source';

/** What is only kept, for the event that tells of it: its own row is written by the same statement. */
const selectNamed = ({ id, patientId }: ImportedEntry): Prisma.Sql =>
  Prisma.sql`SELECT ${id}::uuid AS "entityId", ${patientId}::uuid AS "patientId", NULL::uuid AS "encounterId"`;

/** `places` is null where what the row refers to is not told by what came. */
type ShownRow = Stored & { readonly places: Readonly<Record<string, string>> | null };

const OF_SHOWN = Prisma.sql`
  SELECT "entityId" AS entity_id, "patientId" AS patient_id, "encounterId" AS encounter_id FROM shown`;

/** The row as it stands; the resource that is kept in the same statement cannot be read in it, and is known. */
function selectShown(type: string, id: string, keptNow: Entry | undefined): Prisma.Sql {
  const places = keptNow
    ? selectPlaces(keptNow.identity.source, [...new Set(referencesIn(keptNow.resource))])
    : Prisma.sql`SELECT NULL::jsonb AS places`;
  return Prisma.sql`SELECT * FROM (${selectOne(type, id)}) one CROSS JOIN (${places}) places`;
}

const keptAs = (entry: Entry | undefined): Partial<Stored> =>
  entry ? { kept: entry.resource, source: entry.identity.source, sourceId: entry.identity.id } : {};

/** A patient each once; a Bundle that brings nobody shows nobody. */
function patientsOf(entries: readonly ImportedEntry[]): Shown[] {
  const ids = new Set(entries.flatMap(({ patientId }) => patientId ?? []));
  return [...ids].map((patientId) => ({ patientId }));
}
