import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS_TOKEN, type Settings } from '../../../platform/config/settings.js';
import { Ending } from '../../../platform/database/first-and-last.js';
import { Prisma, type Tx } from '../../../platform/database/prisma.js';
import { firstRow } from '../../../platform/database/rows.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { Problem } from '../../../kernel/problem.js';
import { elementAt } from '../../../kernel/list.js';
import { LocalCodes } from '../../import/mapping/local-codes.service.js';
import { Reading } from '../elements/element.js';
import { fhirProblems } from '../fhir.errors.js';
import { IMPORTED, MAPS, type ImportedType } from '../maps/index.js';
import { requestingAccount, type Account } from './account.js';
import { Births } from './births.js';
import { ChartWriter, otherPatientsRecord } from './chart-writer.js';
import { draftOf, type Draft } from './draft.js';
import { requireVersions } from './expected-version.js';
import { FhirSources, type Held, holding, type KeptSource, type Settled } from './fhir-sources.js';
import { existingOf } from './existing-records.js';
import { byReference, type FoundRecord, type KnownRecord, namedRecords } from './known-records.js';
import type { Identity } from './identity.js';
import type { ImportedEntry } from './imported-entry.js';
import { Links } from './links.js';
import { meanWithin } from './local-codes.js';
import { NamedAsOurs } from './named-as-ours.js';
import { NamedPatients, patientsOf } from './named-patients.js';
import { keyOf, readAlone, readBundle, type Entry, type Update } from './read-bundle.js';
import { refuseOtherTests } from './called-otherwise.js';
import { refuseOtherNames } from './named-otherwise.js';
import { refuseOtherOrders } from './of-another-test.js';
import { allReferencesIn, References, type Decided } from './references.js';
import { unplacedIn } from './unplaced.js';
import { refuseOfOthersWork } from './work-of-roles.js';

/** What the transaction knows when it begins. */
export interface Opened extends Held {
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
/** How a resource that comes alone was sent. */
export interface Sent {
  /** Address of this service, as the sender reached it. */
  readonly base: string;
  readonly ifNoneExist: string | undefined;
  /** Who it is, where the sender named our id of it. */
  readonly identity?: Identity;
  readonly update?: Update;
  /** What a person has said of it before. */
  readonly decided?: Decided;
}

/** A message on its way in. */
export interface Message extends Pick<Sent, 'base' | 'decided'> {
  readonly entries: Entry[];
  readonly reading: Reading;
}

/** A resource that comes alone, as the only entry. */
export function entriesOfOne(
  type: string,
  body: unknown,
  { ifNoneExist, identity, update }: Pick<Sent, 'ifNoneExist' | 'identity' | 'update'>,
  reading: Reading,
  account: Account,
): Entry[] {
  const read = readAlone(type, body, account, reading);
  return read ? [{ ...read, ifNoneExist, update, ...(identity && { identity }) }] : [];
}

type Shows = (imported: readonly ImportedEntry[], isKeptNow: (entry: Entry) => boolean) => Shown;

/** Takes what other systems send into the chart: everything that came together, or nothing. */
@Injectable()
export class ImportService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sources: FhirSources,
    private readonly chart: ChartWriter,
    private readonly births: Births,
    private readonly ours: NamedAsOurs,
    private readonly localCodes: LocalCodes,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /** Imports a transaction Bundle. @throws Problem notImportable naming each element that breaks a rule; Unplaced */
  async bundle(body: unknown, sent: Pick<Sent, 'base' | 'decided'>, shows: Shows): Promise<ImportedEntry[]> {
    const reading = new Reading();
    const read = readBundle(body, requestingAccount(), reading);
    refuseBroken(reading);
    return this.take({ ...sent, reading, entries: await this.ours.identified(read) }, shows);
  }

  /** Imports one resource of a type, unless what `ifNoneExist` asks for is here. @throws Problem notImportable; Unplaced */
  async one(
    type: string,
    body: unknown,
    sent: Sent,
    shows: (imported: ImportedEntry, keptNow: Entry | undefined) => Shown,
  ): Promise<ImportedEntry> {
    const reading = new Reading();
    const entries = entriesOfOne(type, body, sent, reading, requestingAccount());
    const imported = await this.take({ ...sent, reading, entries }, (all, isKeptNow) =>
      shows(elementAt(all, 0), entries.find(isKeptNow)),
    );
    // A retry gets what was kept: {@link FirstResult} keeps its one entry alone.
    return elementAt([imported].flat(), 0);
  }

