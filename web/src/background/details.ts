import type { BackgroundResponse } from '../api/generated/index.ts';
import { day, partialDate } from '../words/moments.ts';
import type { Words } from '../words/vi.ts';

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? `${value}` : '');

/** What is said of an entry beside its words: who, how much, where, and since when. */
export function detailsOf({ kind, details, since, until, recordedAt }: BackgroundResponse, words: Words): string {
  const { background } = words;
  const of = (field: string): string => text(details[field]);
  const named = (field: string, names: Readonly<Record<string, string>>) => names[of(field)] ?? of(field);
  const weeks = of('gestationalWeeks');
  return [
    named('relationship', background.relatives),
    of('ageAtOnset') && background.onsetAt(of('ageAtOnset')),
    details.deceased === true && background.deceased,
    named('topic', background.topics),
    named('use', background.uses),
    of('amount'),
    of('site'),
    of('serialNumber') && background.serial(of('serialNumber')),
    named('mriSafety', background.mri),
    kind === 'lactation' || kind === 'pregnancy' ? named('state', background.states) : '',
    weeks && background.weeksAt(weeks, of('gestationalDays') || '0', day(recordedAt)),
    since && background.sinceOf(partialDate(since.slice(0, 10))),
    until && background.untilOf(partialDate(until.slice(0, 10))),
  ]
    .filter(Boolean)
    .join(' · ');
}
