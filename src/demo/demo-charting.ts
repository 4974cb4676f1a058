import type { Tx } from '../platform/database/prisma.js';

const HOUR_MS = 3_600_000;
/** A set each six hours, as at care level II. */
const EVERY_HOURS = 6;

interface Charted {
  readonly patientId: string;
  readonly encounterId: string;
  readonly recordedBy: string;
}

/**
 * The sets of the days before the latest, so that there is a curve to see: warmer and faster in the evening, and getting from what the
 * patient came with to what is measured now.
 * @param latest the newest set, an hour old
 */
export async function chartDays(tx: Tx, whose: Charted, latest: Readonly<Record<string, unknown>>, days: number) {
  const count = Math.floor((days * 24 - 2) / EVERY_HOURS);
  const data = Array.from({ length: count }, (_, place) => {
    const hoursAgo = 1 + (place + 1) * EVERY_HOURS;
    const effectiveAt = new Date(Date.now() - hoursAgo * HOUR_MS);
    return { ...whose, ...latest, ...wave(latest, (place + 1) / count, effectiveAt), effectiveAt };
  });
  await tx.vitalSigns.createMany({ data });
}

/** @param back from 0, now, to 1, the admission */
function wave(latest: Readonly<Record<string, unknown>>, back: number, at: Date): Record<string, number> {
  const evening = at.getUTCHours() >= 8 && at.getUTCHours() < 16 ? 1 : 0;
  const moved = (field: string, worse: number, daily: number, digits = 0) => {
    const value = latest[field];
    if (typeof value !== 'number') return {};
    return { [field]: Number((value + back * worse + evening * daily).toFixed(digits)) };
  };
  return {
    ...moved('heartRate', 12, 5),
    ...moved('respiratoryRate', 3, 1),
    ...moved('systolic', 8, -4),
    ...moved('diastolic', 4, -2),
    ...moved('temperature', 0.4, 0.4, 1),
    ...moved('oxygenSaturation', -2, 0),
  };
}
