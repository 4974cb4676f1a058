import type { ShellWords } from './shell.vi.ts';

/** What people read about every screen's frame, in English. */
export const shellEn: ShellWords = {
  lookedAgain: 'Looked again, it is so',
  signOut: 'Sign out',
  lock: 'Lock',
  language: 'Tiếng Việt',
  theme: 'Change between light and dark',
  keys: 'Keys',
  wards: 'Wards',
  find: 'Find',
  register: 'Register',
  duplicates: 'Duplicates',
  audit: 'Trail',
  reviews: 'Emergency accesses',
  worklist: 'Orders to do',
  skip: 'To the main content',
  offline:
    'THE SERVER CANNOT BE REACHED. Figures on the screen are of the last time. What you are writing is still on this machine and NOT SENT.',
  online: 'Connected again.',
  asOf: (time) => `As of ${time}`,
  refresh: 'Refresh',
};
