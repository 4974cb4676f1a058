import { hospitalClock, hospitalDate } from '../../kernel/hospital-time.js';

/** A moment as the ward says it: 08:05 28/11/2026. */
export function onTheWard(moment: Date): string {
  return `${hospitalClock(moment)} ${hospitalDate(moment).split('-').reverse().join('/')}`;
}
