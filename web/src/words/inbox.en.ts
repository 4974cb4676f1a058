import type { InboxWords } from './inbox.vi.ts';

/** What people read about what waits for them, in English. */
export const inboxEn: InboxWords = {
  title: 'Waiting',
  count: (n, more) => (n === 0 ? 'Waiting' : `Waiting (${n}${more ? '+' : ''})`),
  critical: 'Critical results to acknowledge',
  noCritical: 'No critical result waits to be acknowledged.',
  others: 'Patients to be seen now',
  noOthers: 'No patient needs to be seen at once.',
  duties: 'Work to be done',
  noDuties: 'No work waits.',
  results: 'New results of 30 days',
  noResults: 'No new results.',
  checked: 'What the laboratory said',
  checkedAbout: 'What the right value is, or that the specimen has to be taken again.',
  checkedDo: 'Save what came of it',
  readBack: 'Read back the value you were told',
  readBackAbout: 'Type the critical number again, such as "Potassium 7.1".',
  acknowledge: 'I have it and will act',
  acknowledged: (who) => `Acknowledged for ${who}.`,
  tell: 'Your role cannot acknowledge it: tell a doctor or a nurse at once.',
  since: (time) => `${time} ago`,
  went: (to, at) => `${to} told at ${at}`,
  goesOn: (time) => `goes to the next in ${time}`,
  goesOnNow: 'is going to the next',
  lastStep: 'has gone to the last',
  states: { open: 'to be acknowledged', acknowledged: 'acknowledged' },
};
