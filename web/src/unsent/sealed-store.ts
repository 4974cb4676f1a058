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

const DATABASE = 'benhan.unsent';
const STORE = 'unsent';
/** What nobody came back for is dropped after this long, in ms. */
const LONGEST = 30 * 24 * 60 * 60_000;

let opened: Promise<IDBDatabase> | undefined;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no database'));
  });
  return opened;
}

/** Runs one request in a transaction of its own, and waits until that is on the disk. */
async function within<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const transaction = (await database()).transaction(STORE, mode, { durability: 'strict' });
  const request = work(transaction.objectStore(STORE));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error ?? new Error('not stored'));
  });
}

export const putEntry = (entry: SealedEntry): Promise<unknown> => within('readwrite', (store) => store.put(entry));
export const dropEntry = (id: string): Promise<unknown> => within('readwrite', (store) => store.delete(id));

/** What lies here of one person; of anybody, what is too old goes. */
export async function entriesOf(owner: string): Promise<readonly SealedEntry[]> {
  const all = await within('readonly', (store) => store.getAll() as IDBRequest<SealedEntry[]>);
  const isOld = ({ at }: SealedEntry) => Date.now() - at > LONGEST;
  await Promise.all(all.filter(isOld).map(({ id }) => dropEntry(id)));
  return all.filter((entry) => entry.owner === owner && !isOld(entry));
}
