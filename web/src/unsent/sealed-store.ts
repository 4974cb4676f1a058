import { browserStore } from '../session/browser-store.ts';

/** A piece of unsent text as it lies on the machine: whose it is, and nothing of what it says. */
export interface SealedEntry {
  /** The person's id, and a keyed hash of the form's name. */
  readonly id: string;
  readonly owner: string;
  /** When it was written last, in ms since 1970. */
  readonly at: number;
  /** Which of its author's keys opens it. */
  readonly version: string;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
}

/** What nobody came back for is dropped after this long, in ms. */
const LONGEST = 30 * 24 * 60 * 60_000;

const within = browserStore('benhan.unsent', 'unsent', 'id');

export const putEntry = (entry: SealedEntry): Promise<unknown> => within('readwrite', (store) => store.put(entry));
export const dropEntry = (id: string): Promise<unknown> => within('readwrite', (store) => store.delete(id));

/** What lies here of one person; of anybody, what is too old goes. */
export async function entriesOf(owner: string): Promise<readonly SealedEntry[]> {
  const all = await within('readonly', (store) => store.getAll() as IDBRequest<SealedEntry[]>);
  const isOld = ({ at }: SealedEntry) => Date.now() - at > LONGEST;
  await Promise.all(all.filter(isOld).map(({ id }) => dropEntry(id)));
  return all.filter((entry) => entry.owner === owner && !isOld(entry));
}
