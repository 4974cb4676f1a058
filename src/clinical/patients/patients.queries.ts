import { Injectable } from '@nestjs/common';
import { RecordedRead } from '../../platform/audit/recorded-read.js';
import { Database } from '../../platform/database/database.js';
import { httpProblems, invalidField, Problem } from '../../kernel/problem.js';
import { pageOf, readCursor, type Page } from '../../platform/routes/pagination.js';
import type { SearchPatientsQuery } from './dto/patient.dto.js';
import type { PatientResponse, PatientSummaryResponse } from './dto/patient.response.js';
import { checkIdentifier, IDENTIFIER_SYSTEMS } from './identifier.rules.js';
import { searchTerms } from './name.rules.js';
import { parsePartialDate } from '../datatypes/partial-date.js';
import { ONE_PATIENT } from './patient-reads.js';
import { birthDateText, toPatientResponse, toPatientSummary, type PatientRow } from './patient.mapper.js';
import { identifierMessage, patientProblems } from './patients.errors.js';
import { normalisePhone } from './phone.rules.js';

interface FoundRow {
  id: string;
  mrn: string;
  full_name: string;
  name_sort: string;
  sex: string;
  birth_date: string | null;
  birth_date_precision: string | null;
}

/** Finds patients. Ordered as Vietnamese lists are: by given name, then family name. */
@Injectable()
export class PatientsQueries {
  private readonly patients: RecordedRead<PatientRow>;

  constructor(private readonly database: Database) {
    this.patients = new RecordedRead(database, ONE_PATIENT);
  }

  /** @throws Problem patientNotFound */
  async get(id: string): Promise<PatientResponse> {
    const row = await this.patients.of(id);
    if (!row) throw new Problem(patientProblems.patientNotFound);
    return toPatientResponse(row);
  }

  /** @throws Problem validation when there is nothing to search for */
  async search(query: SearchPatientsQuery): Promise<Page<PatientSummaryResponse>> {
    const values: unknown[] = [];
    const conditions = conditionsOf(query, (value) => `$${values.push(value)}`);
    if (conditions.length === 0) throw nothingToSearch();
    const after = readCursor(query.cursor, ['text', 'uuid']);
    if (after) conditions.push(`(name_sort, id) > ($${values.push(after[0])}, $${values.push(after[1])}::uuid)`);
    const text = `SELECT id, mrn, full_name, name_sort, sex, birth_date::text, birth_date_precision FROM patient_in_sight
      WHERE ${conditions.join(' AND ')} ORDER BY name_sort, id LIMIT $${values.push(query.limit + 1)}`;
    // The name tells the conditions apart, so each combination is one prepared statement.
    const name = `patients.search:${Object.keys(query)
      .filter((key) => query[key as keyof typeof query])
      .sort()
      .join()}${systemAndValue(query.identifier) ? '|' : ''}`;
    const rows = await this.database.query<FoundRow>({ name, text }, values);
    return pageOf(rows, query, (row) => [row.name_sort, row.id], toSummary);
  }
}

function conditionsOf(query: SearchPatientsQuery, at: (value: unknown) => string): string[] {
  const conditions: string[] = [];
  if (query.name !== undefined) {
    const terms = searchTerms(query.name);
    if (terms.length === 0) throw nothingToSearch();
    const words = terms.map((term) => `${term}:*`).join(' & ');
    conditions.push(`to_tsvector('simple', name_search) @@ to_tsquery('simple', ${at(words)})`);
  }
  if (query.identifier !== undefined) {
    conditions.push(identifierCondition(query.identifier, at));
  }
  if (query.birthDate !== undefined) {
    const { first, last } = parsePartialDate(query.birthDate)!;
    conditions.push(`birth_date BETWEEN ${at(first)}::date AND ${at(last)}::date`);
  }
  if (query.phone !== undefined) conditions.push(`phones @> ARRAY[${at(normalisePhone(query.phone))}::text]`);
  return conditions;
}

/** An identifier as FHIR searches for it, `system|value`; undefined when it is a value alone. */
function systemAndValue(identifier = ''): { system: string; value: string } | undefined {
  const at = identifier.indexOf('|');
  return at > 0 ? { system: identifier.slice(0, at), value: identifier.slice(at + 1) } : undefined;
}

/** @throws Problem validation when the value is none of its system: the answer "nobody" would invite to register again */
function identifierCondition(identifier: string, at: (value: unknown) => string): string {
  const given = systemAndValue(identifier);
  if (!given) {
    const value = at(identifier.replace(/^\||\s+/g, '').toUpperCase());
    return `id IN (SELECT patient_id FROM patient_identifier WHERE value = ${value} AND retired_at IS NULL
      UNION ALL SELECT id FROM patient WHERE mrn = ${value})`;
  }
  const checked = checkIdentifier(given.system, given.value);
  if (!checked.ok) {
    const { rule } = checked;
    const errors = [{ pointer: 'identifier', rule, message: identifierMessage(rule) }];
    throw new Problem(httpProblems.validation, { errors });
  }
  const [system, value] = [at(checked.system), at(checked.value)];
  return `id IN (SELECT patient_id FROM patient_identifier WHERE system = ${system} AND value = ${value} AND retired_at IS NULL
    UNION ALL SELECT id FROM patient WHERE ${system} = '${IDENTIFIER_SYSTEMS.mrn}' AND mrn = ${value})`;
}

const nothingToSearch = () =>
  invalidField('name', 'nothing-to-search', {
    vi: 'Nhập tên, mã giấy tờ, ngày sinh hoặc số điện thoại để tìm.',
    en: 'Give a name, an identifier, a birth date or a phone number to search for.',
  });

function toSummary(row: FoundRow): PatientSummaryResponse {
  const birthDate = birthDateText(row.birth_date, row.birth_date_precision);
  return toPatientSummary({ ...row, fullName: row.full_name, birthDate });
}
