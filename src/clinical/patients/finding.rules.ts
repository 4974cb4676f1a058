/**
 * The search for patients, which the database does (prisma/guards/86-find-patients.sql): few are found first and ordered after, many are
 * read in the order they are shown in. Whoever it finds is joined with tables behind the row-level-security scope.
 */

/** Puts a value into the statement and gives its place, `$3`. */
type At = (value: unknown) => string;

/** What patients to find; what is absent does not matter, and all that is given must hold. */
export interface PatientCriteria {
  /** Folded beginnings of words, all of which the name has, in any order: {@link searchTerms}. */
  readonly terms?: readonly string[];
  /** SQL of arrays of ids, the patient being in each. */
  readonly among?: readonly string[];
  /** Days, both included, as YYYY-MM-DD. */
  readonly born?: { readonly first: string; readonly last: string };
  /** Whether birth dates known in part are found by days that they may be. */
  readonly possibly?: boolean;
  readonly sexes?: readonly string[];
  /** When the record was changed last: from a moment on, before another. */
  readonly changed?: { readonly from?: Date; readonly before?: Date };
}

/** Which of them: how many, behind whom in the order of lists. */
export interface PatientPlace {
  readonly wanted: number;
  /** Of the last patient of the page before. */
  readonly after?: { readonly nameSort: string; readonly id: string; readonly approximate: boolean };
  /** Whether names that miss the terms by one mistyped word are found when nobody has them all. */
  readonly forgiving: boolean;
}

const NIL = '00000000-0000-0000-0000-000000000000';

/**
 * SQL of the patients found, to stand behind FROM: columns `id`, `approximate` (found by a word that differs from what was typed) and
 * `place`, which orders them.
 * @throws Error when nothing but names, birth dates or ids would narrow the search down and none is given
 */
export function foundPatientsSql(
  criteria: PatientCriteria,
  { wanted, after, forgiving }: PatientPlace,
  at: At,
): string {
  const { terms = [], among = [], born, possibly = false, sexes, changed } = criteria;
  if (terms.length === 0 && among.length === 0 && !born) {
    throw new Error('A search for patients needs something to find.');
  }
  const ids = among.map((array) => `SELECT unnest(${array})`).join(' INTERSECT ');
  return `find_patients(
      ${at(terms)}::text[], ${ids ? `ARRAY(SELECT DISTINCT one.id FROM (${ids}) AS one (id))` : 'NULL'},
      ${born ? `${at(born.first)}::date, ${at(born.last)}::date` : 'NULL, NULL'}, ${at(possibly)}, ${sexes ? `${at(sexes)}::text[]` : 'NULL'},
      ${changed?.from ? `${at(changed.from)}::timestamptz` : 'NULL'}, ${changed?.before ? `${at(changed.before)}::timestamptz` : 'NULL'},
      ${at(forgiving)}, ${at(after?.approximate ?? false)}, ${at(after?.nameSort ?? '')}, ${at(after?.id ?? NIL)}::uuid, ${at(wanted)}::int)
    WITH ORDINALITY AS found (id, approximate, place)`;
}

/** A value that names no system, as it may be stored: as it was typed, for others' systems, and as ours are kept. */
export const storedForms = (typed: string): string[] => [
  ...new Set([typed.trim(), typed.replace(/\s+/g, '').toUpperCase()]),
];

/** SQL of an array of the ids of those who have an identifier with one of these values now, whatever its kind; an MRN is one, and a card in another form. */
export const idsOfValueSql = (values: string): string =>
  `(patients_with_number('identifier', ${values}::text[]) || patients_with_number('card', ${values}::text[]))`;

/** The same of an identifier of one system. */
export const idsOfIdentifierSql = (system: string, value: string): string =>
  `patients_with_number('of-system', ARRAY[${system}::text, ${value}::text])`;

/** The same of an MRN, also of a record that was merged into theirs. */
export const idsOfMrnSql = (value: string): string => `patients_with_number('mrn', ARRAY[${value}::text])`;

/** The same by part of an MRN of this facility, or any whole identifier: facility, digits and the whole forms, as one array. */
export const idsOfMrnPartSql = (values: string): string => `patients_with_number('mrn-part', ${values}::text[])`;

/** What is looked for when part of an MRN was typed: its last digits, or its running number without zeros. */
export const mrnPart = (typed: string, facilityCode: string): string[] => [
  facilityCode,
  (typed.trim().split('-').at(-1) ?? '').replace(/\D/g, ''),
  ...storedForms(typed),
];

/** The same of a telephone number in E.164, theirs or of whom is called for them. */
export const idsOfPhoneSql = (phone: string): string => `patients_with_number('phone', ARRAY[${phone}::text])`;

/** The same of those who were born to a patient. */
export const idsOfNewbornsSql = (mother: string): string =>
  `ARRAY(SELECT id FROM patient WHERE mother_id = ${mother}::uuid)`;