  /** Imports what waited, as its sender would, in a transaction that is open. @throws Problem as {@link one} */
  async decidedWithin(tx: Tx, message: Message): Promise<ImportedEntry[]> {
    refuseBroken(message.reading);
    const opened = firstRow(await tx.$queryRaw<Opened[]>(this.openingOf(message)));
    const { imported, fresh } = await this.import(tx, opened, message);
    await tx.$executeRaw(fresh);
    return imported;
  }

  private async take(message: Message, shows: Shows): Promise<ImportedEntry[]> {
    const { reading, entries } = message;
    refuseBroken(reading);
    refuseOfOthersWork(entries);
    let named: readonly FoundRecord[] = [];
    let drafts: readonly Draft[] = [];
    return this.unitOfWork
      .write<ImportedEntry[], Opened>(
        async (tx, opened) => {
          named = opened.named;
          const done = await this.import(tx, opened, message, (read) => (drafts = read));
          const { shown, event, take } = shows(done.imported, done.isKeptNow);
          const writes = Prisma.sql`kept AS (${done.fresh}), shown AS MATERIALIZED (${shown}), event AS (${event})`;
          return new Ending(done.imported, writes, Prisma.sql`SELECT * FROM shown`, take);
        },
        { ...TIME, opening: this.openingOf(message) },
      )
      .catch((error: unknown) => {
        throw unplacedIn(error, { entries, drafts, named }) ?? error;
      });
  }

  /** What is looked up first, as {@link Opened}. */
  openingOf({ entries, base }: Message): Prisma.Sql {
    const wanted = entries.flatMap(({ resource }) => allReferencesIn(resource));
    const inBundle = new Set(entries.map(({ fullUrl }) => fullUrl));
    const outside = [...new Set(wanted)].filter((reference) => !inBundle.has(reference));
    const { publicUrl } = this.settings;
    const bases = publicUrl === undefined ? [base] : [base, `${publicUrl}/fhir/R4`];
    const { client } = elementAt(entries, 0).account;
    return Prisma.sql`SELECT held.*, (
        SELECT coalesce(jsonb_agg(to_jsonb(n) ORDER BY n.way), '[]') FROM (${namedRecords(outside, client, bases).select}) n) AS named
      FROM (${holding(entries)}) held`;
  }

  /** Takes a message within a transaction; `fresh` is the INSERT of what it keeps. */
  async import(tx: Tx, opened: Opened, message: Message, readAs?: (drafts: readonly Draft[]) => void) {
    const { entries, reading, decided } = message;
    this.births.remember(tx, opened.named);
    await meanWithin(tx, this.localCodes, entries);
    const references = new References(entries, byReference(opened.named), decided);
    const drafts = entries.flatMap((entry) => draftOf(entry, references) ?? []);
    readAs?.(drafts);
    refuseOtherOrders(drafts, references, reading);
    for (const entry of entries) {
      refuseOtherNames(entry, references, reading);
      refuseOtherTests(entry, references, reading);
    }
    refuseBroken(reading);
    const known = await this.sources.holdWithin(tx, entries, opened);
    // Looked for once it is held: what another has created meanwhile is here now.
    const existing = await existingOf(tx, entries);
    await requireVersions(tx, entries, known);
    const { links, kept, fresh } = await this.store(tx, { entries, drafts, existing, known, references, reading });
    const understood = new Set(drafts.map(({ entry }) => entry));
    const imported = entries.map((entry) => {
      const { outcome, entityId, patientId, encounterId } = links.settled.get(entry.index)!;
      const row = kept.get(entry.index);
      const own: ImportedEntry = {
        type: entry.resource.resourceType,
        id: (entityId ?? row?.id)!,
        version: row?.version ?? 1,
        outcome,
        patientId: patientId ?? null,
        encounterId: encounterId ?? null,
        notUnderstood: understood.has(entry) ? reading.unread(entry.resource, entry.path) : [entry.path],
        leadNowhere: references.leadNowhere(entry),
        ...links.doubtsAbout(entry),
      };
      return { entry, own };
    });
    const isKeptNow = (entry: Entry) => !existing.has(entry) && !known.has(keyOf(entry.identity));
    return { imported: inOrder(imported), fresh, isKeptNow };
  }

