import type { WardBoardResponse } from '../api/generated/index.ts';
import { onSessionChange, sessionState } from '../api/session.ts';
import { canSeal } from '../unsent/person-keys.ts';

/** A board as it was last answered in this tab, and when, in ms since 1970. */
export interface LastBoard {
  readonly board: WardBoardResponse;
  readonly at: number;
}

/** The sealed board, for as long as the tab lives. */
const KEPT = 'benhan.board';
const [DATABASE, STORE, KEY] = ['benhan.board', 'keys', 'board'];
/** What is older tells nothing of who lies there now, in ms. */
const OLDEST = 12 * 60 * 60_000;

let opened: Promise<IDBDatabase> | undefined;
const database = (): Promise<IDBDatabase> =>
  (opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no database'));
  }));

async function within<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const transaction = (await database()).transaction(STORE, mode);
  const request = work(transaction.objectStore(STORE));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error ?? new Error('not stored'));
  });
}

/** Counts what made the copy go: one that is being written meanwhile does not come back. */
let dropped = 0;

/** Keeps what was answered for a reload while no server answers. Its key cannot be taken out of the browser, and goes with it. */
export async function keepBoard(last: LastBoard): Promise<void> {
  if (!canSeal()) return;
  const before = dropped;
  const key = (await keyThere()) ?? (await newKey());
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const clear = new TextEncoder().encode(JSON.stringify(last));
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, clear));
  if (dropped === before && sessionState().kind === 'signed-in') {
    sessionStorage.setItem(KEPT, textOf(new Uint8Array([...iv, ...sealed])));
  }
}

/** What was kept in this tab, if it is not too old. */
export async function lastBoard(): Promise<LastBoard | undefined> {
  const kept = sessionStorage.getItem(KEPT);
  const key = kept === null || !canSeal() ? undefined : await keyThere();
  if (kept === null || !key) return undefined;
  const bytes = Uint8Array.from(atob(kept), (sign) => sign.charCodeAt(0));
  const clear = await crypto.subtle
    .decrypt({ name: 'AES-GCM', iv: bytes.slice(0, 12) }, key, bytes.slice(12))
    .catch(() => undefined);
  const last = clear && (JSON.parse(new TextDecoder().decode(clear)) as LastBoard);
  return last && Date.now() - last.at < OLDEST ? last : undefined;
}

/** Nothing readable stays on a shared terminal: it goes when somebody locks, signs out, or is signed out. */
export function dropBoardWithSession(): void {
  onSessionChange(() => {
    if (sessionState().kind !== 'signed-out') return;
    dropped += 1;
    sessionStorage.removeItem(KEPT);
    if (canSeal()) void within('readwrite', (store) => store.delete(KEY)).catch(() => undefined);
  });
}

const keyThere = (): Promise<CryptoKey | undefined> =>
  within('readonly', (store) => store.get(KEY) as IDBRequest<CryptoKey | undefined>);

async function newKey(): Promise<CryptoKey> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  await within('readwrite', (store) => store.put(key, KEY));
  return key;
}

function textOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
