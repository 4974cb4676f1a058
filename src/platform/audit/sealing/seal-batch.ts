import type { Session } from '../../database/session.js';
import { checkpointText, readCheckpoint } from './checkpoint.js';
import { CompactRange, type Subtree } from './compact-range.js';
import type { Hash } from './merkle.js';
import { signNote, type NoteSigner } from './signed-note.js';
import { readEdge, TILE_HEIGHT } from './tree-nodes.js';
import { firstRow } from '../../database/rows.js';

/** What one round of sealing did. */
export interface SealedBatch {
  /** How many events were sealed. */
  readonly count: number;
  /** The tree after it; the one to go on with. */
  readonly tree: CompactRange;
}

/**
 * Seals the next settled events: leaves, subtree roots and the signed checkpoint over them commit together or not at all,
 * so that a process killed at any moment leaves a whole tree.
 * @param known the tree as this process left it; read anew when another process has sealed since
 * @param most how many events at most
 */
export async function sealBatch(
  session: Session,
  signer: NoteSigner,
  known: CompactRange,
  most: number,
): Promise<SealedBatch> {
  const { waiting } = firstRow(await session.query<{ waiting: boolean }>(WAITING));
  if (!waiting) return { count: 0, tree: known };
  return session.transaction(async () => {
    const leaves = await session.query<{ seq: number; hash: Hash }>(SEAL, [most]);
    if (leaves.length === 0) return { count: 0, tree: known };
    leaves.sort((a, b) => a.seq - b.seq);
    const { seq: first } = firstRow(leaves);
    const tree = known.size === first ? known.copy() : new CompactRange(await readEdge(session.query, first));
    const tiles = leaves.flatMap(({ hash }) => tree.append(hash)).filter(isTile);
    if (tiles.length > 0) await session.query(ADD_TILES, tileColumns(tiles));
    const [size, root] = [tree.size, tree.root()];
    const [before] = await session.query<{ note: string }>(NEWEST);
    const when = checkpointTime(new Date(), before && readCheckpoint(before.note).at);
    const note = signNote(checkpointText({ origin: signer.name, size, root, ...when }), signer);
    await session.query(ADD_CHECKPOINT, [size, root, note]);
    return { count: leaves.length, tree };
  }, 'ISOLATION LEVEL READ COMMITTED');
}

/** How far the clocks of two machines that seal by turns may differ, in ms, before a checkpoint says so. */
const SKEW_MS = 60_000;

/** The time of a checkpoint never comes before that of the one before it. Who verifies learns of a clock that went back. */
function checkpointTime(now: Date, before: Date | undefined): { at: Date; clock?: Date } {
  if (!before || now >= before) return { at: now };
  return before.getTime() - now.getTime() > SKEW_MS ? { at: before, clock: now } : { at: before };
}

const isTile = ({ height }: Subtree): boolean => height > 0 && height % TILE_HEIGHT === 0;

const tileColumns = (tiles: readonly Subtree[]): unknown[] => [
  tiles.map(({ height }) => height / TILE_HEIGHT),
  tiles.map(({ index }) => index),
  tiles.map(({ hash }) => hash),
];

// Asked before anything is locked, so that an idle hospital costs no transaction number. The order leads to the index: for
// a bare EXISTS the planner walks through years of sealed events to the first that is not.
const WAITING = {
  name: 'audit.waiting',
  text: `SELECT cluster <> (SELECT system_identifier FROM pg_control_system())
           OR coalesce(next.xid < pg_snapshot_xmin(pg_current_snapshot()), false) AS waiting
         FROM audit.seal_position at LEFT JOIN LATERAL (
           SELECT e.xid FROM audit.event e WHERE (e.xid, e.id) > (at.xid, at.id) ORDER BY e.xid, e.id LIMIT 1) next ON true`,
};
const NEWEST = {
  name: 'audit.checkpoint.newest',
  text: 'SELECT note FROM audit.checkpoint ORDER BY size DESC LIMIT 1',
};
const SEAL = { name: 'audit.seal', text: 'SELECT seq, hash FROM audit.seal($1)' };
const ADD_TILES = {
  name: 'audit.tile.add',
  text: 'INSERT INTO audit.tile (level, idx, hash) SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bytea[])',
};
const ADD_CHECKPOINT = {
  name: 'audit.checkpoint.add',
  text: 'INSERT INTO audit.checkpoint (size, root, note) VALUES ($1, $2, $3)',
};
