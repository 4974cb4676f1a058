import type { PapersWords } from './papers.vi.ts';

export const papersEn: PapersWords = {
  language: 'Language of the paper',
  inVietnamese: 'Vietnamese',
  inEnglish: 'English',
  englishAbout:
    'The form in English, with its Vietnamese title below. What was recorded is printed as it was recorded.',
  printed: 'Papers that were printed',
  printedAbout:
    'Each has a code: whoever scans it learns that it is genuine, who printed it, when, and whether it is still valid.',
  none: 'Nothing was printed yet.',
  by: (who, at) => `printed by ${who} at ${at}`,
  for: (recipient, reason) => `Given to ${recipient}${reason && `: ${reason}`}`,
  code: (code) => `Code ${code}`,
  draft: 'Draft',
  withdrawn: 'Taken back',
  withdrawnBy: (who, at, why) => `taken back by ${who} at ${at}: ${why}`,
  withdraw: 'Take back',
  withdrawOf: (what) => `Take back ${what}`,
  withdrawAbout:
    'For a paper that should not have been given. Whoever scans its code learns that it is not valid any more, and not why. It cannot be undone.',
  reason: 'Why it is taken back',
  wasWithdrawn: (what) => `${what} was taken back.`,
};
