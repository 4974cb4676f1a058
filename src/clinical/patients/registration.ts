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
    warningsOf(identifiers, {
      ...{ sex: columns.sex, fullName: columns.fullName, nationality: columns.nationality },
      birthDate: columns.birthDateEstimated ? null : birthDate,
    }),
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
  return { statement: { ...REGISTER, values, series }, identifiers };
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

/** Whose the identifiers are is looked at before the number is taken: a refusal that can be foreseen fails nobody else's batch. */
const REGISTER = {
  name: 'patients.register',
  text: `given AS MATERIALIZED (
      SELECT system, value, place FROM unnest($14::text[], $15::text[]) WITH ORDINALITY AS given (system, value, place)),
    number AS (${takeNumber(`
      SELECT $1::text, 1 FROM fresh WHERE NOT EXISTS (
        SELECT FROM given JOIN patient_identifier held USING (system, value) WHERE held.retired_at IS NULL)`)}),
    p AS (
      INSERT INTO patient (mrn, full_name, name_search, name_sort, sex, birth_date, birth_date_precision, deceased_at, phones,
        addresses, contacts, confidentiality, deceased_undated, identity_unknown, birth_date_estimated, ethnic_group, nationality, occupation,
        workplace, mother_id, born_at, birth_weight_grams, gestation_days, birth_order, birth_count)
      SELECT ${MRN}, $3::text, $4::text, $5::text, $6::text, $7::date, $8::text, $9::timestamptz, $10::text[],
        $11::jsonb, $12::jsonb, $13::text, $18::boolean, $19::boolean, $20::boolean, $21::text, $22::text, $23::text,
        $24::text, $25::uuid, $26::timestamptz, $27::int, $28::int, $29::int, $30::int FROM number RETURNING *),
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
        ${alikeSql('CASE WHEN NOT $19 THEN $5 END, $7::date, $8, $10::text[], $15::text[], p.id, 10, $6, $25::uuid, $29::int')} AS duplicates FROM p)`,
};
