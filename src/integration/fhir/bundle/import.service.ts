import { Injectable } from '@nestjs/common';
import { Ending } from '../../../platform/database/first-and-last.js';
import { Prisma, type Tx } from '../../../platform/database/prisma.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { Problem } from '../../../kernel/problem.js';
import { elementAt } from '../../../kernel/list.js';
import { requestContext } from '../../../kernel/request-context.js';
import { Reading } from '../elements/element.js';
import { referencesIn } from '../elements/walk.js';
import { fhirProblems } from '../fhir.errors.js';
import { IMPORTED, MAPS, type ImportedType } from '../maps/index.js';
import { ChartWriter } from './chart-writer.js';
import { draftOf, type Draft } from './draft.js';
import { FhirSources, type Held, holding, type KeptSource, type Settled } from './fhir-sources.js';
import { byReference, existingRecord, type FoundRecord, type KnownRecord, namedRecords } from './known-records.js';
import { Links } from './links.js';
import { keyOf, readAlone, readBundle, type Entry } from './read-bundle.js';
import { allReferencesIn, References } from './references.js';

/** An entry after the import: where it stands, and what of it was kept but not understood. */
export interface ImportedEntry {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly outcome: Settled['outcome'];
  readonly patientId: string | null;
  readonly encounterId: string | null;
  /** FHIRPath of the elements that are kept whole and not part of the chart. */
  readonly notUnderstood: string[];
  /** References that name nothing in the Bundle, nor here. */
  readonly leadNowhere: string[];
}

/** What the transaction knows when it begins. */
interface Opened extends Held {
  readonly named: readonly FoundRecord[];
}

/** What an import shows, written and read with what it writes last. */
export interface Shown {
  /** A SELECT of what is shown. */
  readonly shown: Prisma.Sql;
  /** The INSERT of the event that tells so; it may name `shown`. */
  readonly event: Prisma.Sql;
  readonly take: (rows: never[]) => void;
}
type Shows = (imported: readonly ImportedEntry[], isKeptNow: (entry: Entry) => boolean) => Shown;

