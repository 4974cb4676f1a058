import type { IdentifierResponse } from '../api/generated/index.ts';
import type { Words } from '../words/vi.ts';

/** Ours are told by the last part of their URI; a system of somebody else stands as it is. */
export const kindOf = (system: string): string => system.split('/').pop() ?? system;

/** The number of a paper, with what paper it is. */
export const identifierName = (words: Words, { system, value }: Pick<IdentifierResponse, 'system' | 'value'>): string =>
  `${words.person.systems[kindOf(system)] ?? system}: ${value}`;
