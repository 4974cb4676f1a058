import { Inject, Injectable } from '@nestjs/common';
import { v7 as newId } from 'uuid';
import { SETTINGS_TOKEN, type Settings } from '../../../platform/config/settings.js';
import { Database } from '../../../platform/database/database.js';
import { Prisma } from '../../../platform/database/prisma.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { jsonAsWritten } from '../../../kernel/as-written.js';
import { Problem } from '../../../kernel/problem.js';
import { ordersNamed, type HeldOrder } from '../../../clinical/orders/orders.service.js';
import {
  codesToLookBack,
  ResultsService,
  surroundingsOf,
  type NewReport,
  type Surroundings,
} from '../../../clinical/results/results.service.js';
import { Element, Reading } from '../elements/element.js';
import { referencesIn } from '../elements/walk.js';
import type { DiagnosticReportFacts } from '../maps/diagnostic-report.map.js';
import { selectPlaces } from '../search/places.js';
import type { Stored } from '../search/stored.js';
import { writtenReport } from '../search/tables.js';
import type { Account } from './account.js';
import { isBeforeBirthOf } from './births.js';
import { draftOf, type Draft } from './draft.js';
import { keptBefore } from './fhir-sources.js';
import type { ImportedEntry } from './imported-entry.js';
import { byReference, namedRecords, type FoundRecord } from './known-records.js';
import { Links, type DraftLinks } from './links.js';
import { NamedPatients } from './named-patients.js';
import { localCodesIn } from './local-codes.js';
import { refuseOtherTests } from './called-otherwise.js';
import { refuseOtherNames } from './named-otherwise.js';
import { isPlain, reportOf } from './new-records.js';
import { refuseOtherOrders } from './of-another-test.js';
import { readAlone, type Entry } from './read-bundle.js';
import { allReferencesIn, References } from './references.js';
import { refuseOfOthersWork } from './work-of-roles.js';

/** What is read before it is decided how a report is taken. */
interface Before {
  readonly named: readonly FoundRecord[];
  readonly known: readonly unknown[];
  readonly orders: readonly HeldOrder[];
  readonly around: Surroundings;
  readonly places: Readonly<Record<string, string>>;
}

/** A report with everything that it belongs to, on which nothing need be held to take it. */
interface Understood {
  readonly entry: Entry;
  readonly links: DraftLinks & { readonly orderId: string };
  readonly draft: Draft<DiagnosticReportFacts>;
  readonly imported: Pick<ImportedEntry, 'notUnderstood' | 'leadNowhere'>;
}

/** The row of `result`, which is also the answer kept for a retry. */
type Written = ImportedEntry & { readonly stored: Omit<Stored, 'updatedAt'> & { readonly updatedAt: string } };

/** A report as it was taken, and as it is shown. */
export interface Taken {
  readonly imported: ImportedEntry;
  readonly row: Stored;
  readonly places: Readonly<Record<string, string>>;
}

/**
 * The usual message of a laboratory, the first report on an order with its values in it, in two statements: one that reads what it refers to,
 * and one that writes all of it, which messages of the same moment share. Nothing is held in between: the second writes only if the order
 * is as the first read it. Whatever is not so simple, or goes wrong, is left to {@link ImportService}, which says why.
 */
@Injectable()
export class FirstResult {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly results: ResultsService,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /**
   * @param event the INSERT of the event of its showing; it may name `shown`
   * @returns undefined when it must be taken otherwise; then nothing was written
   */
  async take(body: unknown, account: Account, base: string, event: Prisma.Sql): Promise<Taken | undefined> {
    const reading = new Reading();
    const entry = readAlone('DiagnosticReport', body, account, reading);
    if (!entry || reading.errors.length > 0 || localCodesIn(entry).length > 0) return undefined;
    refuseOfOthersWork([entry]);
    const before = await this.read(entry, account.client, base);
    const understood = before && understoodOf(entry, before, reading);
    const statement = understood && this.statementOf(understood, before, event);
    const written = statement && (await this.unitOfWork.attempt<Written>(statement));
    if (!written) return undefined;
    const { stored, ...imported } = written;
    const sent = { kept: entry.resource, source: entry.identity.source, sourceId: entry.identity.id };
    return { imported, row: { ...stored, ...sent, updatedAt: new Date(stored.updatedAt) }, places: before.places };
  }

