import { createHash } from 'node:crypto';
import type { Definition } from './compare-definitions.js';

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

/** The newest set. The events are read where they lie by whoever may, and through their view by the application. */
export const newestSet = (events: 'audit.event' | 'audit.trail'): { name: string; text: string } => ({
  name: `definitions.newest.${events}`,
  text: `SELECT s.number, s.event_id AS "eventId", s.guards, s.migrations, s.definitions, e.detail->>'fingerprint' AS fingerprint
    FROM audit.definition_set s LEFT JOIN ${events} e ON e.id = s.event_id AND e.entity = 'definition_set' ORDER BY s.number DESC LIMIT 1`,
});
