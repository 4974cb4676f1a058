import { firstRow } from '../../platform/database/rows.js';
import type { DatabaseCheck } from './database-checks.js';

interface DurabilityRow {
  /** Settings by which PostgreSQL answers before anything is on the disk, or goes on over damage. */
  readonly unsafe: string;
  readonly hasChecksums: boolean;
  /** Pages that were read and not what was written, in this database and in what all share. */
  readonly damaged: number;
}

/**
 * Whether what was answered is on the disk and comes back as it was written: settings that make a database quick for a trial lose the last
 * words at a power cut, and a disk that forgets is noticed by checksums alone.
 */
export const askDurability: DatabaseCheck = async (query) => {
  const { unsafe, hasChecksums, damaged } = firstRow(
    await query<DurabilityRow>({ name: 'doctor.durability', text: DURABILITY }),
  );
  if (damaged > 0) return [{ check: 'durability', says: 'damaged', values: { count: damaged } }];
  if (unsafe !== '') return [{ check: 'durability', says: 'unsafe', values: { names: unsafe } }];
  return [{ check: 'durability', says: hasChecksums ? 'safe' : 'unchecked' }];
};

const DURABILITY = `
  SELECT coalesce((SELECT string_agg(name || ' = ' || setting, ', ' ORDER BY name) FROM pg_settings
      WHERE (name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting = 'off')
         OR (name IN ('zero_damaged_pages', 'ignore_checksum_failure') AND setting = 'on')), '') AS unsafe,
    current_setting('data_checksums') = 'on' AS "hasChecksums",
    coalesce((SELECT sum(checksum_failures) FROM pg_stat_database
      WHERE datname IS NULL OR datname = current_database()), 0)::int AS damaged`;
