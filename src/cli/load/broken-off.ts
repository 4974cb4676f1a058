import type { Language, Localised } from '../../kernel/language.js';
import { elementAt } from '../../kernel/list.js';
import { postgresError } from '../../platform/database/postgres-error.js';
import { told } from './load.words.js';
import type { BrokenOff, Loaded, Put } from './put-lines.js';

/** Why the database stopped, where that is nothing of ours: it is gone, or has no room. */
function reasonOf(error: unknown): Localised | undefined {
  const passing = postgresError(error)?.passing;
  if (passing === 'unavailable') return told('databaseGone');
  return passing === 'storage' ? told('databaseFull') : undefined;
}

/** Tells that nothing was loaded, since the database stopped while the file was tried. @returns the exit code @throws what is no trouble of the database */
export function triedInVain({ error }: BrokenOff, language: Language): number {
  const reason = reasonOf(error);
  if (!reason) throw error;
  tell([reason, told('nothingYet'), told('goOn')], language);
  return 1;
}

/**
 * Tells which lines are there where a load broke off, which are not, and how to go on.
 * @returns the exit code @throws what is no trouble of the database, after that
 */
export function stoppedShort(
  outcomes: Put['outcomes'],
  { error, underWay, unheard }: BrokenOff,
  loaded: readonly Loaded[],
  { language, hasPasswords }: { readonly language: Language; readonly hasPasswords: boolean },
): number {
  const reason = reasonOf(error);
  const ends = outcomes.length + underWay.length;
  const said = [
    ...(reason ? [reason] : []),
    ...(outcomes.length > 0 ? [told('loadedUpTo', { line: elementAt(loaded, outcomes.length - 1).line })] : []),
    ...(underWay.length > 0 ? [told('notKnown', rangeOf(underWay))] : []),
    ...(ends < loaded.length ? [told('noneFrom', { line: elementAt(loaded, ends).line })] : []),
    ...(outcomes.length < loaded.length ? [told('goOn')] : []),
    ...(hasPasswords && underWay.length > 0 ? [told('otherPasswords')] : []),
    ...(unheard.length > 0 ? [told('notCompared', rangeOf(unheard))] : []),
  ];
  tell(said, language);
  if (!reason) throw error;
  return 1;
}

const rangeOf = (lines: readonly Loaded[]) => ({
  first: elementAt(lines, 0).line,
  last: elementAt(lines, lines.length - 1).line,
});

const tell = (sentences: readonly Localised[], language: Language): void =>
  console.error(sentences.map((one) => one[language]).join(' '));
