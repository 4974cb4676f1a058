import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { carryOverSet } from '../../database/definitions/seal-definitions.js';
import type { Session } from '../../database/session.js';
import { leafHash, type Hash } from '../sealing/merkle.js';
import { digestOf, exportLine, linesOf, readExportLine } from './export-format.js';
import { firstRow } from '../../database/rows.js';

/** A month cannot be archived; the message is one sentence that says why. */
export class ArchiveRefused extends Error {}

interface Month {
  partition: string;
  firstId: string;
  pastId: string;
}

interface LeafRow {
  index: number;
  hash: Hash;
  leaf: string;
}

/**
 * Takes one month out of the database: its events go to a file that verifies, its leaves stay in the tree.
 * The file is read back before the partition is detached, with that of whom its lists showed, which the events say anyway;
 * the detached tables are left for the administrator to drop.
 * @param session as the owner role
 * @param month `2026-01`
 * @param folder where the file goes; it is named after the partition
 * @throws ArchiveRefused when the month is not over, not sealed, or unknown
 */
export async function archiveMonth(
  session: Session,
  month: string,
  folder: string,
): Promise<{ events: number; file: string }> {
  const [bounds] = await session.query<Month>(MONTH, [month]);
  if (!bounds) throw new ArchiveRefused(`There is no partition of ${month} whose month is over.`);
  const { partition, firstId, pastId } = bounds;
  const { unsealed, lastId } = firstRow(
    await session.query<{ unsealed: number; lastId: string | null }>(STATE, [firstId, pastId]),
  );
  if (unsealed > 0) throw new ArchiveRefused(`${unsealed} events of ${month} are not sealed yet; try again later.`);
  if (!lastId) throw new ArchiveRefused(`${month} has no events.`);

  await mkdir(folder, { recursive: true });
  const fileName = `${partition}.ndjson`;
  const file = join(folder, fileName);
  await session.transaction(async () => {
    await session.query(DECLARE(firstId, pastId));
    await pipeline(Readable.from(eventLines(session)), createWriteStream(file, { flush: true }));
  }, 'ISOLATION LEVEL REPEATABLE READ READ ONLY');

  const events = await readBack(file);
  const sha256 = await digestOf(file);
  await session.transaction(async () => {
    await session.query(LOCK_TIMEOUT);
    const { count } = firstRow(await session.query<{ count: number }>(COUNT, [firstId, pastId]));
    if (count !== events) throw new ArchiveRefused(`${fileName} has ${events} events, the database ${count}.`);
    await carryOverSet(session.query, { firstId, pastId });
    await session.query(KEEP, [partition, firstId, lastId, events, fileName, sha256]);
    await session.query({ name: '', text: `ALTER TABLE audit.event DETACH PARTITION audit.${partition}` });
    for (const { shown } of await session.query<{ shown: string }>(SHOWN, [partition])) {
      await session.query({ name: '', text: `ALTER TABLE audit.shown DETACH PARTITION ${shown}` });
    }
  });
  return { events, file };
}

async function* eventLines(session: Session): AsyncGenerator<string> {
  for (let rows: LeafRow[]; (rows = await session.query<LeafRow>(FETCH)).length > 0;) {
    for (const { index, hash, leaf } of rows) yield `${exportLine(index, hash, leaf)}\n`;
  }
}

/** @returns how many events the file has. @throws ArchiveRefused when one of them is not what was sealed */
async function readBack(file: string): Promise<number> {
  let events = 0;
  for await (const text of linesOf(file)) {
    const line = readExportLine(text);
    if (!line?.leaf || !leafHash(line.leaf).equals(line.hash)) {
      throw new ArchiveRefused(`Event ${line?.index} is not what was sealed: run "emr audit verify" first.`);
    }
    events += 1;
  }
  return events;
}

const MONTH = {
  name: 'audit.archive.month',
  // The month after is reckoned by the calendar, before it is a moment: in a session's zone it may be days shorter.
  text: `SELECT name AS partition, audit.uuid_floor(day AT TIME ZONE 'UTC') AS "firstId", audit.uuid_floor(past) AS "pastId"
         FROM (SELECT 'event_' || replace($1, '-', '_') AS name, ($1 || '-01')::timestamp AS day,
                 (($1 || '-01')::timestamp + interval '1 month') AT TIME ZONE 'UTC' AS past) month
         WHERE past <= now()
           AND to_regclass('audit.' || name) IN (SELECT relid FROM pg_partition_tree('audit.event'))`,
};
const SHOWN = {
  name: 'audit.archive.shown',
  text: `SELECT relid::text AS shown FROM pg_partition_tree('audit.shown')
         WHERE relid = to_regclass('audit.' || replace($1, 'event_', 'shown_'))`,
};
const STATE = {
  name: 'audit.archive.state',
  text: `SELECT count(*) FILTER (WHERE l.seq IS NULL) AS unsealed, max(e.id::text) AS "lastId"
         FROM audit.event e LEFT JOIN audit.leaf l ON l.event_id = e.id WHERE e.id >= $1 AND e.id < $2`,
};
const COUNT = { name: 'audit.archive.count', text: 'SELECT count(*) FROM audit.event WHERE id >= $1 AND id < $2' };
// A cursor takes no parameters; both are uuids that the database itself answered.
const DECLARE = (firstId: string, pastId: string) => ({
  name: '',
  text: `DECLARE leaves NO SCROLL CURSOR FOR
         SELECT l.seq AS index, l.hash, audit.leaf_text(e) AS leaf FROM audit.event e JOIN audit.leaf l ON l.event_id = e.id
         WHERE e.id >= '${firstId}' AND e.id < '${pastId}' ORDER BY l.seq`,
});
const FETCH = { name: '', text: 'FETCH 5000 FROM leaves' };
const LOCK_TIMEOUT = { name: '', text: `SET LOCAL lock_timeout = '5s'` };
const KEEP = {
  name: 'audit.archive.keep',
  text: `INSERT INTO audit.archive (partition, first_id, last_id, events, file_name, file_sha256)
         VALUES ($1, $2, $3, $4, $5, $6)`,
};
