import type { Session } from '../../database/session.js';
import type { Hash } from '../sealing/merkle.js';
import { readVerifierKey } from '../sealing/signed-note.js';
import { countedKeys, registeredKeys } from '../sealing/signing-key.js';
import { readNodes, TILE_HEIGHT, type NodeRow, type Span } from '../sealing/tree-nodes.js';
import { leafColumns, leafText, PLAIN_SESSION, type LeafColumns } from '../sealing/leaf-text.js';
import { ArchiveReader, archivesOf, monthOf, type Archive } from './archives.js';
import { readNote } from './known-checkpoints.js';
import { compareSettings, type SettingsFound } from './compare-settings.js';
import { checkAgainst, finishReport, judgeKeys, type Evidence } from './evidence.js';
import { compareFunction } from './compare-function.js';
import { compareShown } from './compare-shown.js';
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
    await session.query(PLAIN_SESSION);
    const registered = await registeredKeys(session.query);
    const trusted = evidence.trustedKeys.length > 0 ? evidence.trustedKeys : registered.slice(0, 1).map(keyText);
    const keys = countedKeys(trusted, registered).map(readVerifierKey);
    const own = (await session.query<{ note: string }>(CHECKPOINTS)).map(({ note }) => readNote(note, 'trail'));
    const check = checkAgainst([...own, ...evidence.witnessed], keys);
    const archives = await archivesOf(session.query);
    const reader = await ArchiveReader.of(archives, evidence.archiveFolder);
    await session.withTwin(async (twin) => {
      await twin.query(PLAIN_SESSION);
      await walk([session, twin], check, reader);
    });
    check.end();
    reader.end(check, evidence.isCopy ? await monthsHeld(session, archives) : []);
    const tail = await notSealed(session, check);
    compareSettings(check, await settingsIn(session, archives, registered));
    if (!evidence.isCopy) for (const archive of archives) await requireGone(session, check, archive);
    await compareShown(session, check);
    await compareFunction(session, check);
    const remarks = judgeKeys(check, evidence, registered, keys);
    return finishReport(check, { keys, own, evidence, remarks, tail });
  };
  return session.transaction(reading, 'ISOLATION LEVEL REPEATABLE READ READ ONLY');
}

const keyText = ({ verifierKey }: { verifierKey: string }): string => verifierKey;

type LeafRow = Pick<TrailLine, 'index' | 'hash'> & { eventId: string; id: string | null } & Omit<LeafColumns, 'id'>;

interface Batch {
  readonly rows: readonly LeafRow[];
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
      const { index, hash, eventId, id } = row;
      const line: TrailLine = { index, hash, eventId };
      tiles.compare(
        check.take(id === null ? await archives.complete(line) : { ...line, leaf: leafText({ ...row, id }) }),
      );
    }
  }
  await Promise.all(ahead);
}

const tilesOver = (from: number, level: number): Span => {
  const width = 2 ** (TILE_HEIGHT * level);
  return { level, first: from / width, count: BATCH / width };
};

/** Nodes that are told: were they all gone, events that are wrong behind them would not be looked for. */
const MOST_NODES = 10;

/** Compares the stored nodes, which proofs are made of, with the tree as rebuilt. */
class TileCheck {
  private readonly stored = new Map<string, Hash>();
  private wrong = 0;

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
      if (!this.stored.get(key)?.equals(hash) && (this.wrong += 1) <= MOST_NODES) {
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
  for (const event of await session.query<LeafColumns>(UNSEALED_SETTINGS)) check.settings.take(leafText(event));
  const waiting = rows.find(({ behind }) => !behind);
  return { events: waiting?.events ?? 0, oldest: waiting?.oldest?.toISOString() ?? null };
}

async function settingsIn(
  session: Session,
  archives: readonly Archive[],
  keys: SettingsFound['keys'],
): Promise<SettingsFound> {
  return {
    archives,
    keys,
    exempt: await session.query(EXEMPT),
    policies: await session.query(POLICIES),
  };
}

/** Months that a copy still has whole, which the hospital archived after they had come over: nothing of them is to be looked for elsewhere. */
async function monthsHeld(session: Session, archives: readonly Archive[]): Promise<string[]> {
  const held: string[] = [];
  for (const { partition, firstId, lastId, events } of archives) {
    const { count } = firstRow(await session.query<{ count: number }>(HELD, [firstId, lastId]));
    if (count === events) held.push(partition);
  }
  return held;
}

/** An archived month has left the database: its partition is detached, and nothing of it lies elsewhere. */
async function requireGone(session: Session, check: TrailCheck, { partition }: Archive): Promise<void> {
  const month = monthOf(partition);
  if (!month) return;
  const { attached, held } = firstRow(
    await session.query<{ attached: boolean; held: string | null }>(STILL_THERE, [
      partition,
      month.firstId,
      month.pastId,
    ]),
  );
  if (!attached && held === null) return;
  const what = held === null ? 'its partition is attached' : `event ${held} of it is in the database`;
  const sentence = `${partition} is said to be archived, but ${what}`;
  check.found({ kind: 'untold', index: check.tree.size, ...(held !== null && { eventId: held }), sentence });
}

const CHECKPOINTS = { name: 'audit.verify.checkpoints', text: 'SELECT note FROM audit.checkpoint ORDER BY size' };
const LAST = { name: 'audit.verify.last', text: 'SELECT coalesce(max(seq), -1) AS last FROM audit.leaf' };
const LEAVES = {
  name: 'audit.verify.leaves',
  text: `SELECT l.seq AS index, l.hash, l.event_id AS "eventId", ${leafColumns('e')}
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
const UNSEALED_SETTINGS = {
  name: 'audit.verify.unsealed-settings',
  text: `SELECT ${leafColumns('e')} FROM audit.event e
         WHERE e.entity LIKE 'audit.%' AND (e.xid, e.id) > (SELECT xid, id FROM audit.seal_position)
           AND NOT EXISTS (SELECT FROM audit.leaf l WHERE l.event_id = e.id) ORDER BY e.xid, e.id`,
};
const EXEMPT = { name: 'audit.verify.exempt', text: 'SELECT name, reason FROM audit.exempt_table' };
const POLICIES = {
  name: 'audit.verify.policies',
  text: 'SELECT table_name, column_name, policy FROM audit.column_policy',
};
const HELD = {
  name: 'audit.verify.held',
  text: 'SELECT count(*) FROM audit.leaf l JOIN audit.event e ON e.id = l.event_id WHERE l.event_id BETWEEN $1 AND $2',
};
const STILL_THERE = {
  name: 'audit.verify.still-there',
  text: `SELECT to_regclass('audit.' || $1) IN (SELECT relid FROM pg_partition_tree('audit.event')) IS TRUE AS attached,
           (SELECT id FROM audit.event WHERE id >= $2 AND id < $3 ORDER BY id LIMIT 1) AS held`,
};
