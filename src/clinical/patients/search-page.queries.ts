import type { Database } from '../../platform/database/database.js';
import { invalidField } from '../../kernel/problem.js';
import { routeWords } from '../../platform/routes/routes.words.js';
import { MOST_TERMS } from './name.rules.js';
import { patientWords } from './patients.words.js';

/** @throws Problem validation: whoever left some out would answer with others than were asked for */
export function requireFewWords(field: string, terms: readonly string[]): void {
  if (terms.length <= MOST_TERMS) return;
  throw invalidField(field, 'too-many-words', patientWords.tooManyWords, { max: MOST_TERMS });
}

/**
 * Where a patient stands in the order of lists. Cursors carry the id alone, since addresses are written down on the way.
 * @throws Problem validation for one whom the request does not show: nobody learns by it whose name comes before or after
 */
export async function placeInLists(database: Database, id: string): Promise<{ nameSort: string; id: string }> {
  const [row] = await database.query<{ name_sort: string }>(PLACE, [id]);
  if (!row) throw invalidField('cursor', 'cursor', routeWords.pageUnclear);
  return { nameSort: row.name_sort, id };
}

const PLACE = { name: 'patients.place', text: 'SELECT name_sort FROM patient WHERE id = $1' };
