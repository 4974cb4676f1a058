import type { Statement } from '../database.js';
import { compareDefinitions, differencesWithoutSet, type Definition, type Difference } from './compare-definitions.js';
import { DEFINITIONS } from './defined-now.js';
import { countingSet, newestSet, type DefinitionSetRow } from './definition-set.js';

type Query = <Row extends object>(statement: Statement) => Promise<Row[]>;

/** Where the database is not as the last upgrade sealed it, asked by whoever may read the trail. A set that no event vouches for is one itself. */
export async function differencesNow(query: Query): Promise<Difference[]> {
  const now = await query<Definition>(DEFINITIONS);
  const rows = await query<DefinitionSetRow>(newestSet('audit.event'));
  const set = countingSet(rows);
  return set ? compareDefinitions(set.definitions, now) : differencesWithoutSet(rows[0]?.number, now);
}
