import type { Tx } from '../database/prisma.js';
import { invalidField, Problem } from '../http/problem.js';
import { encounterProblems } from './encounters.errors.js';

/** Where a patient shall lie. */
export interface Place {
  readonly wardId: string;
  readonly bedId?: string;
}

interface Found {
  ward_active: boolean;
  bed_found: boolean;
  bed_active: boolean | null;
}

/**
 * Makes sure that a ward, and a bed in it when one is named, exist and are in use. Whether the bed is free, PostgreSQL
 * decides when the stay is written: two admissions at once cannot both look first.
 * @throws Problem validation naming wardId or bedId, placeClosed
 */
export async function requirePlace(tx: Tx, { wardId, bedId }: Place): Promise<void> {
  const [place] = await tx.$queryRaw<Found[]>`
    SELECT w.active AS ward_active, b.id IS NOT NULL AS bed_found, b.active AS bed_active
    FROM ward w LEFT JOIN bed b ON b.ward_id = w.id AND b.id = ${bedId ?? null}::uuid WHERE w.id = ${wardId}::uuid`;
  if (!place) {
    throw invalidField('/wardId', 'unknown-ward', { vi: 'Không có khoa này.', en: 'There is no such ward.' });
  }
  if (bedId && !place.bed_found) {
    throw invalidField('/bedId', 'unknown-bed', {
      vi: 'Khoa này không có giường đó.',
      en: 'There is no such bed in this ward.',
    });
  }
  if (!place.ward_active || place.bed_active === false) throw new Problem(encounterProblems.placeClosed);
}
