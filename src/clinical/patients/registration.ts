import { digits, takeNumber } from '../../platform/database/counters.js';
import type { WritingStatement } from '../../platform/database/writing-statement.js';
import { hospitalDate } from '../../kernel/hospital-time.js';
import type { CreatePatientDto } from './dto/patient.dto.js';
import { alikeSql, toDuplicate, type AlikeRow } from './duplicates/alike.sql.js';
import type { PatientResponse } from './dto/patient.response.js';
import type { RegisteredPatientResponse } from './dto/registered-patient.response.js';
import { IDENTIFIER_SYSTEMS } from './identifier.rules.js';
import { RUNNING_DIGITS } from './mrn.rules.js';
import { requireSoundPerson } from './birth-input.js';
import { saidOf, SAID_OF_PATIENT, type SaidRow } from './patient-columns.js';
import { columnsOf, identifiersOf, type GivenIdentifier } from './patient-input.js';
import { birthDateText } from '../datatypes/partial-date.js';
import { ageResponse, warned, warningsOf } from './patient.mapper.js';
import type { PatientWarning } from './warning.words.js';

/** A patient as another system tells it. */
export interface ImportedPatient extends CreatePatientDto {
  readonly fullName: string;
  readonly deceasedAt?: Date;
  /** Whether dead; told by some without the moment. */
  readonly deceased?: boolean;
}

/** What the statement answers. */
export type RegisteredRow = Omit<PatientResponse, keyof ReturnType<typeof saidOf>> &
  SaidRow & { readonly duplicates: readonly AlikeRow[] };

/** The statement that registers a patient, and the identifiers it gives. */
export interface Registration {
  readonly statement: WritingStatement;
  readonly identifiers: readonly GivenIdentifier[];
  /** What is doubtful of what was given. */
  readonly warnings: readonly PatientWarning[];
}

/**
 * What registers a patient under the next MRN of `facilityCode`; its row is the answer, and there is none when an identifier is
 * another patient's.
 * @throws Problem validation
 */
export function registrationOf(facilityCode: string, input: ImportedPatient): Registration {
  const identifiers = identifiersOf(input.identifiers);
  requireSoundPerson(input);
  const columns = columnsOf(input);
  const birthDay = (columns.birthDate as Date | null | undefined)?.toISOString().slice(0, 10) ?? null;
  const birthDate = birthDateText(birthDay, columns.birthDatePrecision ?? null);
  const warnings = warningsOf(identifiers, {
    ...{ sex: columns.sex, fullName: columns.fullName, nationality: columns.nationality },
    birthDate: columns.birthDateEstimated ? null : birthDate,
  });
  const series = `mrn-${facilityCode}`;
  const values = [
    series,
    facilityCode,
    columns.fullName,
    columns.nameSearch,
    columns.nameSort,
    columns.sex,
    birthDay,
    columns.birthDatePrecision ?? null,
    input.deceasedAt?.toISOString() ?? null,
    columns.phones ?? [],
    JSON.stringify(columns.addresses ?? []),
    JSON.stringify(columns.contacts ?? []),
    columns.confidentiality ?? 'N',
    identifiers.map(({ system }) => system),
    identifiers.map(({ value }) => value),
    birthDate,
    warnings,
    input.deceased === true && input.deceasedAt === undefined,
    columns.identityUnknown ?? false,
    columns.birthDateEstimated ?? false,
    columns.ethnicGroup ?? null,
    columns.nationality ?? null,
    columns.occupation ?? null,
    columns.workplace ?? null,
    columns.motherId ?? null,
    (columns.bornAt as Date | null | undefined)?.toISOString() ?? null,
    columns.birthWeightGrams ?? null,
    columns.gestationDays ?? null,
    columns.birthOrder ?? null,
    columns.birthCount ?? null,
  ];
  return { statement: { ...REGISTER, values, series }, identifiers, warnings };
}

