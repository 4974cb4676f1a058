import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Session } from '../../database/session.js';
import type { Hash } from '../sealing/merkle.js';
import { registeredKeys } from '../sealing/signing-key.js';
import { archivesOf, isArchived, type Archive } from './archives.js';
import { leafColumns, leafText, PLAIN_SESSION, type LeafColumns } from '../sealing/leaf-text.js';
import { archivedLine, EXPORT_FILES, exportLine } from './export-format.js';

const BATCH = 5000;

interface LeafRow extends Omit<LeafColumns, 'id'> {
  index: number;
  hash: Hash;
  eventId: string;
  id: string | null;
}

/**
 * Writes the whole sealed trail into a folder, so that it can be verified where no database is. One snapshot; memory stays
 * small whatever the size.
 * @returns how many events and checkpoints were written
 */
export function exportTrail(session: Session, folder: string): Promise<{ events: number; checkpoints: number }> {
  const writing = async () => {
    await session.query(PLAIN_SESSION);
    await mkdir(folder, { recursive: true });
    const write = async (name: string, lines: AsyncGenerator<string>): Promise<number> => {
      let count = 0;
      const counted = async function* () {
        for await (const line of lines) {
          count += 1;
          yield `${line}\n`;
        }
      };
      await pipeline(Readable.from(counted()), createWriteStream(join(folder, name), { flush: true }));
      return count;
    };
    const archives = await archivesOf(session.query);
    await writeFile(join(folder, EXPORT_FILES.keys), JSON.stringify(await registeredKeys(session.query), null, 2));
    await writeFile(join(folder, EXPORT_FILES.archives), JSON.stringify(archives, null, 2));
    return {
      events: await write(EXPORT_FILES.events, eventLines(session, archives)),
      checkpoints: await write(EXPORT_FILES.checkpoints, checkpointLines(session)),
    };
  };
  return session.transaction(writing, 'ISOLATION LEVEL REPEATABLE READ READ ONLY');
}

/** An event that is gone leaves no line, and so a gap that verifying finds. */
async function* eventLines(session: Session, archives: readonly Archive[]): AsyncGenerator<string> {
  for (let from = 0; ; from += BATCH) {
    const rows = await session.query<LeafRow>(LEAVES, [from, from + BATCH]);
    for (const row of rows) {
      const { index, hash, eventId, id } = row;
      if (id !== null) yield exportLine(index, hash, leafText({ ...row, id }));
      else if (isArchived(archives, eventId)) yield archivedLine(index, hash, eventId);
    }
    if (rows.length === 0) return;
  }
}

async function* checkpointLines(session: Session): AsyncGenerator<string> {
  for (let after = 0; ;) {
    const rows = await session.query<{ size: number; at: Date; note: string }>(CHECKPOINTS, [after, BATCH]);
    for (const { size, at, note } of rows) yield JSON.stringify({ size, at: at.toISOString(), note });
    const last = rows.at(-1);
    if (!last) return;
    after = last.size;
  }
}

const LEAVES = {
  name: 'audit.export.leaves',
  text: `SELECT l.seq AS index, l.hash, l.event_id AS "eventId", ${leafColumns('e')}
         FROM audit.leaf l LEFT JOIN audit.event e ON e.id = l.event_id
         WHERE l.seq >= $1 AND l.seq < $2 ORDER BY l.seq`,
};
const CHECKPOINTS = {
  name: 'audit.export.checkpoints',
  text: 'SELECT size, created_at AS at, note FROM audit.checkpoint WHERE size > $1 ORDER BY size LIMIT $2',
};