  private async read(entry: Entry, client: string, base: string): Promise<Before | undefined> {
    const report = reportAhead(entry);
    if (!report) return undefined;
    const { publicUrl } = this.settings;
    const bases = publicUrl === undefined ? [base] : [base, `${publicUrl}/fhir/R4`];
    const named = namedRecords([...new Set(allReferencesIn(entry.resource))], client, bases);
    const { text, values } = Prisma.sql`WITH named AS MATERIALIZED (${named.select})
      SELECT (SELECT coalesce(jsonb_agg(to_jsonb(named) ORDER BY way), '[]') FROM named) AS named,
        (SELECT coalesce(jsonb_agg(1), '[]') FROM (${keptBefore([entry])}) kept) AS known,
        (SELECT coalesce(jsonb_agg(to_jsonb(o)), '[]') FROM (
          ${ordersNamed(Prisma.sql`SELECT id FROM named WHERE type = 'ServiceRequest'`)}) o) AS orders,
        (SELECT to_jsonb(around) FROM (${surroundingsOf(report, PATIENT_OF_ORDER)}) around) AS around, places.places
      FROM (${selectPlaces(entry.identity.source, [...new Set(referencesIn(entry.resource))])}) places`;
    const name = `${codesToLookBack(report).length > 0 ? 'fhir.before-later-result' : 'fhir.before-first-result'}.${named.form}`;
    const [before] = await this.database.query<Before>({ name, text }, values);
    return before;
  }

  private statementOf({ entry, draft, links, imported }: Understood, { orders, around }: Before, event: Prisma.Sql) {
    const order = orders.find(({ id }) => id === links.orderId);
    if (!order) return undefined;
    const report = reportOf({ facts: draft.facts, contained: draft.contained, ...links }, []);
    const stores = this.results.firstReport(report, order, around);
    if (!stores) return undefined;
    const { text, values } =
      Prisma.sql`${stores}, ${keptWith(entry)}, ${SHOWN}, event AS (${event}), ${resultWith(imported)}`;
    return { name: 'fhir.first-result', text, values };
  }
}

const PATIENT_OF_ORDER = Prisma.sql`(SELECT "patientId" FROM named WHERE type = 'ServiceRequest' LIMIT 1)`;

/** What a report says before it is known what it belongs to, to know what to read for it; undefined of one that is not understood. */
function reportAhead(entry: Entry): NewReport | undefined {
  const reading = new Reading();
  const alone = { ...entry, element: new Element(entry.resource, entry.path, reading) };
  const draft = draftOf(alone, new References([alone], new Map())) as Draft<DiagnosticReportFacts> | undefined;
  const isUnderstood = reading.errors.every(({ rule }) => rule === 'broken-reference');
  return draft && isUnderstood
    ? reportOf({ facts: draft.facts, contained: draft.contained, observationIds: [], patientId: '' }, [])
    : undefined;
}

/** What a report says and belongs to; undefined of one that is not as simple as that. */
function understoodOf(entry: Entry, { known, named }: Before, reading: Reading): Understood | undefined {
  if (known.length > 0) return undefined;
  const references = new References([entry], byReference(named));
  const draft = draftOf(entry, references) as Draft<DiagnosticReportFacts> | undefined;
  const links = new Links();
  new NamedPatients(references, links).of(entry, reading);
  refuseOtherNames(entry, references, reading);
  refuseOtherTests(entry, references, reading);
  if (draft) refuseOtherOrders([draft], references, reading);
  if (
    !draft ||
    reading.errors.length > 0 ||
    draft.observations.length > 0 ||
    draft.moreOrders?.length ||
    !draft.contained.every(isPlain)
  ) {
    return undefined;
  }
  const belongsTo = linksOf(links, draft);
  if (belongsTo?.orderId === undefined || isBeforeBirthOf(belongsTo.patientId, named, draft)) return undefined;
  const imported = {
    notUnderstood: reading.unread(entry.resource, entry.path),
    leadNowhere: references.leadNowhere(entry),
  };
  return { entry, draft, links: { ...belongsTo, orderId: belongsTo.orderId }, imported };
}

/** Undefined where two of them are of different patients. */
function linksOf(links: Links, draft: Draft): DraftLinks | undefined {
  try {
    return links.of(draft);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/** The resource as it came, kept beside the report `r`. */
const keptWith = ({ identity, contentHash, resource, account }: Entry): Prisma.Sql => Prisma.sql`
  kept AS (INSERT INTO fhir_source (id, source, resource_type, source_id, content_hash, resource, entity, entity_id, patient_id, encounter_id, sent_by)
    SELECT ${newId()}::uuid, ${identity.source}, ${identity.type}, ${identity.id}, ${contentHash}, ${jsonAsWritten(resource)}::jsonb,
      'diagnostic_report', r.id, r.patient_id, r.encounter_id, ${account.machine ?? null} FROM r RETURNING id)`;

/** The report as it is read, from the row that was just written. */
const SHOWN = Prisma.raw(`shown AS MATERIALIZED (${writtenReport('r', '(SELECT ids FROM firstly)')})`);

/** The answer, which is kept for a retry. @param more what the message itself tells of it */
const resultWith = (more: Understood['imported']): Prisma.Sql => Prisma.sql`
  result AS (SELECT 'DiagnosticReport' AS type, id, version, 'created' AS outcome, "patientId", "encounterId",
    more->'notUnderstood' AS "notUnderstood", more->'leadNowhere' AS "leadNowhere", to_jsonb(shown) AS stored
  FROM shown, (SELECT ${JSON.stringify(more)}::jsonb AS more) more)`;