/** The row of the statement as it is answered: moments in the form of the API. */
export const answerOf = ({ duplicates, ...row }: RegisteredRow): RegisteredPatientResponse => ({
  ...withoutColumns(row),
  ...saidOf(row),
  ...warned([...row.warnings, ...(duplicates.length > 0 ? ['possible-duplicate' as const] : [])]),
  ...(duplicates.length > 0 && { duplicates: duplicates.map(toDuplicate) }),
  age: ageResponse(row.birthDate, row.deceasedAt ? hospitalDate(new Date(row.deceasedAt)) : undefined),
  deceasedAt: row.deceasedAt && instant(row.deceasedAt),
  createdAt: instant(row.createdAt),
  updatedAt: instant(row.updatedAt),
});

/** Columns that are answered in another form and under another name. */
const RENAMED = [
  'identityUnknown',
  'motherId',
  'bornAt',
  'birthWeightGrams',
  'gestationDays',
  'birthOrder',
  'birthCount',
];

const withoutColumns = <Row extends object>(row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !RENAMED.includes(name))) as Row;

const instant = (text: string): string => new Date(text).toISOString();

/** The MRN as `formatMrn` makes it. */
const MRN = `$2::text || '-' || ${digits('last', RUNNING_DIGITS)}`;

const identifier = (id: string, system: string, value: string): string =>
  `jsonb_build_object('id', ${id}, 'system', ${system}, 'value', ${value}, 'retired', NULL)`;

/** The columns of a patient besides the MRN: the place of each among the values, from 1, and its type. */
const COLUMNS = [
  ...([
    ['full_name', 3, 'text'],
    ['name_search', 4, 'text'],
    ['name_sort', 5, 'text'],
    ['sex', 6, 'text'],
  ] as const),
  ...([
    ['birth_date', 7, 'date'],
    ['birth_date_precision', 8, 'text'],
    ['deceased_at', 9, 'timestamptz'],
  ] as const),
  ...([
    ['phones', 10, 'text[]'],
    ['addresses', 11, 'jsonb'],
    ['contacts', 12, 'jsonb'],
  ] as const),
  ...([
    ['confidentiality', 13, 'text'],
    ['deceased_undated', 18, 'boolean'],
    ['identity_unknown', 19, 'boolean'],
  ] as const),
  ...([
    ['birth_date_estimated', 20, 'boolean'],
    ['ethnic_group', 21, 'text'],
    ['nationality', 22, 'text'],
  ] as const),
  ...([
    ['occupation', 23, 'text'],
    ['workplace', 24, 'text'],
    ['mother_id', 25, 'uuid'],
    ['born_at', 26, 'timestamptz'],
  ] as const),
  ...([
    ['birth_weight_grams', 27, 'int'],
    ['gestation_days', 28, 'int'],
    ['birth_order', 29, 'int'],
    ['birth_count', 30, 'int'],
  ] as const),
] as const;
const COLUMN_NAMES = COLUMNS.map(([name]) => name).join(', ');

/**
 * Whose the identifiers are is looked at before the number is taken: a refusal that can be foreseen fails nobody else's batch. So is who may be
 * the same person: others wait for the number.
 */