  /** Writes the drafts in the order in which they depend on each other, then keeps every resource whole. */
  private async store(tx: Tx, { entries, drafts, existing, known, references, reading }: Import) {
    const links = new Links();
    for (const [entry, { type, id, patientId }] of existing) {
      const entity = IMPORTED.find((one) => one === type) && MAPS[type as ImportedType].entity;
      links.settle(entry, { outcome: 'unchanged', entity, entityId: id, patientId: patientId ?? undefined });
    }
    const write = (type: ImportedType) => {
      const ofType = drafts.filter(
        ({ type: of, entry }) => of === type && !existing.has(entry) && !links.settled.has(entry.index),
      );
      return this.chart.write(tx, ofType, known, links);
    };
    for (const entry of entries) refuseOtherSenders(entry, known.get(keyOf(entry.identity)), reading);
    if (references.decided) settleDecided(references.decided, { entries, known, links });
    await this.chart.requireFound(tx, drafts, existing);
    await write('Patient');
    // Only now is it known who each of them is.
    const patients = patientsOf(entries, new NamedPatients(references, links), reading);
    for (const [entry, { patientId }] of existing) {
      if (patients.has(entry) && (patients.get(entry) ?? null) !== patientId) {
        reading.refuse(entry.path, 'other-patient');
      }
    }
    refuseBroken(reading);
    for (const type of IMPORTED) if (type !== 'Patient') await write(type);
    await this.chart.tellOfAlone(tx, drafts, links);
    for (const entry of entries) {
      if (links.settled.has(entry.index)) continue;
      links.settle(entry, onlyKept(entry, known.get(keyOf(entry.identity)), patients.get(entry)));
    }
    // What was only to be created if it was not here is not taken, and so not kept.
    const taken = entries.filter((entry) => !existing.has(entry));
    return { links, ...(await this.sources.keepWithin(tx, taken, links.settled, known)) };
  }
}

/** What one machine sent, another does not change: it names it only as its own might be named. */
function refuseOtherSenders({ path, contentHash, account }: Entry, before: KeptSource | undefined, reading: Reading) {
  const sender = account.machine;
  const isOthers = sender !== undefined && Boolean(before?.sentBy) && before?.sentBy !== sender;
  if (isOthers && before?.contentHash !== contentHash) reading.refuse(path, 'other-sender');
}

/**
 * The Patient that a message brings, where a person has said who that is. What is known of it says so already, or another: that is refused.
 * @throws Problem otherPatientsRecord
 */
function settleDecided(
  { patientId }: Decided,
  { entries, known, links }: Pick<Import, 'entries' | 'known'> & { links: Links },
) {
  for (const entry of entries) {
    if (entry.resource.resourceType !== 'Patient') continue;
    const before = known.get(keyOf(entry.identity));
    if (before?.entityId && before.entityId !== patientId) {
      throw otherPatientsRecord(entry.path, [before.entityId, patientId]);
    }
    const outcome = !before ? 'created' : before.contentHash === entry.contentHash ? 'unchanged' : 'updated';
    links.settle(entry, { outcome, entity: MAPS.Patient.entity, entityId: patientId, patientId });
  }
}

/** What an import has read and found when it begins to write. */
interface Import {
  readonly entries: readonly Entry[];
  readonly drafts: readonly Draft[];
  readonly existing: ReadonlyMap<Entry, KnownRecord>;
  readonly known: ReadonlyMap<string, KeptSource>;
  readonly references: References;
  readonly reading: Reading;
}

/** An answer for each place in the Bundle: what stands in it twice was made once. */
function inOrder(imported: readonly { readonly entry: Entry; readonly own: ImportedEntry }[]): ImportedEntry[] {
  const places = imported.flatMap(({ entry: { index, also = [] }, own }) => [
    { index, own },
    ...also.map((place) => ({ index: place, own: { ...own, outcome: 'unchanged' as const } })),
  ]);
  return places.sort((one, other) => one.index - other.index).map(({ own }) => own);
}

/** What the chart does not take is kept with its patient. */
function onlyKept(entry: Entry, before: KeptSource | undefined, patientId: string | undefined): Settled {
  const outcome = !before ? 'created' : before.contentHash === entry.contentHash ? 'unchanged' : 'updated';
  if (before?.patientId && before.patientId !== patientId) {
    throw otherPatientsRecord(entry.path, [before.patientId, patientId]);
  }
  return { outcome, patientId };
}

/** A history of thousands of resources takes seconds. */
export const TIME = { timeoutMs: 60_000 };

function refuseBroken({ errors }: Reading): void {
  if (errors.length > 0) throw new Problem(fhirProblems.notImportable, { errors });
}
