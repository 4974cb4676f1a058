import { hospitalClock, hospitalDate } from '../../../kernel/hospital-time.js';

/** A moment as people of the hospital read it: 28/11/2026 14:05, or as much of a date as was said. */
export function hospitalTimeText(moment: string): string {
  if (!moment.includes('T')) return moment.split('-').reverse().join('/');
  const at = new Date(moment);
  return `${hospitalDate(at).split('-').reverse().join('/')} ${hospitalClock(at)}`;
}
