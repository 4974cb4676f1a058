import type { Localised } from '../../../kernel/language.js';
import { CHARTED } from './charted.words.js';
import { EXCHANGE } from './exchange.words.js';
import { PEOPLE } from './people.words.js';

const known: ReadonlyMap<string, Localised> = new Map(
  [CHARTED, PEOPLE, EXCHANGE].flatMap((lines) =>
    lines
      .trim()
      .split('\n')
      .map((line) => {
        const [field = '', vi = '', en = ''] = line.split('|');
        return [field, { vi, en }] as const;
      }),
  ),
);

/**
 * What people call a field of a record, by its column; undefined for one that no table has. This file runs in browsers too.
 * @param entity the table, as it stands on the trail
 */
export const fieldWords = (entity: string, field: string): Localised | undefined =>
  known.get(`${entity}.${field}`) ?? known.get(field);

/** Fields that have words, as they stand in the lists. */
export const fieldsWithWords = (): readonly string[] => [...known.keys()];
