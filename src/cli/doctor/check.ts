import type { DOCTOR_WORDS } from './doctor.words.js';

/** `unknown`: what it would have to be asked of does not answer, or is not set up to be asked. */
export type Level = 'ok' | 'warning' | 'fault' | 'unknown';

type Words = typeof DOCTOR_WORDS;
export type CheckName = keyof Words;

/** What one check found: the words of it stand in doctor.words.ts. */
export type Finding = {
  [Name in CheckName]: {
    readonly check: Name;
    readonly says: keyof Words[Name]['says'];
    readonly values?: Readonly<Record<string, string | number>>;
  };
}[CheckName];
