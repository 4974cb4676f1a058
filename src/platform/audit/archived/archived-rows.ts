import type { ArchivedEvent } from './archive-file.js';

/** Archived events as rows of `audit.event`, of a parameter of {@link leavesOf}. @param place such as `$1` */
export const archivedRows = (place: string): string => `jsonb_populate_recordset(NULL::audit.event, ${place}::jsonb)`;

export const leavesOf = (events: readonly ArchivedEvent[]): string => `[${events.map(({ leaf }) => leaf).join()}]`;

/** Months of a period that no answer tells of: their files are not at hand, or not what was archived. Oldest first. */
export const notCovered = (
  months: readonly { readonly month: string; readonly path: string | undefined }[],
  unfit: readonly string[] = [],
): string[] => [...new Set([...months.filter(({ path }) => !path).map(({ month }) => month), ...unfit])].sort();

/** Months that are not searched, whether their files are at hand or not. */
export const outOfReach = (months: readonly { readonly month: string }[]) =>
  months.map(({ month }) => ({ month, path: undefined }));

/** The smallest UUIDv7 of a moment, as `audit.uuid_floor` has it. */
export function idFloor(moment: Date): string {
  const hex = moment.getTime().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
