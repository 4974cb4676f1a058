import { createHash } from 'node:crypto';
import { compareDefinitions, type Definition } from './compare-definitions.js';

/** What `emr migrate` left defined, and sealed. */
export interface DefinitionSet {
  readonly number: number;
  /** SHA-256 over the guards that were applied. */
  readonly guards: string;
  /** Names of the migrations that were applied. */
  readonly migrations: readonly string[];
  readonly definitions: readonly Definition[];
}

/** As a row of audit.definition_set has it, with what its event on the trail says. */
export interface DefinitionSetRow {
  readonly number: number;
  readonly guards: string;
  readonly migrations: readonly string[];
  readonly definitions: readonly (readonly [kind: string, name: string, hash: string])[];
  /** Null when the event is not on the trail. */
  readonly fingerprint: string | null;
}

/** SHA-256 over all of it, in hexadecimal. */
export function fingerprintOf({ number, guards, migrations, definitions }: DefinitionSet): string {
  const text = JSON.stringify([number, guards, migrations, definitions.map(rowOf)]);
  return createHash('sha256').update(text).digest('hex');
}

/** @returns undefined when the row is not what its event on the trail says */
export function readDefinitionSet(row: DefinitionSetRow): DefinitionSet | undefined {
  const { number, guards, migrations, fingerprint } = row;
  const set = {
    number,
    guards,
    migrations,
    definitions: row.definitions.map(([kind, name, hash]) => ({ kind, name, hash })),
  };
  return fingerprintOf(set) === fingerprint ? set : undefined;
}

/** Value of the column `definitions`. */
export const definitionsJson = ({ definitions }: DefinitionSet): string => JSON.stringify(definitions.map(rowOf));

const rowOf = ({ kind, name, hash }: Definition): [string, string, string] => [kind, name, hash];

/**
 * The set that counts: the newest, when its event says the same, and when it does not say otherwise than the first that was sealed of the same
 * guards and migrations. What makes writes events changes with those only; the owner of the tables can write a set, and an event that vouches
 * for it, at any time.
 * @param rows as {@link newestSet} reads them
 */
export function countingSet(rows: readonly DefinitionSetRow[]): DefinitionSet | undefined {
  const [newest, first] = rows.map(readDefinitionSet);
  if (!newest || !first) return newest;
  const those = newest.definitions.filter((one) => !isOfReader(one));
  const before = first.definitions.filter((one) => !isOfReader(one));
  return compareDefinitions(before, those).some(({ escapes }) => escapes) ? undefined : newest;
}

/** What the guards make once a hospital has made the role of the auditor or of the warehouse: that it reads all rows. */
const isOfReader = ({ kind, hash }: Definition): boolean => kind === 'policy' && READERS.has(hash);
const READERS: ReadonlySet<string> = new Set(
  ['emr_auditor', 'emr_warehouse'].map((role) => createHash('sha256').update(`r t ${role} true /`).digest('hex')),
);

/**
 * The newest set, and behind it the first of the same guards and migrations where there is another. The events are read where they lie by whoever
 * may, and through their view by the application.
 */
export const newestSet = (events: 'audit.event' | 'audit.trail'): { name: string; text: string } => ({
  name: `definitions.newest.${events}`,
  text: `WITH newest AS (SELECT * FROM audit.definition_set ORDER BY number DESC LIMIT 1)
    SELECT s.number, s.event_id AS "eventId", s.guards, s.migrations, s.definitions, e.detail->>'fingerprint' AS fingerprint
      FROM newest JOIN audit.definition_set s ON s.number IN (newest.number,
        (SELECT min(o.number) FROM audit.definition_set o WHERE o.guards = newest.guards AND o.migrations = newest.migrations))
      LEFT JOIN ${events} e ON e.id = s.event_id AND e.entity = 'definition_set' ORDER BY s.number DESC`,
});
