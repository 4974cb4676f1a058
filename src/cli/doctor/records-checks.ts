import { firstRow } from '../../platform/database/rows.js';
import { CODE_LISTS } from '../../clinical/terminology/codes.rules.js';
import type { DatabaseCheck } from './database-checks.js';

/**
 * Whether whoever loaded a list of codes said where it is from: ICD-10 and ATC are others' works, and under which licence the hospital has
 * them stands nowhere else. A list that nobody loaded is the short one of the program, whose words are its own.
 */
export const askCodeLists: DatabaseCheck = async (query) => {
  const rows = await query<{ code: string; source: string }>({ name: 'doctor.code-lists', text: LISTS });
  const loaded = rows.filter(({ code }) => Object.hasOwn(CODE_LISTS, code));
  const unsaid = loaded.filter(({ source }) => /\.csv$/i.test(source.trim()));
  const namesOf = (some: typeof loaded) => some.map(({ code, source }) => `${code} (${source})`).join(', ');
  if (unsaid.length > 0) return [{ check: 'codeLists', says: 'unsaid', values: { names: namesOf(unsaid) } }];
  if (loaded.length === 0) return [{ check: 'codeLists', says: 'own' }];
  return [{ check: 'codeLists', says: 'said', values: { names: namesOf(loaded) } }];
};

const LISTS = `SELECT DISTINCT ON (code) code, source FROM reference_data WHERE kind = 'code-list' ORDER BY code, version DESC`;

/** Messages to other systems that are not tried any more. */
export const askDeliveries: DatabaseCheck = async (query) => {
  const { dead, names } = firstRow(
    await query<{ dead: number; names: string | null }>({ name: 'doctor.deliveries', text: DEAD }),
  );
  return [{ check: 'deliveries', says: dead > 0 ? 'dead' : 'none', values: { dead, names: names ?? '' } }];
};

/** Of the receivers that are still to be told. */
const DEAD = `SELECT count(*)::int AS dead, string_agg(DISTINCT s.name, ', ') AS names
  FROM delivery d JOIN subscription s ON s.id = d.subscription_id WHERE d.state = 'dead' AND s.status = 'active'`;
