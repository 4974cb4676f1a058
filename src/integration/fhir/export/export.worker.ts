import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { withDigits } from '../../../kernel/as-written.js';
import { placesOf } from '../../../kernel/error-places.js';
import { requestContext, runAsSystem } from '../../../kernel/request-context.js';
import { EVERYONE } from '../../../kernel/scope.js';
import { sealContent } from '../../../platform/keys/sealed-content.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { Jobs } from '../../../platform/jobs/jobs.js';
import { SealedPlaces } from '../../../platform/keys/sealed-places.js';
import { Vault } from '../../../platform/keys/vault.js';
import { cursorText } from '../../../platform/routes/pagination.js';
import { FhirQueries } from '../search/fhir.queries.js';
import type { SearchRequest } from '../search/search-request.js';
import { ShowResources } from '../search/show-resources.js';
import { BESIDE_CHARTS, OF_A_CHART, tableOf } from '../search/tables.js';
import { cursorOf } from '../search.service.js';
import { ExportQueries, newPartId, PART_KEYS } from './export.queries.js';
import type { BulkExport } from './export.record.js';
import { triedAgain } from './tried-again.js';

const LOOK_EVERY_MS = 10_000;
/** So many patients are read together, and so many resources of them at once. */
const [PATIENTS_AT_ONCE, ROWS_AT_ONCE] = [20, 500];
/** A part of a file is kept when it is as large as this: what waits to be kept is a few mebibytes, however large the hospital. */
const [PART_BYTES, PART_PATIENTS] = [262_144, 500];

/** Lines of a file that are not kept yet. */
interface Waiting {
  readonly lines: string[];
  readonly patients: Set<string>;
  bytes: number;
}

/** It was removed while it was being made, or another process makes it: this one was away for too long. */
class Removed extends Error {}

/** Makes the files of exports, one export at a time in all the hospital, in bounded memory; and forgets those that have expired. */
@Injectable()
export class ExportWorker implements OnModuleInit {
  private readonly logger = new Logger('bulk-export');

  constructor(
    private readonly jobs: Jobs,
    private readonly unitOfWork: UnitOfWork,
    private readonly exports: ExportQueries,
    private readonly queries: FhirQueries,
    private readonly resources: ShowResources,
    private readonly vault: Vault,
    sealed: SealedPlaces,
  ) {
    sealed.add('exports', PART_KEYS);
  }

  onModuleInit(): void {
    this.jobs.schedule({ name: 'bulk-export', everyMs: LOOK_EVERY_MS, by: 'hospital', work: () => this.look() });
  }

  /** Makes every export that waits. */
  look(): Promise<void> {
    return runAsSystem('bulk-export', async () => {
      // As the machine itself would see it, page by page.
      requestContext().scope = EVERYONE;
      await this.unitOfWork.write((tx) => this.exports.forgetExpired(tx));
      for (;;) {
        const taken = await this.unitOfWork.write((tx) => this.exports.take(tx));
        if (!taken) return;
        await this.make(taken);
      }
    });
  }

  private async make(taken: BulkExport): Promise<void> {
    try {
      await new Making(taken, this.exports, this.unitOfWork, this.vault, this).run();
      await triedAgain(() => this.unitOfWork.write((tx) => this.exports.end(tx, taken, 'done')));
    } catch (error) {
      if (error instanceof Removed) return;
      // A message may quote values; where it came from says enough.
      this.logger.error(`an export failed\n${placesOf(error) ?? ''}`);
      await triedAgain(() => this.unitOfWork.write((tx) => this.exports.end(tx, taken, 'failed')));
    }
  }

  /** Resources of a type that meet conditions, a page at a time. */
  async *pages(type: string, filters: SearchRequest['filters']) {
    for (let cursor: string | undefined; ;) {
      const search: SearchRequest = { filters, count: ROWS_AT_ONCE, cursor };
      const rows = await triedAgain(() => this.queries.search(type, search));
      const page = rows.slice(0, ROWS_AT_ONCE);
      const shown = await triedAgain(() => this.resources.show(type, page));
      yield page.map(({ patientId }, at) => ({ patientId, resource: shown[at]! }));
      if (rows.length <= ROWS_AT_ONCE) return;
      cursor = cursorText(cursorOf(type, search, page.at(-1)!));
    }
  }

