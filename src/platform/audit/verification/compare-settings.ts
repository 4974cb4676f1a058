import type { RegisteredKey } from '../sealing/signing-key.js';
import type { Archive } from './archives.js';
import { monthOf } from './archives.js';
import { saysTheSame, type SettingsTold, type ToldRow } from './settings-told.js';
import type { TrailCheck } from './trail-check.js';

/** What the trail goes by, as the database or the export has it now. */
export interface SettingsFound {
  readonly archives: readonly Archive[];
  readonly keys: readonly RegisteredKey[];
  /** Undefined in an export, which has nothing that goes by them. */
  readonly exempt?: readonly ToldRow[];
  readonly policies?: readonly ToldRow[];
}

/**
 * Compares the tables that the trail goes by with the events about them. An export may have been made before the event of the
 * newest row was sealed, and a month out of reach may hold the event: then it is a doubt and not tampering. Of a trail that was not read to its
 * end nothing is said.
 */
export function compareSettings(check: TrailCheck, found: SettingsFound, { isExport = false } = {}): void {
  if (check.isFull) return;
  const { settings, archived } = check;
  const isComplete = archived === 0 && !isExport;
  const untold = (sentence: string) =>
    check.found({ kind: isComplete ? 'untold' : 'unproven', index: check.tree.size, sentence });
  for (const archive of found.archives) compareArchive(settings, archive, untold, check);
  for (const { number, verifierKey } of found.keys) {
    const told = settings.of('audit.signing_key').find(({ row }) => row['number'] === number);
    if (saysTheSame({ verifier_key: verifierKey }, told, ['verifier_key'])) continue;
    untold(`key ${number} (${verifierKey}) stands in the database without an event of its registration`);
  }
  compareRows(settings, 'audit.exempt_table', found.exempt, ['name', 'reason'], untold);
  compareRows(settings, 'audit.column_policy', found.policies, ['table_name', 'column_name', 'policy'], untold);
}

function compareArchive(
  settings: SettingsTold,
  archive: Archive,
  untold: (sentence: string) => void,
  check: TrailCheck,
): void {
  const { partition, firstId, lastId, events, fileName, fileSha256 } = archive;
  const told = settings.of('audit.archive').find(({ row }) => row['partition'] === partition);
  const row = {
    ...{ partition, first_id: firstId, last_id: lastId, events },
    ...{ file_name: fileName, file_sha256: fileSha256 },
  };
  if (!saysTheSame(row, told, Object.keys(row))) {
    untold(`${partition} is said to be archived, but no event tells of that archiving`);
  }
  const month = monthOf(partition);
  const wrong = (sentence: string) => check.found({ kind: 'untold', index: check.tree.size, sentence });
  if (!month || firstId < month.firstId || lastId >= month.pastId || firstId > lastId) {
    wrong(`${partition} is said to be archived from ${firstId} to ${lastId}, which is not a month of the trail`);
  } else if (told && told.at < month.past) {
    wrong(`${partition} is said to have been archived on ${told.at.toISOString()}, before its month was over`);
  }
}

function compareRows(
  settings: SettingsTold,
  table: string,
  rows: readonly ToldRow[] | undefined,
  columns: readonly string[],
  untold: (sentence: string) => void,
): void {
  if (!rows) return;
  const told = settings.of(table);
  const nameOf = (row: ToldRow) => columns.map((column) => String(row[column])).join(' ');
  const known = new Set(told.map(({ row }) => nameOf(row)));
  const here = new Set(rows.map(nameOf));
  const [extra] = [...here].filter((name) => !known.has(name));
  const [gone] = [...known].filter((name) => !here.has(name));
  if (extra !== undefined) untold(`${table} says "${extra}", and no event tells that anybody put it there`);
  if (gone !== undefined) untold(`${table} no longer says "${gone}", and no event tells that anybody took it away`);
}
