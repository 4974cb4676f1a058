import { Inject, Injectable } from '@nestjs/common';
import { v7 as newId } from 'uuid';
import { SETTINGS_TOKEN, type Settings } from '../../config/settings.js';
import { requestContext, stepsInContext, type RequestContext } from '../../../kernel/request-context.js';
import { AccessRecorder } from '../access-recorder.js';
import type { AuditEventFilter } from '../dto/audit-events.dto.js';
import { ArchivedEvents, type ArchivedMonth } from '../archived/archived-events.js';
import { notCovered, outOfReach } from '../archived/archived-rows.js';
import { idSought } from '../questions/archived-part.js';
import { ProofQueries } from '../proofs/proofs.queries.js';
import { AuditQueries, requirePeriod } from '../questions/audit.queries.js';
import { NAME_COLUMNS } from '../questions/event-names.js';
import { EVENT_COLUMNS } from '../questions/event-row.js';
import { leafColumnsAsJson } from '../sealing/leaf-text.js';
import { csvWriter } from './csv.writer.js';
import type { ExportFormat, ExportQuery } from './dto/export.dto.js';
import type { ExportedEvent, ExportWriter } from './exported-event.js';
import { fhirWriter } from './fhir.writer.js';
import { ndjsonWriter } from './ndjson.writer.js';

const AT_ONCE = 500;
const COLUMNS = `${EVENT_COLUMNS}, ${NAME_COLUMNS}, ${leafColumnsAsJson('candidate')} AS leaf,
  (SELECT seq FROM audit.leaf WHERE event_id = candidate.id) AS seq,
  (SELECT hash FROM audit.leaf WHERE event_id = candidate.id) AS hash`;

/** An export under way: what to call it, and its text piece by piece. */
export interface Export {
  readonly fileName: string;
  readonly mediaType: string;
  /** Archived months of its period that it does not tell of. */
  readonly notCovered: readonly string[];
  readonly text: AsyncGenerator<string>;
}

/** The person's session ended meanwhile: the connection is cut, so that nobody takes the part for the whole. */
class LetInNoMore extends Error {}

/** The file of a month that was as archived is no longer: the connection is cut likewise. */
class ArchiveChanged extends Error {}

/** Archived months that are read for an export, and those of its period that it does not tell of. */
interface Archives {
  readonly months: readonly ArchivedMonth[];
  readonly notCovered: readonly string[];
}

/** Exports the trail, newest first, however long it is, in little memory. */
@Injectable()
export class ExportService {
  private readonly writers: Readonly<Record<ExportFormat, ExportWriter>>;

  constructor(
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
    private readonly queries: AuditQueries,
    private readonly archived: ArchivedEvents,
    private readonly proofs: ProofQueries,
    private readonly recorder: AccessRecorder,
  ) {
    this.writers = { ndjson: ndjsonWriter, csv: csvWriter, fhir: fhirWriter(settings.hospitalCode) };
  }

  /**
   * Archived months at hand are exported with the rest where the question names what they are searched for; the others are named.
   * @throws Problem validation when the period ends before it begins
   */
  async begin(query: ExportQuery): Promise<Export> {
    requirePeriod(query);
    const archives = await this.archivesOf(query);
    const at = new Date().toISOString();
    const writer = this.writers[query.format];
    const context = requestContext();
    return {
      fileName: `audit-${at.slice(0, 19).replace(/[:T]/g, '-')}.${writer.extension}`,
      mediaType: writer.mediaType,
      notCovered: archives.notCovered,
      text: stepsInContext(context, this.write(query, writer, { at, archives }, context)),
    };
  }

  private async archivesOf(filter: AuditEventFilter): Promise<Archives> {
    const months = await this.archived.monthsOf(filter);
    if (!idSought(filter) || filter.order === 'sealed') {
      return { months: [], notCovered: notCovered(outOfReach(months)) };
    }
    const unfit = await this.archived.unfit(months);
    return { months: months.filter(({ month }) => !unfit.includes(month)), notCovered: notCovered(months, unfit) };
  }

  /**
   * Each part is on the trail, with every patient it shows, before it leaves; the end too, complete or broken off. Whoever is
   * signed out meanwhile, has left or lost the role gets no further part.
   * @throws LetInNoMore, ArchiveChanged
   */
  private async *write(
    { format, proof, ...filter }: ExportQuery,
    writer: ExportWriter,
    { at, archives }: { readonly at: string; readonly archives: Archives },
    context: RequestContext,
  ): AsyncGenerator<string> {
    const id = newId();
    const checkpoint = await this.proofs.newest();
    let events = 0;
    let complete = false;
    let why: string | undefined;
    const record = (detail: object, patientIds: readonly string[] = []) =>
      this.recorder.record(context, {
        kind: 'list',
        entity: 'audit_event',
        patientIds,
        detail: { route: context.route, export: id, format, ...detail },
      });
    try {
      const missing = archives.notCovered.length > 0 && { notCovered: archives.notCovered };
      await record({ output: 'export', ...(context.query && { query: context.query }), ...missing });
      yield writer.head({
        id,
        at,
        hospital: this.settings.hospitalCode,
        filter: { ...filter },
        checkpoint: checkpoint?.note ?? null,
        notCovered: archives.notCovered,
      });
      for await (const batch of this.batches(filter, archives.months)) {
        if ((await context.stillLetIn?.()) === false) {
          why = 'session ended';
          throw new LetInNoMore();
        }
        const sealed = checkpoint
          ? batch.flatMap(({ seq }) => (seq !== null && seq < checkpoint.size ? [seq] : []))
          : [];
        const proofs = proof && checkpoint ? await this.proofs.inclusionPaths(sealed, checkpoint.size) : undefined;
        await record({ events: batch.length }, patientsOf(batch));
        events += batch.length;
        yield writer.events(batch, proofs);
      }
      complete = true;
      yield writer.tail(events);
    } finally {
      await record({ exported: events, complete, ...(why && { why }) });
    }
  }

  private async *batches(filter: AuditEventFilter, months: readonly ArchivedMonth[]): AsyncGenerator<ExportedEvent[]> {
    if (filter.order === 'sealed') {
      yield* this.sealedBatches(filter);
      return;
    }
    for (let after: string | undefined; ;) {
      const { rows, next, unfit } = await this.queries.across<ExportedEvent>(filter, months, COLUMNS, AT_ONCE, after);
      if (unfit.length > 0) throw new ArchiveChanged();
      if (rows.length > 0) yield rows;
      if (!next) return;
      after = next;
    }
  }

  private async *sealedBatches(filter: AuditEventFilter): AsyncGenerator<ExportedEvent[]> {
    for (let after: number | undefined = filter.after ?? -1; after !== undefined;) {
      const page: { rows: ExportedEvent[]; next: number | undefined } = await this.queries.lookSealed<ExportedEvent>(
        filter,
        COLUMNS,
        AT_ONCE,
        after,
      );
      if (page.rows.length > 0) yield page.rows;
      after = page.next;
    }
  }
}

const patientsOf = (events: readonly ExportedEvent[]): string[] => [
  ...new Set(
    events.flatMap(({ patient_id: one, patient_ids: several }) => [...(one ? [one] : []), ...(several ?? [])]),
  ),
];
