import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { placesOf } from '../../kernel/error-places.js';
import { Database } from '../database/database.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Jobs } from '../jobs/jobs.js';

/** What a hospital loads; the CHECK reference_data_kind says the same. */
export const REFERENCE_KINDS = ['code-list', 'note-template', 'formulary', 'delta-limits', 'vital-limits'] as const;
export type ReferenceKind = (typeof REFERENCE_KINDS)[number];

/** What a hospital loaded from a file, in one version. */
export interface LoadedSet<Content = unknown> {
  readonly code: string;
  readonly version: number;
  readonly content: Content;
  readonly source: string;
}

/** What is to be loaded. */
export type NewSet = Omit<LoadedSet, 'version'> & { readonly kind: ReferenceKind; readonly sha256: string };

const LOOK_EVERY_MS = 60_000;

/**
 * Lists and forms that a hospital loads from files instead of those that come with the service. Every version is kept in the database; each
 * process holds them in memory, asks once a minute whether there are newer ones, and gives those of a kind to the folder they belong to.
 */
@Injectable()
export class ReferenceData implements OnApplicationBootstrap {
  private readonly logger = new Logger('reference');
  private readonly takers = new Map<ReferenceKind, (sets: readonly LoadedSet[]) => void>();
  private seen: string | null | undefined;

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    jobs: Jobs,
  ) {
    jobs.schedule({ name: 'reference-data', by: 'process', everyMs: LOOK_EVERY_MS, work: () => this.refresh() });
  }

  /** `take` gets all versions of a kind, oldest first, whenever there are others than before. */
  give(kind: ReferenceKind, take: (sets: readonly LoadedSet[]) => void): void {
    this.takers.set(kind, take);
  }

  /** Before the first request; where the database does not answer yet, what comes with the service is there until it does. */
  async onApplicationBootstrap(): Promise<void> {
    for (const take of this.takers.values()) take([]);
    await this.refresh().catch((error: unknown) => this.logger.warn(`not read yet\n${placesOf(error) ?? ''}`));
  }

  /** Looks whether something was loaded since. */
  async refresh(): Promise<void> {
    const [{ last } = { last: null }] = await this.database.queryWithoutScope<{ last: string | null }>(LAST, []);
    if (last === (this.seen ?? null)) return;
    const rows = await this.database.queryWithoutScope<LoadedSet & { kind: ReferenceKind }>(ALL, []);
    for (const [kind, take] of this.takers) take(rows.filter((row) => row.kind === kind));
    this.seen = last;
  }

  /** Keeps a newer version. @param least the version it has at least. @returns the version it got */
  async store({ kind, code, content, source, sha256 }: NewSet, least = 1): Promise<number> {
    const version = await this.unitOfWork.write(async (tx) => {
      const latest = await tx.referenceData.findFirst({
        where: { kind, code },
        orderBy: { version: 'desc' },
        select: { version: true },
      });
      const next = Math.max((latest?.version ?? 0) + 1, least);
      const data = { kind, code, version: next, content: content as object, source, sha256 };
      await tx.referenceData.create({ data, select: { id: true } });
      return next;
    });
    await this.refresh();
    return version;
  }
}

/** Counted too: of two that are stored at once the one with the lower id may be there later. */
const LAST = { name: 'reference.last', text: `SELECT count(*) || ' ' || max(id::text) AS last FROM reference_data` };
const ALL = {
  name: 'reference.all',
  text: 'SELECT kind, code, version, content, source FROM reference_data ORDER BY kind, code, version',
};
