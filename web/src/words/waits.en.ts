import type { WaitsWords } from './waits.vi.ts';

/** What people read of what waits for a patient, in English. */
export const waitsEn: WaitsWords = {
  title: 'To do',
  nothing: 'Nothing waits',
  overdueDoses: (count) => `${count} ${count === 1 ? 'dose' : 'doses'} late`,
  dueDoses: (count) => `${count} ${count === 1 ? 'dose' : 'doses'} due`,
  nextDose: (at) => `medicine ${at}`,
  critical: (count) => `${count} critical ${count === 1 ? 'result' : 'results'}`,
  unread: (count) => `${count} new ${count === 1 ? 'result' : 'results'}`,
  orders: (count, urgent) => `${count} ${count === 1 ? 'order' : 'orders'}${urgent > 0 ? `, ${urgent} urgent` : ''}`,
  trend: { rising: 'rising', falling: 'falling', steady: 'steady' },
  lateDoses: (count) => `${count} with late doses`,
  criticalPatients: (count) => `${count} with critical results`,
  review: 'Looked at',
  reviewOf: (what, at) => `Looked at ${what}, ${at}`,
  reviewed: (who, at) => `${who} looked at it ${at}`,
  notReviewed: 'No doctor has looked at it',
};
