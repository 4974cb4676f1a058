import type { LateWords } from './late.vi.ts';

/** What people read where paper is charted afterwards, in English. */
export const lateEn: LateWords = {
  nothing: 'There is nothing to record yet.',
  unreadable: 'Something cannot be read: see what is said above.',
  mostLines: (most: number) => `At most ${most} lines at a time: record these, then go on.`,
  tab: 'From paper',
  title: 'Chart what was written on paper',
  why: 'Why only now (power cut, network down…)',
  at: 'At',
  atHint: '23:30 or 28/11 23:30',
  badTime: 'A time such as 23:30, or 28/11 23:30.',
  round: (place) => `Round ${place}`,
  fluid: (place) => `Fluid ${place}`,
  addRound: 'Add a round',
  addFluid: 'Add a fluid',
  doses: 'Doses due that nobody recorded',
  noDoses: 'No dose of the last 24 hours is without a record.',
  outcome: (medicine, at) => `${medicine}, due ${at}`,
  outcomes: { '': 'Not known', given: 'Given', held: 'Held', refused: 'Refused by the patient' },
  doseReason: 'Why (not given, or early or late)',
  save: (count) => `Chart all (${count})`,
  saved: (count) => `${count} charted; marked as late where the stay is over.`,
  all: 'All or none: while one entry is wrong, none is charted.',
};
