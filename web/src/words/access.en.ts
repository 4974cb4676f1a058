import type { AccessWords } from './access.vi.ts';

/** What people read of why a record is open to them, and until when, in English. */
export const accessEn: AccessWords = {
  emergency: (until, left) => `Open in an EMERGENCY until ${until} (${left} left)`,
  until: (until, left) => `until ${until} (${left} left)`,
  over: 'The time is over.',
  reason: (reason) => `Reason given: ${reason}`,
  reviewed: 'Everything you look at and write is reviewed.',
  end: 'End the emergency access',
  endAsk: 'This record closes to you at once. To see more you would have to open it in an emergency again. End it?',
  ended: 'The emergency access has ended.',
};
