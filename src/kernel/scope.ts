/**
 * Whose data the statements of a request see, as the setting `emr.scope` that the policies of prisma/guards/80-row-level-security.sql
 * read. Without one, tables of patients are empty.
 */
export type Scope = string;

/** For lists and searches of roles whose work is with all patients. */
export const EVERYONE: Scope = '*';
export const NOBODY: Scope = '';
/** The audit trail, who everyone is and where they stayed, and no charts: for those who review. */
export const THE_TRAIL: Scope = '#';
/** Everyone and the trail, for the service itself. */
export const EVERYTHING: Scope = '**';

/** These patients and no other. */
export const onlyPatients = (ids: readonly string[]): Scope => `{${ids.join(',')}}`;

/** The same in SQL for the one patient whose id is in this column. */
export const onlyPatientSql = (column: string): string => `'{' || ${column} || '}'`;

/** The patient of a scope that is of one only. */
export const patientOf = (scope: Scope | undefined): string | undefined =>
  /^\{([0-9a-f-]{36})\}$/.exec(scope ?? '')?.[1];

/** As much as before, and who everyone is by name: for search and registration. */
export const withNames = (scope: Scope): Scope => (scope.startsWith('{') ? `+${scope}` : scope || '+{}');

/**
 * For lists of roles whose work is hospital-wide: the records that are open to the role and the person. A confidential one is, with
 * an open order, or one that ended at most `tieDays` ago.
 */
export const openTo = (role: string, tieDays: number, person: string): Scope => `^${role} ${tieDays} ${person}`;

/**
 * For lists of a clinician: the patients of this ward as far as it is theirs, or of all their wards. They are named by the relation and not
 * one by one, so that a ward's past costs nothing. Ids are written without hyphens: no patient's is found in them.
 */
export const inCareOf = (person: string, tieDays: number, ward = ''): Scope =>
  `^care ${tieDays} ${person.replaceAll('-', '')} ${ward.replaceAll('-', '')}`;

/** Whether it is one of {@link inCareOf}, which the database completes before a statement begins. */
export const isInCare = (scope: Scope): boolean => scope.startsWith('^care ');

/**
 * In SQL, as much of a scope as is needed for the rows of one patient whom it shows; for what is read of each row of a list. Scopes that show
 * different tables of everyone stay as they are.
 */
export const narrowedSql = (scope: string, patient: string): string =>
  `CASE WHEN left(${scope}, 1) IN ('^', '{') THEN coalesce(${onlyPatientSql(patient)}, '') ELSE ${scope} END`;
