import { Inject, Injectable } from '@nestjs/common';
import { v7 as newId } from 'uuid';
import { SETTINGS_TOKEN, type Settings } from '../../config/settings.js';
import { requestContext, stepsInContext, type RequestContext } from '../../../kernel/request-context.js';
import { AccessRecorder } from '../access-recorder.js';
import type { AuditEventFilter } from '../dto/audit-events.dto.js';
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
  readonly text: AsyncGenerator<string>;
}

/** The person's session ended meanwhile: the connection is cut, so that nobody takes the part for the whole. */
class LetInNoMore extends Error {}

/** Exports the trail, newest first, however long it is, in little memory. */
@Injectable()
export class ExportService {
  private readonly writers: Readonly<Record<ExportFormat, ExportWriter>>;

  constructor(
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
    private readonly queries: AuditQueries,
    private readonly proofs: ProofQueries,
    private readonly recorder: AccessRecorder,
  ) {
    this.writers = { ndjson: ndjsonWriter, csv: csvWriter, fhir: fhirWriter(settings.hospitalCode) };
  }

  /** @throws Problem validation when the period ends before it begins */
  begin(query: ExportQuery): Export {
    requirePeriod(query);
    const at = new Date().toISOString();
    const writer = this.writers[query.format];
    const context = requestContext();
    return {
      fileName: `audit-${at.slice(0, 19).replace(/[:T]/g, '-')}.${writer.extension}`,
      mediaType: writer.mediaType,
      text: stepsInContext(context, this.write(query, writer, at, context)),
    };
  }

  /**
   * Each part is on the trail, with every patient it shows, before it leaves; the end too, complete or broken off. Whoever is
   * signed out meanwhile, has left or lost the role gets no further part.
   * @throws LetInNoMore
   */
  private async *write(
    { format, proof, ...filter }: ExportQuery,
    writer: ExportWriter,
    at: string,
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
      await record({ output: 'export', ...(context.query && { query: context.query }) });
      yield writer.head({
        id,
        at,
        hospital: this.settings.hospitalCode,
        filter: { ...filter },
        checkpoint: checkpoint?.note ?? null,
      });
      for await (const batch of this.batches(filter)) {
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

  private async *batches(filter: AuditEventFilter): AsyncGenerator<ExportedEvent[]> {
    if (filter.order === 'sealed') {
      yield* this.sealedBatches(filter);
      return;
    }
    for (let after: string | undefined; ;) {
      const { rows, next } = await this.queries.look<ExportedEvent>(filter, COLUMNS, AT_ONCE, after);
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
