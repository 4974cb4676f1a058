import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Query } from '../sealing/tree-nodes.js';
import { linesOf, readExportLine } from './export-format.js';
import type { TrailLine } from './trail-check.js';

/** A month taken out of the database. */
export interface Archive {
  readonly partition: string;
  readonly firstId: string;
  readonly lastId: string;
  readonly fileName: string;
}

export const archivesOf = (query: Query): Promise<Archive[]> => query<Archive>(ARCHIVES);

/** Gives archived events back where their leaves come; files are read once, in the order of the trail. */
export class ArchiveReader {
  private readonly open: { lines: AsyncIterator<string>; next: TrailLine | undefined }[] = [];
  /** Archives whose files are not at hand. */
  private readonly missing: Archive[] = [];

  /** @param folder where archive files lie; those not there are passed over */
  static async of(archives: readonly Archive[], folder: string | undefined): Promise<ArchiveReader> {
    const reader = new ArchiveReader();
    for (const archive of archives) {
      const file = folder && join(folder, archive.fileName);
      if (!file || !existsSync(file)) {
        reader.missing.push(archive);
        continue;
      }
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
    const archived = eventId === undefined ? this.missing.length > 0 : isArchived(this.missing, eventId);
    return { ...line, archived };
  }
}

/** Whether an event lies in an archive, told by its id. */
export const isArchived = (archives: readonly Archive[], id: string): boolean =>
  archives.some(({ firstId, lastId }) => firstId <= id && id <= lastId);

async function leafFrom(lines: AsyncIterator<string>): Promise<TrailLine | undefined> {
  for (let read = await lines.next(); !read.done; read = await lines.next()) {
    const line = readExportLine(read.value);
    if (line) return line;
  }
  return undefined;
}

const ARCHIVES = {
  name: 'audit.archives',
  text: `SELECT partition, first_id AS "firstId", last_id AS "lastId", file_name AS "fileName"
         FROM audit.archive ORDER BY first_id`,
};
