import { onSessionChange, sessionState } from '../api/session.ts';
import { askPersonKeys, canSeal, type PersonKeys } from './person-keys.ts';
import { dropEntry, entriesOf, putEntry, type SealedEntry } from './sealed-store.ts';

/** Something that was typed and not sent. */
export interface Unsent {
  /** Of the form and whom it is about. */
  readonly name: string;
  readonly value: unknown;
  /** The screen it was typed at; none for what is no text of a form. */
  readonly path?: string;
  /** The patient whom the screen was about. */
  readonly whom?: string;
  /** In ms since 1970. */
  readonly at: number;
}

/** Of the person signed in, by name. It goes from the page when they leave; sealed, it stays on the machine. */
let held = new Map<string, Unsent>();
let owner: string | undefined;
let keys: PersonKeys | undefined;
/** Where sealing is not possible (plain http), the page's memory is all there is: it is kept by person then. */
const heldInPage = new Map<string, Map<string, Unsent>>();
/** Stores that run, by name: one at a time for each. */
const storing = new Map<string, Promise<void>>();
/** What was sent or given up, by name, until other tabs were told of it. */
const sent = new Map<string, Unsent>();
const tabs = new BroadcastChannel('benhan.unsent');

/** What another tab of the same person did: it wrote this, or it sent this. */
export interface FromTab {
  readonly name: string;
  readonly value: unknown;
  readonly isSent: boolean;
}
/** What one tab tells the others. Only their author's keys open it. */
interface Told {
  readonly owner: string;
  readonly entry: SealedEntry;
  readonly isSent: boolean;
}
const listeners = new Set<(from: FromTab | undefined) => void>();

/** Calls `changed` with what another tab did, or with nothing when something changed here; returns how to stop. */
export function onUnsentChange(changed: (from: FromTab | undefined) => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}
const tell = (from?: FromTab): void => listeners.forEach((changed) => changed(from));

export const unsentOf = (name: string): Unsent | undefined => held.get(name);

let listed: readonly Unsent[] = [];
/** Texts of forms, the latest first; the same array as long as nothing changed. */
export function allUnsent(): readonly Unsent[] {
  const now = [...held.values()].filter(({ path }) => path !== undefined).sort((one, other) => other.at - one.at);
  const isSame = now.length === listed.length && now.every((one, place) => one === listed[place]);
  if (!isSame) listed = now;
  return listed;
}

/** Whether what is typed now outlives this page. */
export const isSealing = (): boolean => keys !== undefined;

/** Keeps something for the person signed in. */
export function keepUnsent(entry: Omit<Unsent, 'at'>): void {
  if (owner === undefined) return;
  held.set(entry.name, { ...entry, at: Date.now() });
  tell();
  store(entry.name);
}

/** It was sent, or given up: also in other tabs, where it would be sent a second time. */
export function dropUnsent(name: string): void {
  const entry = held.get(name);
  if (!entry) return;
  held.delete(name);
  sent.set(name, entry);
  tell();
  store(name);
}

/** One store at a time for each name: what is typed meanwhile is stored next. A page that closes loses a letter at most. */
function store(name: string): void {
  const mine = keys;
  if (!mine || storing.has(name)) return;
  const from = held;
  const work = async () => {
    const id = await mine.idOf(name);
    for (let stored: Unsent | undefined | null = null; stored !== from.get(name);) {
      stored = from.get(name);
      const last = stored ?? sent.get(name);
      const entry = last && (await mine.seal(id, last));
      await (stored && entry ? putEntry(entry) : dropEntry(id));
      if (entry) tabs.postMessage({ owner: mine.owner, entry, isSent: !stored } satisfies Told);
    }
    sent.delete(name);
  };
  // A disk that is full keeps nothing; the page still does.
  storing.set(
    name,
    work()
      .catch(() => undefined)
      .finally(() => storing.delete(name)),
  );
}

/** Finds what the person signed in left behind on this machine. It is waited for before their screens open. */
export async function findUnsent(person: string): Promise<void> {
  if (owner === person) return;
  owner = person;
  keys = undefined;
  const mine = heldInPage.get(person) ?? new Map<string, Unsent>();
  held = mine;
  heldInPage.set(person, mine);
  if (!canSeal()) return;
  await Promise.all(storing.values());
  const found = await askPersonKeys(person).catch(() => undefined);
  if (!found || owner !== person) return;
  for (const sealed of await entriesOf(person).catch(() => [])) {
    const entry = (await found.open(sealed)) as Unsent | undefined;
    if (entry && !mine.has(entry.name)) mine.set(entry.name, entry);
  }
  if (owner !== person) return;
  keys = found;
  for (const name of mine.keys()) store(name);
  tell();
}

/** Whoever leaves takes it along: the page forgets it, once it is sealed. Without keys it stays, for its author alone. */
function leave(): void {
  const state = sessionState();
  if (owner === undefined || (state.kind === 'signed-in' && state.person.id === owner)) return;
  if (keys) heldInPage.delete(owner);
  owner = undefined;
  keys = undefined;
  held = new Map();
  tell();
}
onSessionChange(leave);

/** Another tab of the same person wrote or sent something: what was sent there is not sent here once more. */
async function hear({ entry, isSent }: Told): Promise<void> {
  const mine = keys;
  const theirs = (await mine?.open(entry)) as Unsent | undefined;
  if (!theirs || mine !== keys) return;
  const { name, value } = theirs;
  const own = held.get(name);
  if (!isSent) held.set(name, theirs);
  else if (own && JSON.stringify(own.value) === JSON.stringify(value)) held.delete(name);
  else if (own) store(name);
  tell({ name, value, isSent });
}
tabs.addEventListener('message', ({ data }: MessageEvent<Told>) => {
  if (data.owner === owner) void hear(data).catch(() => undefined);
});