/** Takes what other systems send into the chart: everything that came together, or nothing. */
@Injectable()
export class ImportService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sources: FhirSources,
    private readonly chart: ChartWriter,
  ) {}

  /** Imports a transaction Bundle. @throws Problem notImportable naming each element that breaks a rule */
  bundle(body: unknown, shows: Shows): Promise<ImportedEntry[]> {
    const reading = new Reading();
    return this.take(readBundle(body, client(), reading), reading, shows);
  }

  /** Imports one resource of a type, unless what `ifNoneExist` asks for is here. @throws Problem notImportable */
  async one(
    type: string,
    body: unknown,
    ifNoneExist: string | undefined,
    shows: (imported: ImportedEntry, keptNow: Entry | undefined) => Shown,
  ): Promise<ImportedEntry> {
    const reading = new Reading();
    const read = readAlone(type, body, client(), reading);
    const entries = read ? [{ ...read, ifNoneExist }] : [];
    const imported = await this.take(entries, reading, (all, isKeptNow) =>
      shows(elementAt(all, 0), entries.find(isKeptNow)),
    );
    return elementAt(imported, 0);
  }

  private async take(entries: Entry[], reading: Reading, shows: Shows): Promise<ImportedEntry[]> {
    refuseBroken(reading);
    const wanted = entries.flatMap(({ resource }) => allReferencesIn(resource));
    const inBundle = new Set(entries.map(({ fullUrl }) => fullUrl));
    const outside = [...new Set(wanted)].filter((reference) => !inBundle.has(reference));
    const opening = Prisma.sql`SELECT held.*, (
        SELECT coalesce(jsonb_agg(to_jsonb(n) ORDER BY n.way), '[]') FROM (${namedRecords(outside, client())}) n) AS named
      FROM (${holding(entries)}) held`;
    return this.unitOfWork.write<ImportedEntry[], Opened>(
      async (tx, opened) => {
        const references = new References(entries, byReference(opened.named));
        const drafts = entries.flatMap((entry) => draftOf(entry, references) ?? []);
        refuseBroken(reading);
        const existing = await existingOf(tx, entries);
        const known = await this.sources.holdWithin(tx, entries, opened);
        const { settled, kept, fresh } = await this.store(tx, entries, drafts, existing, known);
        const understood = new Set(drafts.map(({ entry }) => entry));
        const imported = entries.map((entry) => {
          const { outcome, entityId, patientId, encounterId } = settled.get(entry.index)!;
          const row = kept.get(entry.index);
          return {
            type: entry.resource.resourceType,
            id: (entityId ?? row?.id)!,
            version: row?.version ?? 1,
            outcome,
            patientId: patientId ?? null,
            encounterId: encounterId ?? null,
            notUnderstood: understood.has(entry) ? reading.unread(entry.resource, entry.path) : [entry.path],
            leadNowhere: references.leadNowhere(referencesIn(entry.resource)),
          };
        });
        const isKeptNow = (entry: Entry) => !existing.has(entry) && !known.has(keyOf(entry.identity));
        const { shown, event, take } = shows(imported, isKeptNow);
        const writes = Prisma.sql`kept AS (${fresh}), shown AS MATERIALIZED (${shown}), event AS (${event})`;
        return new Ending(imported, writes, Prisma.sql`SELECT * FROM shown`, take);
      },
      { ...TIME, opening },
    );
  }

  /** Writes the drafts in the order in which they depend on each other, then keeps every resource whole. */
  private async store(
    tx: Tx,
    entries: readonly Entry[],
    drafts: readonly Draft[],
    existing: ReadonlyMap<Entry, KnownRecord>,
    known: ReadonlyMap<string, KeptSource>,
  ) {
    const links = new Links();
    for (const [entry, { type, id, patientId }] of existing) {
      links.settle(entry, { outcome: 'unchanged', entity: MAPS[type as ImportedType].entity, entityId: id, patientId });
    }
    for (const type of IMPORTED) {
      const ofType = drafts.filter((draft) => draft.type === type && !existing.has(draft.entry));
      await this.chart.write(tx, ofType, known, links);
    }
    for (const entry of entries) {
      if (!links.settled.has(entry.index)) links.settle(entry, onlyKept(entry, known, links, drafts));
    }
    // What was only to be created if it was not here is not taken, and so not kept.
    const taken = entries.filter((entry) => !existing.has(entry));
    return { settled: links.settled, ...(await this.sources.keepWithin(tx, taken, links.settled, known)) };
  }
}

/** What is here already of what was only to be created if it was not. */
async function existingOf(tx: Tx, entries: readonly Entry[]): Promise<Map<Entry, KnownRecord>> {
  const found = new Map<Entry, KnownRecord>();
  for (const entry of entries) {
    const { ifNoneExist, resource, path } = entry;
    if (ifNoneExist === undefined) continue;
    const at = `${path.replace(/resource$/, 'request')}.ifNoneExist`;
    const record = await existingRecord(tx, resource.resourceType, ifNoneExist, at);
    if (record) found.set(entry, record);
  }
  return found;
}

/** What the chart does not take is kept with its patient, when it names one that is known. */
function onlyKept(
  entry: Entry,
  known: ReadonlyMap<string, KeptSource>,
  links: Links,
  drafts: readonly Draft[],
): Settled {
  const before = known.get(keyOf(entry.identity));
  const outcome = !before ? 'created' : before.contentHash === entry.contentHash ? 'unchanged' : 'updated';
  const { subject, patient } = entry.resource as { subject?: unknown; patient?: unknown };
  const { reference } = (subject ?? patient ?? {}) as { reference?: unknown };
  const named = drafts.find(({ type, entry: { fullUrl } }) => type === 'Patient' && fullUrl === reference);
  return { outcome, patientId: named && links.settled.get(named.entry.index)?.entityId };
}

/** A history of thousands of resources takes seconds. */
const TIME = { timeoutMs: 60_000 };

/** Who sends, for resources that do not say from which system they are. */
const client = () => `client:${requestContext().actor.username}`;

function refuseBroken({ errors }: Reading): void {
  if (errors.length > 0) throw new Problem(fhirProblems.notImportable, { errors });
}
