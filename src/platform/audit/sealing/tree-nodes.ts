import type { Statement } from '../../database/database.js';
import { coverOf, joined, type Subtree } from './compact-range.js';
import { rootOf, type Hash, type HashRange } from './merkle.js';

/** Heights between stored levels: a tile is the root of 2^4 nodes of the level below. */
export const TILE_HEIGHT = 4;

/** Runs one prepared statement, on a pool or within a transaction. */
export type Query = <Row extends object>(statement: Statement, values?: readonly unknown[]) => Promise<Row[]>;

/** The leaves `from` to `to` (exclusive). */
export type Leaves = readonly [from: number, to: number];

/** Neighbouring nodes of one stored level; level 0 are the leaves. */
export interface Span {
  readonly level: number;
  readonly first: number;
  readonly count: number;
}

export interface NodeRow {
  level: number;
  idx: number;
  hash: Hash;
}

/**
 * Reads what is needed to hash some ranges of leaves: one statement, at most 8 rows for each complete subtree.
 * @param ranges each beginning at a boundary of the tree's splits, as the ranges of RFC 6962's proofs do
 * @throws Error when the tree has not all these nodes
 */
export async function readRanges(query: Query, ranges: readonly Leaves[]): Promise<HashRange> {
  const spans = ranges.flatMap(([from, to]) => coverOf(from, to)).map(spanOf);
  const rows = await readNodes(query, spans);
  const hashes = new Map(rows.map(({ level, idx, hash }) => [`${level}/${idx}`, hash]));
  const subtreeHash = (subtree: Omit<Subtree, 'hash'>): Hash => {
    const { level, first, count } = spanOf(subtree);
    return rootOf(Array.from({ length: count }, (_, at) => requireNode(hashes, level, first + at)));
  };
  return (from, to) => joined(coverOf(from, to).map(subtreeHash));
}

/** The stored nodes of some spans, as far as they exist; one statement. */
export const readNodes = (query: Query, spans: readonly Span[]): Promise<NodeRow[]> =>
  query<NodeRow>(NODES, [
    spans.map(({ level }) => level),
    spans.map(({ first }) => first),
    spans.map(({ first, count }) => first + count),
  ]);

/** The right edge of the tree of `size` leaves. */
export async function readEdge(query: Query, size: number): Promise<Subtree[]> {
  const cover = coverOf(0, size);
  const range = await readRanges(query, [[0, size]]);
  return cover.map((subtree) => {
    const [first, width] = [subtree.index * 2 ** subtree.height, 2 ** subtree.height];
    return { ...subtree, hash: range(first, first + width) };
  });
}

/** Which stored nodes make up a complete subtree. */
function spanOf({ height, index }: Omit<Subtree, 'hash'>): Span {
  const level = Math.floor(height / TILE_HEIGHT);
  const count = 2 ** (height - level * TILE_HEIGHT);
  return { level, first: index * count, count };
}

function requireNode(hashes: ReadonlyMap<string, Hash>, level: number, idx: number): Hash {
  const hash = hashes.get(`${level}/${idx}`);
  if (!hash) throw new Error(`the tree of the audit trail has no node ${idx} on level ${level}`);
  return hash;
}

const NODES = {
  name: 'audit.nodes',
  text: `SELECT node.* FROM unnest($1::int[], $2::bigint[], $3::bigint[]) AS span (level, first, past), LATERAL (
           SELECT 0 AS level, seq AS idx, hash FROM audit.leaf
            WHERE span.level = 0 AND seq >= span.first AND seq < span.past
           UNION ALL
           SELECT level, idx, hash FROM audit.tile
            WHERE level = span.level AND idx >= span.first AND idx < span.past) node`,
};
