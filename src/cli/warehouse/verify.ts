import { join } from 'node:path';
import { collectAll, readNote } from '../../platform/audit/verification/known-checkpoints.js';
import type { VerificationReport } from '../../platform/audit/verification/report.js';
import { verifyDatabase } from '../../platform/audit/verification/verify-database.js';
import { readWitnessFolder } from '../../platform/audit/sealing/witness.js';
import { firstRow } from '../../platform/database/rows.js';
import { addressOf, type Facility, type Query, rows, within } from './place.js';

/**
 * Verifies a hospital's trail in its copy: against the hospital's own checkpoints, which came along, those that witnesses have, and the one
 * that the warehouse kept when it verified last, by the key that it kept when the hospital was added.
 */
export async function verifyFacility(
  warehouseUrl: string,
  facility: Facility,
  { keys, witnesses, archives }: { keys: readonly string[]; witnesses: readonly string[]; archives?: string },
): Promise<VerificationReport> {
  const found = await Promise.all(witnesses.map((folder) => collectAll(readWitnessFolder(folder), 'witness')));
  const logName = facility.verifierKey?.split('+')[0];
  const isOfIt = (name: string) => !logName || name === logName;
  return within(addressOf(warehouseUrl, facility.database), async (copy) => {
    const { size } = firstRow(
      await rows<{ size: number }>(copy.query, 'SELECT coalesce(max(size), 0) AS size FROM audit.checkpoint'),
    );
    // The copy is some seconds behind: what a witness knows beyond it says nothing against it.
    const told = found.flatMap(({ known }) => known).filter((one) => isOfIt(one.origin) && one.size <= size);
    return verifyDatabase(copy, {
      trustedKeys: keys.length > 0 ? keys.filter((key) => isOfIt(key.split('+')[0] ?? '')) : keptKey(facility),
      ...(logName && { logName }),
      witnessed: [...told, ...(facility.checkpoint ? [readNote(facility.checkpoint, 'witness')] : [])],
      // A month that the hospital archived stays here; of one that it had archived before, the files lie in a folder of its code.
      isCopy: true,
      archiveFolder: archives && join(archives, facility.code),
      unreadable: found.reduce((sum, { unreadable }) => sum + unreadable, 0),
    });
  });
}

const keptKey = ({ verifierKey }: Facility): string[] => (verifierKey ? [verifierKey] : []);

/** Keeps the newest checkpoint of a copy, as a witness would: what is cut off later, at the hospital too, is seen against it. */
export async function keepCheckpoint(
  query: Query,
  warehouseUrl: string,
  facility: Pick<Facility, 'code' | 'database'>,
): Promise<void> {
  const [newest] = await within(addressOf(warehouseUrl, facility.database), (copy) =>
    rows<{ note: string }>(copy.query, 'SELECT note FROM audit.checkpoint ORDER BY size DESC LIMIT 1'),
  );
  await rows(
    query,
    'UPDATE city.facility SET verified_at = now(), checkpoint = coalesce($2, checkpoint) WHERE code = $1',
    [facility.code, newest?.note ?? null],
  );
}

export interface Readings {
  readonly readings: number;
  /** The first that is not what its hash says. */
  readonly broken: number | null;
  /** Of the newest, in hexadecimal. */
  readonly head: string | null;
}

/** The trail of what was asked in the warehouse itself. */
export async function verifyReadings(query: Query): Promise<Readings> {
  return firstRow(await rows<Readings>(query, READINGS));
}

const READINGS = `SELECT count(*)::int AS readings, (array_agg(encode(hash, 'hex') ORDER BY number DESC))[1] AS head,
    min(number) FILTER (WHERE hash IS DISTINCT FROM wanted OR number <> place)::int AS broken
  FROM (SELECT r.number, r.hash, row_number() OVER (ORDER BY r.number) AS place,
      city.reading_hash(lag(r.hash) OVER (ORDER BY r.number), r) AS wanted FROM city.reading r) told`;
