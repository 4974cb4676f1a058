import { Injectable } from '@nestjs/common';
import { archivedProblems } from '../archived/archived.errors.js';
import { ArchivedEvents } from '../archived/archived-events.js';
import { Database } from '../../database/database.js';
import { pageOf, readCursor, type Page, type PageQuery } from '../../routes/pagination.js';
import { httpProblems, Problem } from '../../../kernel/problem.js';
import { consistencyProof, inclusionProof, type Hash, type HashRange } from '../sealing/merkle.js';
import { leafColumnsAsJson, leafText, type LeafColumns } from '../sealing/leaf-text.js';
import { registeredKeys, type RegisteredKey } from '../sealing/signing-key.js';
import { readRanges, type Leaves, type Query } from '../sealing/tree-nodes.js';
import type { ConsistencyQuery } from './dto/proofs.dto.js';
import type { CheckpointResponse, ConsistencyProofResponse, EventProofResponse } from './dto/proof.response.js';
import { proofProblems } from './proofs.errors.js';

interface CheckpointRow {
  size: number;
  root: Hash;
  note: string;
  created_at: Date;
}

interface SealedLeafRow extends CheckpointRow {
  index: number | null;
  hash: Hash | null;
}

interface SealedEventRow extends SealedLeafRow {
  leaf: LeafColumns;
}

/** Proofs over the sealed trail; each costs two statements, whatever the size of the trail. */
@Injectable()
export class ProofQueries {
  private readonly query: Query = (statement, values) => this.database.query(statement, values);

  constructor(
    private readonly database: Database,
    private readonly archived: ArchivedEvents,
  ) {}

  /**
   * @param size of the checkpoint the proof leads to; the newest when absent
   * @throws Problem notFound, notSealedYet, noSuchCheckpoint, archiveNotAtHand
   */
  async event(id: string, size?: number): Promise<EventProofResponse> {
    const [inDatabase] = await this.database.query<SealedEventRow>(SEALED_EVENT, [id, size ?? null]);
    const { leaf, row } = inDatabase
      ? { leaf: leafText(inDatabase.leaf), row: inDatabase }
      : await this.archivedEvent(id, size);
    const { index, hash } = row;
    if (index === null || hash === null) throw new Problem(proofProblems.notSealedYet);
    if (row.size === null || row.size <= index) throw new Problem(proofProblems.noSuchCheckpoint);
    const path = await this.proof((range) => inclusionProof(index, row.size, range));
    return { eventId: id, index, leaf, leafHash: base64(hash), path, checkpoint: toResponse(row) };
  }

  /** The leaf from the archive, its place from the tree. @throws Problem notFound, archiveNotAtHand */
  private async archivedEvent(id: string, size: number | undefined): Promise<{ leaf: string; row: SealedLeafRow }> {
    const { event, month } = await this.archived.byId(id);
    if (month) throw new Problem(archivedProblems.archiveNotAtHand, { params: { month } });
    if (!event) throw new Problem(httpProblems.notFound);
    const [row] = await this.database.query<SealedLeafRow>(SEALED_LEAF, [id, size ?? null]);
    if (!row) throw new Problem(httpProblems.notFound);
    return { leaf: event.leaf, row };
  }

  /** @throws Problem beyondTheTree */
  async consistency({ from, to }: ConsistencyQuery): Promise<ConsistencyProofResponse> {
    const newest = await this.newest();
    const size = to ?? newest?.size ?? 0;
    if (!newest || from > size || size > newest.size) {
      throw new Problem(proofProblems.beyondTheTree, { params: { size: newest?.size ?? 0 } });
    }
    const roots = await readRanges(this.query, [
      [0, from],
      [0, size],
    ]);
    const path = await this.proof((range) => consistencyProof(from, size, range));
    return { from, to: size, fromRoot: base64(roots(0, from)), toRoot: base64(roots(0, size)), path };
  }

  /** Newest first. */
  async checkpoints(query: PageQuery): Promise<Page<CheckpointResponse>> {
    const [before] = readCursor(query.cursor, ['whole']) ?? [];
    const rows = await this.database.query<CheckpointRow>(CHECKPOINTS, [
      before ?? Number.MAX_SAFE_INTEGER,
      query.limit + 1,
    ]);
    return pageOf(rows, query, ({ size }) => [String(size)], toResponse);
  }

  /** The newest checkpoint; undefined before anything is sealed. */
  async newest(): Promise<{ size: number; note: string } | undefined> {
    const [newest] = await this.database.query<CheckpointRow>(CHECKPOINTS, [Number.MAX_SAFE_INTEGER, 1]);
    return newest;
  }

  /** Audit paths of many leaves to the tree of `size`, in one statement. */
  async inclusionPaths(indexes: readonly number[], size: number): Promise<ReadonlyMap<number, Hash[]>> {
    const needed = new Map<string, Leaves>();
    for (const index of indexes) {
      for (const range of rangesOf((range) => inclusionProof(index, size, range))) needed.set(range.join(), range);
    }
    const range = await readRanges(this.query, [...needed.values()]);
    return new Map(indexes.map((index) => [index, inclusionProof(index, size, range)]));
  }

  keys(): Promise<RegisteredKey[]> {
    return registeredKeys(this.query);
  }

  private async proof(rule: (range: HashRange) => Hash[]): Promise<string[]> {
    return rule(await readRanges(this.query, rangesOf(rule))).map(base64);
  }
}

/** The ranges a proof's rule asks for, learnt by running it without their hashes. */
function rangesOf(rule: (range: HashRange) => Hash[]): Leaves[] {
  const needed: Leaves[] = [];
  rule((from, to) => {
    needed.push([from, to]);
    return Buffer.alloc(0);
  });
  return needed;
}

const base64 = (hash: Hash): string => hash.toString('base64');

const toResponse = ({ size, root, note, created_at }: CheckpointRow): CheckpointResponse => ({
  size,
  root: base64(root),
  createdAt: created_at.toISOString(),
  note,
});

const SEALED_EVENT = {
  name: 'audit.proof.event',
  text: `SELECT ${leafColumnsAsJson('e')} AS leaf, l.seq AS index, l.hash, c.size, c.root, c.note, c.created_at
         FROM audit.trail e LEFT JOIN audit.leaf l ON l.event_id = e.id
         LEFT JOIN LATERAL (SELECT * FROM audit.checkpoint WHERE $2::bigint IS NULL OR size = $2
                            ORDER BY size DESC LIMIT 1) c ON true
         WHERE e.id = $1`,
};
const SEALED_LEAF = {
  name: 'audit.proof.leaf',
  text: `SELECT l.seq AS index, l.hash, c.size, c.root, c.note, c.created_at
         FROM audit.leaf l LEFT JOIN LATERAL (SELECT * FROM audit.checkpoint WHERE $2::bigint IS NULL OR size = $2
                                              ORDER BY size DESC LIMIT 1) c ON true
         WHERE l.event_id = $1`,
};
const CHECKPOINTS = {
  name: 'audit.proof.checkpoints',
  text: `SELECT size, root, note, created_at FROM audit.checkpoint WHERE size < $1 ORDER BY size DESC LIMIT $2`,
};
