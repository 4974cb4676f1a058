import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/prisma.js';

/** A row that holds something sealed. */
export interface Sealed {
  readonly id: string;
  /** What it was sealed for: a person, a file. */
  readonly owner: string;
  readonly sealed: string | null;
}

/** One place where sealed secrets lie: how to read rows in order of their ids, and how to put one back. */
export interface SealedPlace {
  rows(tx: Tx, after: string): Promise<readonly Sealed[]>;
  /** Only when it is still what was read: whoever changed it in between did so with the newest key. */
  replace(tx: Tx, row: Sealed, sealed: string): Promise<{ count: number }>;
}

/** How many rows of a place are sealed anew in one transaction. */
export const SEALED_BATCH = 200;

/** The next rows of a place. */
export const inOrder = (after: string) =>
  ({ where: { id: { gt: after } }, orderBy: { id: 'asc' }, take: SEALED_BATCH }) as const;

/** Places of other folders than those of the keys themselves: each tells of its own. */
@Injectable()
export class SealedPlaces {
  readonly all = new Map<string, SealedPlace>();

  add(name: string, place: SealedPlace): void {
    this.all.set(name, place);
  }
}
