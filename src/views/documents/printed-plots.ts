import type { SectionData } from '../../clinical/notes/section.rules.js';
import { clockText, plainNumber } from './printed-text.js';

/** Tables that paper also draws, by the kind of note and the code of the section. */
const PLOTTED: Readonly<Record<string, Plot['kind']>> = {
  'labour/partograph': 'partograph',
  'anaesthesia/course': 'anaesthesia',
};
const MINUTE_MS = 60_000;

/** A drawing: its rows in the order of time, each with the minutes since the first. */
export interface Plot {
  readonly kind: 'partograph' | 'anaesthesia';
  readonly points: readonly Readonly<Record<string, unknown>>[];
}

const asWritten = (value: unknown): unknown => (typeof value === 'number' ? plainNumber(value) : value);

/** What of a table is drawn; null for tables that are not, and without a single row that says when. */
export function plotOf(type: string, section: string, rows: readonly SectionData[]): Plot | null {
  const kind = PLOTTED[`${type}/${section}`];
  const timed = rows
    .flatMap((row) => (typeof row.at === 'string' ? [{ row, ms: Date.parse(row.at) }] : []))
    .sort((a, b) => a.ms - b.ms);
  const [first] = timed;
  if (!kind || !first) return null;
  const points = timed.map(({ row, ms }) => ({
    ...Object.fromEntries(Object.entries(row).map(([field, value]) => [field, asWritten(value)])),
    at: clockText(new Date(ms)),
    minutes: Math.round((ms - first.ms) / MINUTE_MS),
  }));
  return { kind, points };
}
