import { readCheckpoint, type Checkpoint } from '../sealing/checkpoint.js';
import { openNote, type NoteVerifier } from '../sealing/signed-note.js';
import type { WitnessedCheckpoint } from '../sealing/witness.js';

/** A statement "the first `size` leaves have this root", and where it comes from. */
export interface KnownCheckpoint extends Checkpoint {
  readonly note: string;
  readonly source: 'trail' | 'witness';
  /** Where a witness keeps it. */
  readonly place?: string;
  /** What a witness noted of the leaves that this checkpoint added, from number `from` on. */
  readonly notes?: { readonly from: number; readonly hashes: Buffer };
}

/** What was read of a source. */
export interface Collected {
  /** Smallest first. */
  readonly known: KnownCheckpoint[];
  /** How many entries were no checkpoint. */
  readonly unreadable: number;
  /** How many of them came behind the last that is one: they may have been the newest. */
  readonly unreadableLast: number;
}

/** Reads a note without asking who signed it. @throws Error when it is no checkpoint */
export const readNote = (note: string, source: KnownCheckpoint['source']): KnownCheckpoint => ({
  ...readCheckpoint(note),
  note,
  source,
});

/** Whether a key that counts has signed it; the reason when not. */
export function signatureProblem({ note }: { note: string }, keys: readonly NoteVerifier[]): string | undefined {
  try {
    openNote(note, keys);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** All of a source in memory, smallest first. What is no checkpoint is counted. */
export async function collectAll(
  source: AsyncIterable<WitnessedCheckpoint>,
  kind: KnownCheckpoint['source'],
): Promise<Collected> {
  const known: KnownCheckpoint[] = [];
  let [unreadable, unreadableLast] = [0, 0];
  for await (const { note, from, leaves } of source) {
    try {
      const noted = from !== undefined && leaves !== undefined;
      const notes = noted ? { notes: { from, hashes: Buffer.from(leaves, 'base64') } } : {};
      known.push({ ...readNote(note, kind), ...notes });
      unreadableLast = 0;
    } catch {
      unreadable += 1;
      unreadableLast += 1;
    }
  }
  return { known: known.sort((a, b) => a.size - b.size), unreadable, unreadableLast };
}

/** Like {@link collectAll}, for who trusts that all of it can be read. */
export const collect = async (
  source: AsyncIterable<WitnessedCheckpoint>,
  kind: KnownCheckpoint['source'],
): Promise<KnownCheckpoint[]> => (await collectAll(source, kind)).known;
