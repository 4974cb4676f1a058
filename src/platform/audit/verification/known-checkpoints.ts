import { readCheckpoint, type Checkpoint } from '../sealing/checkpoint.js';
import { openNote, type NoteVerifier } from '../sealing/signed-note.js';
import type { WitnessedCheckpoint } from '../sealing/witness.js';

/** A statement "the first `size` leaves have this root", and where it comes from. */
export interface KnownCheckpoint extends Checkpoint {
  readonly note: string;
  readonly source: 'trail' | 'witness';
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

/** All of a source in memory, smallest first. */
export async function collect(
  source: AsyncIterable<Pick<WitnessedCheckpoint, 'note'>>,
  kind: KnownCheckpoint['source'],
): Promise<KnownCheckpoint[]> {
  const known: KnownCheckpoint[] = [];
  for await (const { note } of source) known.push(readNote(note, kind));
  return known.sort((a, b) => a.size - b.size);
}