const REGISTER = {
  name: 'patients.register',
  text: `given AS MATERIALIZED (
      SELECT system, value, place FROM unnest($14::text[], $15::text[]) WITH ORDINALITY AS given (system, value, place)),
    alike AS MATERIALIZED (
      SELECT ${alikeSql('CASE WHEN NOT $19 THEN $5 END, $7::date, $8, $10::text[], $15::text[], NULL, 10, $6, $25::uuid, $29::int')} AS found
        FROM fresh),
    number AS (${takeNumber(`
      SELECT $1::text, 1 FROM alike WHERE NOT EXISTS (
        SELECT FROM given JOIN patient_identifier held USING (system, value) WHERE held.retired_at IS NULL)`)}),
    p AS (
      INSERT INTO patient (mrn, ${COLUMN_NAMES})
      SELECT ${MRN}, ${COLUMNS.map(([, place, type]) => `$${place}::${type}`).join(', ')} FROM number RETURNING *),
    i AS (
      INSERT INTO patient_identifier (patient_id, system, value)
      SELECT p.id, given.system, given.value FROM p CROSS JOIN given ORDER BY place RETURNING id, system, value),
    result AS (
      SELECT p.id, p.mrn, p.full_name AS "fullName", p.sex, $16::text AS "birthDate",
        ${identifier('NULL', `'${IDENTIFIER_SYSTEMS.mrn}'`, 'p.mrn')} || coalesce(
          (SELECT jsonb_agg(${identifier('i.id', 'i.system', 'i.value')} ORDER BY i.id) FROM i), '[]') AS identifiers,
        p.phones, p.addresses, p.contacts, p.deceased_at IS NOT NULL OR p.deceased_undated AS deceased, p.deceased_at AS "deceasedAt",
        p.death_cause AS "deathCause", p.death_place AS "deathPlace", ${SAID_OF_PATIENT}, p.confidentiality, p.version,
        p.created_at AS "createdAt", p.updated_at AS "updatedAt", $17::text[] AS warnings,
        alike.found AS duplicates FROM p CROSS JOIN alike)`,
};

/** The same value of a line among many: `v` is the JSON array of its values. */
const ofLine = (place: number, type: string): string =>
  type === 'text[]' ? `ARRAY(SELECT jsonb_array_elements_text(v->${place - 1}))` : `(v->>${place - 1})::${type}`;
const LINES = `line AS MATERIALIZED (
    SELECT place, mrn, v FROM unnest($1::text[]) WITH ORDINALITY AS numbered (mrn, place)
      JOIN jsonb_array_elements($2::jsonb) WITH ORDINALITY AS given (v, place) USING (place))`;

const INSERT_MANY = `WITH ${LINES},
    p AS (
      INSERT INTO patient (mrn, ${COLUMN_NAMES})
      SELECT mrn, ${COLUMNS.map(([, place, type]) => ofLine(place, type)).join(', ')} FROM line ORDER BY place RETURNING id, mrn),
    i AS (
      INSERT INTO patient_identifier (patient_id, system, value)
      SELECT p.id, given.system, given.value FROM p JOIN line USING (mrn)
        CROSS JOIN ROWS FROM (jsonb_array_elements_text(v->13), jsonb_array_elements_text(v->14)) WITH ORDINALITY AS given (system, value, at)
       ORDER BY line.place, at RETURNING 1)`;

/** Registers many under numbers that were reserved for them, for imports; its values are the MRNs, and those of {@link REGISTER} by line. */
export const REGISTER_MANY = `${INSERT_MANY}
  SELECT p.id, p.mrn FROM p`;

/**
 * The same up to the end of the statement, where it fails with a division by zero: every row has been taken by then, and nothing that follows a row,
 * events and words of names, has been made.
 */
export const TRY_MANY = `${INSERT_MANY}
  SELECT 1 / (0 * (SELECT count(*) FROM p) + 0 * (SELECT count(*) FROM i))`;

/**
 * Who may be the same person as each of these, `$1`, by MRN; of those registered here, who was before them. To whom came after them they are told
 * as somebody who is there.
 */
export const ALIKE_TO_MANY = `
  SELECT p.mrn, array_agg(o.mrn ORDER BY alike.place) AS mrns FROM patient p
    CROSS JOIN patients_alike(CASE WHEN NOT p.identity_unknown THEN p.name_sort END, p.birth_date, p.birth_date_precision, p.phones,
      ARRAY(SELECT value FROM patient_identifier WHERE patient_id = p.id AND retired_at IS NULL), p.id, 10, p.sex, p.mother_id, p.birth_order)
      WITH ORDINALITY AS alike (id, reasons, place)
    JOIN patient o ON o.id = alike.id
   WHERE p.mrn = ANY ($1::text[])
     AND NOT (split_part(o.mrn, '-', 1) = split_part(p.mrn, '-', 1) AND (length(o.mrn), o.mrn) > (length(p.mrn), p.mrn))
   GROUP BY p.mrn`;