  keptTypes = (patientIds: readonly string[]): Promise<string[]> =>
    triedAgain(() => this.queries.keptTypes(patientIds));
}

/** One export on its way. */
class Making {
  private readonly waiting = new Map<string, Waiting>();
  private patients = 0;

  constructor(
    private readonly wanted: BulkExport,
    private readonly exports: ExportQueries,
    private readonly unitOfWork: UnitOfWork,
    private readonly vault: Vault,
    private readonly source: Pick<ExportWorker, 'pages' | 'keptTypes'>,
  ) {}

  async run(): Promise<void> {
    for (let after: string | undefined; ;) {
      const ids = await triedAgain(() => this.exports.patients(this.wanted, after, PATIENTS_AT_ONCE));
      for (const type of await this.typesOf(ids)) await this.take(type, filtersOf(type, ids));
      this.patients += ids.length;
      await this.goOn();
      if (ids.length < PATIENTS_AT_ONCE) break;
      after = ids.at(-1);
    }
    // Only whole hospitals are exported with who works there.
    if (this.wanted.level === 'system') {
      for (const type of BESIDE_CHARTS) if (this.isWanted(type)) await this.take(type, []);
    }
    for (const type of this.waiting.keys()) await this.keep(type);
  }

  private async typesOf(ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    return [...OF_A_CHART, ...(await this.source.keptTypes(ids))].filter((type) => this.isWanted(type));
  }

  private readonly isWanted = (type: string): boolean =>
    this.wanted.types.length === 0 || this.wanted.types.includes(type);

  private async take(type: string, filters: SearchRequest['filters'] | undefined): Promise<void> {
    if (!filters) return;
    const { since } = this.wanted;
    const changed = since ? [['_lastUpdated', `ge${since.toISOString()}`] as const] : [];
    for await (const page of this.source.pages(type, [...filters, ...changed])) {
      for (const { patientId, resource } of page) await this.add(type, resource, patientId);
    }
  }

  private async add(type: string, resource: object, patientId: string | null): Promise<void> {
    const waiting = this.waiting.get(type) ?? { lines: [], patients: new Set<string>(), bytes: 0 };
    this.waiting.set(type, waiting);
    const line = JSON.stringify(withDigits(resource));
    waiting.lines.push(line);
    waiting.bytes += line.length;
    if (patientId !== null) waiting.patients.add(patientId);
    if (waiting.bytes >= PART_BYTES || waiting.patients.size >= PART_PATIENTS) await this.keep(type);
  }

  private async keep(type: string): Promise<void> {
    const { lines, patients } = this.waiting.get(type)!;
    if (lines.length === 0) return;
    this.waiting.set(type, { lines: [], patients: new Set(), bytes: 0 });
    const partId = newPartId();
    const { content, key } = sealContent(Buffer.from(`${lines.join('\n')}\n`), partId);
    const part = { partId, type, resources: lines.length, patientIds: [...patients], content };
    const sealedKey = this.vault.seal(key, partId);
    const isKept = await triedAgain(() =>
      this.unitOfWork.write((tx) => this.exports.keep(tx, this.wanted, { ...part, sealedKey })),
    );
    if (!isKept) throw new Removed();
  }

  private async goOn(): Promise<void> {
    const isMine = await triedAgain(() =>
      this.unitOfWork.write((tx) => this.exports.goOn(tx, this.wanted, this.patients)),
    );
    if (!isMine) throw new Removed();
  }
}

function filtersOf(type: string, ids: readonly string[]): SearchRequest['filters'] | undefined {
  if (type === 'Patient') return [['_id', ids.join(',')]];
  return tableOf(type).parameters.patient ? [['patient', ids.join(',')]] : undefined;
}
