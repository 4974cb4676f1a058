import { existsSync, statSync } from 'node:fs';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS_TOKEN, type Settings } from '../../config/settings.js';
import { elementAt } from '../../../kernel/list.js';
import { Database } from '../../database/database.js';
import { leafHash } from '../sealing/merkle.js';
import { archivesOf, monthOf, type Archive } from '../verification/archives.js';
import { pathOf, searchFile, type ArchivedEvent } from './archive-file.js';
import { idFloor, notCovered } from './archived-rows.js';

/** No line holds it: strings of lines are JSON. */
const NOTHING = '\u0000';

/** Bytes of archives read for one page; a month that is larger is read alone. */
const MOST_BYTES = 1 << 30;

/** Events kept of what is read for one page. */
const MOST_KEPT = 1_000;

/** An archived month, and where its file is; undefined when it is not at hand. */
export interface ArchivedMonth {
  /** `2025-01` */
  readonly month: string;
  readonly archive: Archive;
  /** The smallest id of the month, and that of the next. */
  readonly firstId: string;
  readonly pastId: string;
  readonly path: string | undefined;
}

/** What is looked for in archived months, between two ids: from `fromId` on, and before `beforeId`. */
export interface ArchiveQuestion {
  /** Stands in the line of each event looked for, in lower case. */
  readonly id: string;
  readonly fromId?: string;
  readonly beforeId?: string;
  readonly oldestFirst?: boolean;
}

export interface ArchiveAnswer {
  /** In no order. All there are up to {@link edge}, and some past it. */
  readonly events: readonly ArchivedEvent[];
  /** How far was read: all events up to and with this id, in the order asked for. Undefined when everything was. */
  readonly edge: string | undefined;
  /** Months whose files are not what was archived. */
  readonly unfit: readonly string[];
}

