/** The ward's clock, where nothing else is said. */
const OF_THE_HOSPITAL = '+07:00';
const FORM = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?) ?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * A moment that somebody typed: ISO 8601, by the hospital's clock where no offset is said, and its midnight where no time is. Any other
 * form may be read in two ways (02/01/2026) and is none.
 */
export function momentOf(typed: string): Date | undefined {
  const [, date, time = '00:00', offset = OF_THE_HOSPITAL] = FORM.exec(typed.trim()) ?? [];
  // A day that there is not would be one of the next month.
  const day = new Date(`${date}T00:00:00Z`);
  if (!date || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== date) return undefined;
  const at = new Date(`${date}T${time}${offset}`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
