import { WAL_FILE } from './backup-folder.js';

/** Files of 16 MB of the log, 256 to a number of eight digits. */
const PER_LOG = 256;
const MOST_NAMED = 5;

/** Where in the log a file stands, whichever line of time it is of. */
const placeOf = (name: string): number =>
  Number.parseInt(name.slice(8, 16), 16) * PER_LOG + Number.parseInt(name.slice(16), 16);

const nameOf = (place: number, timeline: string): string =>
  timeline +
  [Math.floor(place / PER_LOG), place % PER_LOG]
    .map((part) => part.toString(16).padStart(8, '0'))
    .join('')
    .toUpperCase();

/**
 * What lacks in the log behind a base backup though later files are there: a restore ends before it, and what came after is out of reach.
 * @param lastWal the last file that the base backup itself holds
 * @returns names, the first few of them
 */
export function missingWal(files: readonly string[], lastWal: string): string[] {
  const from = placeOf(lastWal);
  const there = new Set(
    files
      .filter((name) => WAL_FILE.test(name))
      .map(placeOf)
      .filter((place) => place > from),
  );
  let newest = from;
  for (const place of there) newest = Math.max(newest, place);
  const missing: string[] = [];
  for (let place = from + 1; place < newest && missing.length < MOST_NAMED; place += 1) {
    if (!there.has(place)) missing.push(nameOf(place, lastWal.slice(0, 8)));
  }
  return missing;
}
