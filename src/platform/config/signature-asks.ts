import { list } from './setting.js';

/** By what a person can show again who they are. */
export const SHOWN_BY = ['password', 'pin', 'badge'] as const;
export type ShownBy = (typeof SHOWN_BY)[number];

/** Parser of the setting. @returns what is accepted; an empty list where being signed in is enough */
export function signatureAsks(value: string): readonly ShownBy[] {
  const asked = list(value);
  if (asked.length === 1 && asked[0] === 'session') return [];
  if (asked.length === 0 || !asked.every((one) => (SHOWN_BY as readonly string[]).includes(one))) {
    throw new Error('must be session, or some of password, pin, badge');
  }
  return asked as ShownBy[];
}
