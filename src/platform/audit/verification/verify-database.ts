import type { Session } from '../../database/session.js';
import type { Hash } from '../sealing/merkle.js';
import { readVerifierKey } from '../sealing/signed-note.js';
import { countedKeys, registeredKeys } from '../sealing/signing-key.js';
import { readNodes, TILE_HEIGHT, type NodeRow, type Span } from '../sealing/tree-nodes.js';
import { ArchiveReader, archivesOf } from './archives.js';
import { readNote } from './known-checkpoints.js';
import { checkAgainst, finishReport, keyRemarks, type Evidence } from './evidence.js';
import type { VerificationReport } from './report.js';
import type { TrailCheck, TrailLine } from './trail-check.js';
import { elementAt } from '../../../kernel/list.js';
import { firstRow } from '../../database/rows.js';

/** A multiple of what a tile of the levels below covers. */
const BATCH = 4096;
const LEVELS_IN_BATCH = [1, 2, 3];

/**
 * Verifies the trail in a database: every event against its leaf, every leaf against the signed roots, the stored nodes,
 * and what is not sealed. All in one snapshot, so that it may run while the hospital works.
 * @param session a role that may read the audit schema
 */
export function verifyDatabase(session: Session, evidence: Evidence): Promise<VerificationReport> {
  const reading = async () => {
    const registered = await registeredKeys(session.query);
    const trusted = evidence.trustedKeys.length > 0 ? evidence.trustedKeys : registered.slice(0, 1).map(keyText);
    const keys = countedKeys(trusted, registered).map(readVerifierKey);
    const own = (await session.query<{ note: string }>(CHECKPOINTS)).map(({ note }) => readNote(note, 'trail'));
    const check = checkAgainst([...own, ...evidence.witnessed], keys);
    const archives = await ArchiveReader.of(await archivesOf(session.query), evidence.archiveFolder);
    await session.withTwin((twin) => walk([session, twin], check, archives));
    check.end();
    const tail = await notSealed(session, check);
    await compareShown(session, check);
    const remarks = keyRemarks(evidence, registered, keys);
    return finishReport(check, { keys, own, evidence, remarks, tail });
  };
  return session.transaction(reading, 'ISOLATION LEVEL REPEATABLE READ READ ONLY');
}

const keyText = ({ verifierKey }: { verifierKey: string }): string => verifierKey;

interface Batch {
  readonly rows: readonly (TrailLine & { leaf: string | null })[];
  readonly nodes: readonly NodeRow[];
}

/** The sessions read the next batches, turn about, while this one is hashed. */
async function walk(sessions: readonly Session[], check: TrailCheck, archives: ArchiveReader): Promise<void> {
  const { query } = elementAt(sessions, 0);
  const { last } = firstRow(await query<{ last: number }>(LAST));
  const tiles = new TileCheck(check, await query<NodeRow>(UPPER_TILES, [Math.max(...LEVELS_IN_BATCH)]));
  const read = async (from: number): Promise<Batch> => {
    const session = elementAt(sessions, (from / BATCH) % sessions.length);
    const rows = await session.query<Batch['rows'][number]>(LEAVES, [from, from + BATCH]);
    const spans = LEVELS_IN_BATCH.map((level) => tilesOver(from, level));
    return { rows, nodes: await readNodes(session.query, spans) };
  };
  const ahead = sessions.map((_, at) => read(at * BATCH));
  for (let from = 0; from <= last && !check.isFull; from += BATCH) {
    const { rows, nodes } = await ahead.shift()!;
    ahead.push(read(from + sessions.length * BATCH));
    tiles.add(nodes);
    for (const row of rows) {
      const line: TrailLine = { ...row, leaf: row.leaf ?? undefined };
      tiles.compare(check.take(line.leaf === undefined ? await archives.complete(line) : line));
    }
  }
  await Promise.all(ahead);
}

const tilesOver = (from: number, level: number): Span => {
  const width = 2 ** (TILE_HEIGHT * level);
  return { level, first: from / width, count: BATCH / width };
};

/** Compares the stored nodes, which proofs are made of, with the tree as rebuilt. */
class TileCheck {
  private readonly stored = new Map<string, Hash>();

  constructor(
    private readonly check: TrailCheck,
    rows: readonly NodeRow[],
  ) {
    this.add(rows);
  }

  add(rows: readonly NodeRow[]): void {
    for (const { level, idx, hash } of rows) this.stored.set(`${level}/${idx}`, hash);
  }

  compare(finished: ReturnType<TrailCheck['take']>): void {
    for (const { height, index, hash } of finished) {
      if (height === 0 || height % TILE_HEIGHT !== 0) continue;
      const key = `${height / TILE_HEIGHT}/${index}`;
      if (!this.stored.get(key)?.equals(hash)) {
        const sentence = `node ${key} of the tree is not the hash of the leaves below it`;
        this.check.found({ kind: 'tree', index: index * 2 ** height, sentence });
      }
      this.stored.delete(key);
    }
  }
}

