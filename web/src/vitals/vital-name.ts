import type { Words } from '../words/vi.ts';

/** What people call a field of a set of vital signs; the field itself when it has no words yet. */
export function vitalName({ vitals }: Words, field: string): string {
  const word: unknown = field in vitals ? vitals[field as keyof typeof vitals] : undefined;
  return typeof word === 'string' ? word : field;
}
