import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Query } from '../sealing/tree-nodes.js';
import { digestOf, linesOf, readExportLine } from './export-format.js';
import type { TrailCheck, TrailLine } from './trail-check.js';

/** A month taken out of the database. */
export interface Archive {
  readonly partition: string;
  readonly firstId: string;
  readonly lastId: string;
  readonly events: number;
  readonly fileName: string;
  readonly fileSha256: string;
}

export const archivesOf = (query: Query): Promise<Archive[]> => query<Archive>(ARCHIVES);

/** The ids that a month's partition holds: from `firstId` to `pastId` (exclusive). Undefined when it is the name of no month. */
export function monthOf(partition: string): { firstId: string; pastId: string; past: Date } | undefined {
  const [, year, month] = /^event_(\d{4})_(0[1-9]|1[0-2])$/.exec(partition) ?? [];
  if (year === undefined) return undefined;
  const [first, past] = [0, 1].map((more) => Date.UTC(Number(year), Number(month) - 1 + more)) as [number, number];
  return { firstId: smallestId(first), pastId: smallestId(past), past: new Date(past) };
}

/** The smallest UUIDv7 of a moment, in milliseconds, as `audit.uuid_floor` has it. */
function smallestId(moment: number): string {
  const hex = moment.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** Gives archived events back where their leaves come; files are read once, in the order of the trail. */
export class ArchiveReader {
  private readonly open: { lines: AsyncIterator<string>; next: TrailLine | undefined }[] = [];
  /** Archives whose files are not at hand, with how many of their events the trail has shown. */
  private readonly missing: { readonly archive: Archive; seen: number }[] = [];
  /** Files that are not, byte for byte, what was archived: beside the events of the trail they may hold others. */
  private readonly unlike: string[] = [];

  /** @param folder where archive files lie; those not there are passed over, and said to be */
  static async of(archives: readonly Archive[], folder: string | undefined): Promise<ArchiveReader> {
    const reader = new ArchiveReader();
    for (const archive of archives) {
      const file = folder && join(folder, archive.fileName);
      if (!file || !existsSync(file)) {
        reader.missing.push({ archive, seen: 0 });
        continue;
      }
      if ((await digestOf(file)) !== archive.fileSha256) reader.unlike.push(file);
      const lines = linesOf(file)[Symbol.asyncIterator]();
      reader.open.push({ lines, next: await leafFrom(lines) });
    }
    return reader;
  }

  /**
   * The line with its archived event; or marked as archived, when it may lie in a file that is not at hand; or as it is: what
   * a file at hand should hold and does not is gone.
   */
  async complete(line: TrailLine): Promise<TrailLine> {
    for (const file of this.open) {
      while (file.next && file.next.index < line.index) file.next = await leafFrom(file.lines);
      if (file.next?.index === line.index) return { ...line, leaf: file.next.leaf, eventId: file.next.eventId };
    }
    const { eventId } = line;
    // Exports of earlier versions do not name them.
    const holder = this.missing.find(({ archive, seen }) =>
      eventId === undefined ? seen < archive.events : isIn(archive, eventId),
    );
    if (holder) holder.seen += 1;
    return { ...line, archived: holder !== undefined };
  }

  /**
   * To be called behind the last leaf: what is not at hand is a doubt, and what does not even add up is worse.
   * @param held the months that lie in the database all the same, and were read there
   */
  end(check: TrailCheck, held: readonly string[] = []): void {
    const index = check.tree.size;
    for (const file of this.unlike) {
      const sentence = `${file} is not the file that was archived: what else it holds than events of the trail is not proven`;
      check.found({ kind: 'unproven', index, sentence });
    }
    for (const { archive, seen } of this.missing) {
      const { partition, events, fileName } = archive;
      if (seen === 0 && held.includes(partition)) continue;
      if (seen !== events && !check.isFull) {
        const sentence = `${partition} is said to be archived with ${events} events, but ${seen} of the trail are not in the database`;
        check.found({ kind: 'untold', index, sentence });
      }
      const sentence = `${events} events lie in an archive that was not at hand (${fileName}): give its folder with --archive`;
      check.found({ kind: 'unproven', index, sentence });
    }
  }
}

/** Whether an event lies in one of these archives, told by its id. */
export const isArchived = (archives: readonly Archive[], id: string): boolean =>
  archives.some((archive) => isIn(archive, id));

const isIn = ({ firstId, lastId }: Archive, id: string): boolean => firstId <= id && id <= lastId;

async function leafFrom(lines: AsyncIterator<string>): Promise<TrailLine | undefined> {
  for (let read = await lines.next(); !read.done; read = await lines.next()) {
    // A copy as text is named for its hash; its events are what they are.
    const line = readExportLine(read.value.replace(/\r$/, ''));
    if (line) return line;
  }
  return undefined;
}

const ARCHIVES = {
  name: 'audit.archives',
  text: `SELECT partition, first_id AS "firstId", last_id AS "lastId", events, file_name AS "fileName",
           file_sha256 AS "fileSha256"
         FROM audit.archive ORDER BY first_id`,
};