interface UnsealedRow {
  behind: boolean;
  events: number;
  oldest: Date | null;
  first: string;
}

/** What has no leaf: behind the seal it was slipped in, before it it waits its turn. */
async function notSealed(session: Session, check: TrailCheck): Promise<VerificationReport['tail']> {
  const rows = await session.query<UnsealedRow>(UNSEALED);
  const slipped = rows.find(({ behind }) => behind);
  if (slipped) {
    const { events, first: eventId } = slipped;
    const sentence = `${events} events were inserted behind the seal, the first of them ${eventId}`;
    check.found({ kind: 'inserted', index: check.tree.size, eventId, sentence });
  }
  const waiting = rows.find(({ behind }) => !behind);
  return { events: waiting?.events ?? 0, oldest: waiting?.oldest?.toISOString() ?? null };
}

interface ShownRow {
  eventId: string;
  isMissing: boolean;
}

/**
 * Whom lists showed stands in their events, which are sealed, and beside them in the order of time, for questions about a
 * patient: what is taken away there, or put there, would falsify the answers.
 */
async function compareShown(session: Session, check: TrailCheck): Promise<void> {
  for (const { month } of await session.query<{ month: string }>(MONTHS)) {
    const [row] = await session.query<ShownRow>(SHOWN_OTHERWISE, [month]);
    if (!row) continue;
    const { eventId, isMissing } = row;
    const what = isMissing
      ? 'is not found for every patient it showed'
      : 'is said to have shown a patient it did not, or to another person';
    check.found({ kind: 'shown', index: check.tree.size, eventId, sentence: `event ${eventId} ${what}` });
    return;
  }
}

const CHECKPOINTS = { name: 'audit.verify.checkpoints', text: 'SELECT note FROM audit.checkpoint ORDER BY size' };
const LAST = { name: 'audit.verify.last', text: 'SELECT coalesce(max(seq), -1) AS last FROM audit.leaf' };
const LEAVES = {
  name: 'audit.verify.leaves',
  text: `SELECT l.seq AS index, l.hash, l.event_id AS "eventId",
           CASE WHEN e.id IS NOT NULL THEN audit.leaf_text(e) END AS leaf
         FROM audit.leaf l LEFT JOIN audit.event e ON e.id = l.event_id
         WHERE l.seq >= $1 AND l.seq < $2 ORDER BY l.seq`,
};
const UPPER_TILES = {
  name: 'audit.verify.upper-tiles',
  text: 'SELECT level, idx, hash FROM audit.tile WHERE level > $1',
};
const UNSEALED = {
  name: 'audit.verify.unsealed',
  text: `SELECT (e.xid, e.id) <= (at.xid, at.id) AS behind, count(*) AS events, min(e.occurred_at) AS oldest,
           min(e.id::text) AS first
         FROM audit.event e, audit.seal_position at
         WHERE NOT EXISTS (SELECT FROM audit.leaf l WHERE l.event_id = e.id) GROUP BY 1`,
};
const MONTHS = {
  name: 'audit.verify.months',
  text: `SELECT to_char(month, 'YYYY-MM-DD') AS month FROM (
           SELECT min(id::text)::uuid AS first, max(id::text)::uuid AS last FROM (
             (SELECT id FROM audit.event ORDER BY id LIMIT 1) UNION ALL (SELECT id FROM audit.event ORDER BY id DESC LIMIT 1)) ends) span,
         generate_series(date_trunc('month', uuid_extract_timestamp(first) AT TIME ZONE 'UTC'),
           uuid_extract_timestamp(last) AT TIME ZONE 'UTC', interval '1 month') month`,
};
const SHOWN_OTHERWISE = {
  name: 'audit.verify.shown',
  text: `WITH bound AS MATERIALIZED (
           SELECT audit.uuid_floor($1::timestamp AT TIME ZONE 'UTC') AS first,
             audit.uuid_floor(($1::timestamp + interval '1 month') AT TIME ZONE 'UTC') AS past),
         told AS (SELECT DISTINCT patient AS patient_id, id AS event_id, actor_id FROM audit.event, unnest(patient_ids) patient
           WHERE id >= (SELECT first FROM bound) AND id < (SELECT past FROM bound) AND cardinality(patient_ids) > 0
             AND patient IS NOT NULL AND patient IS DISTINCT FROM patient_id),
         kept AS (SELECT patient_id, event_id, actor_id FROM audit.shown
           WHERE event_id >= (SELECT first FROM bound) AND event_id < (SELECT past FROM bound)
             AND NOT EXISTS (SELECT FROM audit.archive a WHERE event_id BETWEEN a.first_id AND a.last_id))
         SELECT event_id AS "eventId", kept.event_id IS NULL AS "isMissing"
         FROM told FULL JOIN kept USING (patient_id, event_id) WHERE told.event_id IS NULL OR kept.event_id IS NULL OR told.actor_id IS DISTINCT FROM kept.actor_id LIMIT 1`,
};
