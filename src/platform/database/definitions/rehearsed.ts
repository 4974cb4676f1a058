import type pg from 'pg';
import { keyOf, type Definition, type Difference } from './compare-definitions.js';
import { DEFINITIONS } from './defined-now.js';

const TABLES = 'public, audit, pgboss';
const OURS = 'public, audit';

/** Takes away what everybody but the owner holds. @param what such as `ALL TABLES IN SCHEMA x` @param catalogue whose rows have the lists of rights */
const revoked = (
  what: string,
  catalogue: string,
): string => `FOR who IN SELECT DISTINCT CASE grantee WHEN 0 THEN 'PUBLIC'
      ELSE quote_ident(pg_get_userbyid(grantee)) END FROM (${catalogue}) held (grantee) WHERE grantee = 0 OR pg_get_userbyid(grantee) <> current_user LOOP
    EXECUTE 'REVOKE ALL ON ${what} FROM ' || who || ' CASCADE';
  END LOOP;`;

const grantees = (acl: string, from: string): string => `SELECT (aclexplode(${acl})).grantee FROM ${from}`;

/**
 * How to take away what the guards only add to, or pass over where it is: in PL/pgSQL with `who` and `one` as texts, by kind. What is there without
 * anybody having given it (PostgreSQL's own beginning) is there again.
 */
const TAKING_AWAY: Readonly<Record<string, (names: readonly string[]) => string>> = {
  right: () =>
    revoked(
      `ALL TABLES IN SCHEMA ${TABLES}`,
      `${grantees('relacl', 'pg_class')} UNION ${grantees('attacl', 'pg_attribute')}`,
    ),
  'right on a sequence': () => revoked(`ALL SEQUENCES IN SCHEMA ${OURS}`, grantees('relacl', 'pg_class')),
  'right on a schema': () => `${revoked(`SCHEMA ${OURS}`, grantees('nspacl', 'pg_namespace'))}
    GRANT USAGE ON SCHEMA public TO PUBLIC;`,
  'right on a function': () => `${revoked(`ALL ROUTINES IN SCHEMA ${OURS}`, grantees('proacl', 'pg_proc'))}
    FOR one IN SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace IN ('public'::regnamespace, 'audit'::regnamespace)
        AND pg_has_role(p.proowner, 'USAGE') LOOP
      EXECUTE 'GRANT EXECUTE ON ROUTINE ' || one || ' TO PUBLIC';
    END LOOP;`,
  // Whether row-level security holds.
  table: (names) => `FOR one IN SELECT c.oid::regclass FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname || '.' || c.relname = ANY (ARRAY[${names.map((name) => `'${name.replaceAll("'", "''")}'`).join()}]::text[])
          AND c.relkind IN ('r', 'p') AND pg_has_role(c.relowner, 'USAGE') LOOP
      EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY', one);
    END LOOP;`,
  exemption: () => 'DELETE FROM audit.exempt_table;',
  'column policy': () => 'DELETE FROM audit.column_policy;',
  'open table': () => 'DELETE FROM audit.open_table;',
};

/** Of these there are none but those that the guards name. */
const WHOLLY_OF_GUARDS: ReadonlySet<string> = new Set(['exemption', 'column policy', 'open table']);

/** What the guards make of rights, flags and exemptions by themselves. */
export interface Rehearsed {
  /** Whether they make it as it is. */
  isMade(one: Definition): boolean;
  /** Whether they make it, and otherwise than it is. */
  isOther(one: Definition): boolean;
  /** Whether nothing else makes such, and they make none of that name. */
  isLeftOut(one: Pick<Definition, 'kind' | 'name'>): boolean;
}

const NOTHING: Rehearsed = { isMade: () => false, isOther: () => false, isLeftOut: () => false };

/**
 * Applies the guards where nothing is left of what they would only add to and somebody changed, looks at what they make, and takes all of it back:
 * once they were applied for good, nobody could tell what they made from what was there. Within their transaction.
 * @param differences from what was sealed
 * @param applying applies them
 * @returns nothing where they could not be applied so
 */
export async function rehearse(
  client: pg.Client,
  differences: readonly Difference[],
  applying: () => Promise<void>,
): Promise<Rehearsed> {
  const kinds = new Set(differences.map(({ kind }) => kind).filter((kind) => Object.hasOwn(TAKING_AWAY, kind)));
  if (kinds.size === 0) return NOTHING;
  const namesOf = (kind: string) => differences.filter((one) => one.kind === kind).map(({ name }) => name);
  const away = [...kinds].map((kind) => TAKING_AWAY[kind]?.(namesOf(kind)));
  await client.query('SAVEPOINT rehearsal');
  try {
    await client.query(`DO $taking$ DECLARE who text; one text; BEGIN ${away.join('\n')} END $taking$`);
    await applying();
    const { rows } = await client.query<Definition>(DEFINITIONS.text);
    const made = Map.groupBy(
      rows.filter(({ kind }) => kinds.has(kind)),
      keyOf,
    );
    const isMade = (one: Definition) => made.get(keyOf(one))?.some(({ hash }) => hash === one.hash) ?? false;
    return {
      isMade,
      isOther: (one) => made.has(keyOf(one)) && !isMade(one),
      isLeftOut: (one) => kinds.has(one.kind) && WHOLLY_OF_GUARDS.has(one.kind) && !made.has(keyOf(one)),
    };
  } catch {
    return NOTHING;
  } finally {
    // What comes next is of the transaction itself again, which tells what it has made by its number.
    await client.query('ROLLBACK TO SAVEPOINT rehearsal; RELEASE SAVEPOINT rehearsal');
  }
}
