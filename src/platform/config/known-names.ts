import { fileVariable, type Setting } from './setting.js';
import { SETTINGS } from './settings.js';
import { elementAt } from '../../kernel/list.js';

/** Variables that docker-compose.yml reads from the same file, for other containers. */
const OF_COMPOSE = ['POSTGRES_PASSWORD', 'EMR_OWNER_PASSWORD', 'EMR_APP_PASSWORD', 'PUBLISH'];

const ALL = Object.values(SETTINGS) as Setting<unknown>[];
const KNOWN: readonly string[] = [
  ...ALL.flatMap(({ env, secret }) => (secret ? [env, fileVariable(env)] : [env])),
  ...OF_COMPOSE,
];

/** The files by which an environment gives secrets of the service (`TOKEN_SECRET_FILE`); what else has such a name is somebody else's (`SSL_CERT_FILE`). */
export const secretFilesOf = (environment: NodeJS.ProcessEnv): string[] =>
  ALL.flatMap(({ env, secret }) => (secret && environment[fileVariable(env)]) || []);

/**
 * What is wrong with the names of a settings file: a mistyped DATABASE_URL would start another database than the hospital's.
 * @returns part of a sentence for each name that is no setting, with the one that was probably meant
 */
export function unknownNames(names: readonly string[]): string[] {
  return names
    .filter((name) => !KNOWN.includes(name))
    .map((name) => {
      const nearest = elementAt(
        KNOWN.toSorted((a, b) => distance(name, a) - distance(name, b)),
        0,
      );
      const meant = distance(name, nearest) <= 3 ? ` (did you mean ${nearest}?)` : '';
      return `${name} is no setting${meant}`;
    });
}

/** Letters to add, drop or change to get from one word to the other (Levenshtein 1966). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [done, letter] of [...from].entries()) {
    const next = [done + 1];
    for (let at = 1; at <= to.length; at++) {
      const changed = elementAt(row, at - 1) + (to[at - 1] === letter ? 0 : 1);
      next.push(Math.min(elementAt(next, at - 1) + 1, elementAt(row, at) + 1, changed));
    }
    row = next;
  }
  return elementAt(row, to.length);
}
