/**
 * Whose data the statements of a request see, as the setting `emr.sight` that the policies of prisma/guards/80-sight.sql
 * read. Without one, tables of patients are empty.
 */
export type Sight = string;

/** For roles whose work is with all patients, and for the service itself. */
export const EVERYONE: Sight = '*';
export const NOBODY: Sight = '';

/** These patients and no other. */
export const onlyPatients = (ids: readonly string[]): Sight => `{${ids.join(',')}}`;

/** As much as before, and who everyone is by name: for search and registration. */
export const withNames = (sight: Sight): Sight => (sight.startsWith('{') ? `+${sight}` : sight || '+{}');

/** What several requests may see together, when they share a statement. */
export function joined(sights: readonly (Sight | undefined)[]): Sight {
  const given = sights.filter((sight) => sight !== undefined);
  if (given.includes(EVERYONE)) return EVERYONE;
  const both = onlyPatients(given.flatMap((sight) => sight.replace(/[+{}]/g, '').split(',').filter(Boolean)));
  return given.some((sight) => sight.startsWith('+')) ? withNames(both) : both;
}