/** Events of archived months, from the files that are at hand. A file is believed only when all of it is what was archived. */
@Injectable()
export class ArchivedEvents {
  private reading: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: Database,
    @Inject(SETTINGS_TOKEN) private readonly settings: Pick<Settings, 'auditArchiveFolder'>,
  ) {}

  /** Archived months with any of these ids, newest first. */
  async months(fromId?: string, beforeId?: string): Promise<ArchivedMonth[]> {
    const archives = await archivesOf((statement, values) => this.database.query(statement, values));
    return archives
      .flatMap((archive) => this.monthAt(archive))
      .filter(({ firstId, pastId }) => (!fromId || pastId > fromId) && (!beforeId || firstId < beforeId))
      .reverse();
  }

  /** Those of a period, newest first. */
  monthsOf({ from, to }: { readonly from?: string; readonly to?: string }): Promise<ArchivedMonth[]> {
    return this.months(from && idFloor(new Date(from)), to && idFloor(new Date(to)));
  }

  /** Which of these are at hand and not what was archived; all of each file is read. */
  async unfit(months: readonly ArchivedMonth[]): Promise<string[]> {
    const unfit: string[] = [];
    for (const { month, path, archive } of months) {
      if (!path) continue;
      const look = () => searchFile(path, NOTHING, () => true).catch(() => undefined);
      const mine = this.reading.then(look);
      this.reading = mine;
      if ((await mine) !== archive.fileSha256) unfit.push(month);
    }
    return unfit;
  }

  /** All events there are in a day or less, however often the files must be read for it. */
  async all(question: Required<Omit<ArchiveQuestion, 'oldestFirst'>>): Promise<{
    readonly events: readonly ArchivedEvent[];
    readonly notCovered: readonly string[];
  }> {
    const months = await this.months(question.fromId, question.beforeId);
    const events: ArchivedEvent[] = [];
    const unfit = new Set<string>();
    for (let beforeId: string | undefined = question.beforeId; beforeId;) {
      const read: ArchiveAnswer = await this.search(
        months.filter(({ firstId }) => firstId < beforeId!),
        {
          ...question,
          beforeId,
        },
      );
      events.push(...read.events.filter(({ id }) => !read.edge || id >= read.edge));
      for (const month of read.unfit) unfit.add(month);
      beforeId = read.edge;
    }
    return { events, notCovered: notCovered(months, [...unfit]) };
  }

  /** Reads one file after another, of whoever asks; at most {@link MOST_BYTES} unless one file alone is larger. */
  async search(months: readonly ArchivedMonth[], question: ArchiveQuestion): Promise<ArchiveAnswer> {
    const mine = this.reading.then(() => this.searchNow(months, question));
    this.reading = mine.catch(() => undefined);
    return mine;
  }

  /** One event by its id, when it is what was sealed; `month` when it may lie in a file that is not at hand. */
  async byId(id: string): Promise<{ event?: ArchivedEvent; month?: string }> {
    const [leaf] = await this.database.query<{ hash: Buffer }>(LEAF, [id]);
    const [month] = leaf ? (await this.months()).filter(({ firstId, pastId }) => firstId <= id && id < pastId) : [];
    if (!leaf || !month) return {};
    let event: ArchivedEvent | undefined;
    const look = async () =>
      month.path &&
      searchFile(month.path, `"leaf":{"v":1,"id":"${id}"`, (found) => {
        // Its leaf hash is in the tree, so that the rest of the file need not be read.
        if (leafHash(found.leaf).equals(leaf.hash)) event = found;
        return event === undefined;
      });
    const mine = this.reading.then(look).catch(() => undefined);
    this.reading = mine;
    await mine;
    return event ? { event } : { month: month.month };
  }

  private monthAt(archive: Archive): ArchivedMonth[] {
    const bounds = monthOf(archive.partition);
    const folder = this.settings.auditArchiveFolder;
    const path = folder && pathOf(folder, archive);
    const month = archive.partition.slice('event_'.length).replace('_', '-');
    return bounds ? [{ month, archive, ...bounds, path: path && existsSync(path) ? path : undefined }] : [];
  }

  private async searchNow(months: readonly ArchivedMonth[], question: ArchiveQuestion): Promise<ArchiveAnswer> {
    const ordered = months.filter(({ path }) => path).sort((a, b) => (a.firstId < b.firstId ? -1 : 1));
    if (!question.oldestFirst) ordered.reverse();
    const kept = new Kept(question);
    const unfit: string[] = [];
    let bytes = 0;
    for (const { month, archive, path, firstId, pastId } of ordered) {
      const start = question.oldestFirst ? firstId : pastId;
      const size = statSync(path!, { throwIfNoEntry: false })?.size ?? 0;
      if (bytes > 0 && (bytes + size > MOST_BYTES || kept.isFull)) return { ...kept.answer(start), unfit };
      bytes += size;
      const found = new Kept(question);
      const sha256 = await searchFile(path!, question.id, (event) => found.add(event)).catch(() => undefined);
      if (sha256 === archive.fileSha256) kept.addAll(found);
      else unfit.push(month);
    }
    return { ...kept.answer(undefined), unfit };
  }
}

/** The newest, or the oldest, of what is found, and no more than there is room for. */
class Kept {
  private events: ArchivedEvent[] = [];
  private cutAt: string | undefined;

  constructor(private readonly question: ArchiveQuestion) {}

  get isFull(): boolean {
    return this.events.length >= MOST_KEPT;
  }

  add(event: ArchivedEvent): boolean {
    const { fromId, beforeId } = this.question;
    if ((!fromId || event.id >= fromId) && (!beforeId || event.id < beforeId)) this.events.push(event);
    if (this.events.length >= 2 * MOST_KEPT) this.cut();
    return true;
  }

  addAll({ events, cutAt }: Kept): void {
    this.events.push(...events);
    this.cutAt ??= cutAt;
    if (this.events.length > MOST_KEPT) this.cut();
  }

  /** @param edge where the reading ended */
  answer(edge: string | undefined): Pick<ArchiveAnswer, 'events' | 'edge'> {
    return { events: this.events, edge: this.cutAt ?? edge };
  }

  private cut(): void {
    const sign = this.question.oldestFirst ? 1 : -1;
    this.events.sort((a, b) => (a.id < b.id ? -sign : sign));
    this.events.length = MOST_KEPT;
    this.cutAt = elementAt(this.events, MOST_KEPT - 1).id;
  }
}

const LEAF = { name: 'audit.archived.leaf', text: 'SELECT hash FROM audit.leaf WHERE event_id = $1' };
