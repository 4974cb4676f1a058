import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS_TOKEN, type Settings } from '../../platform/config/settings.js';
import { RecordedRead } from '../../platform/audit/recorded-read.js';
import { Database } from '../../platform/database/database.js';
import { httpProblems, invalidField, Problem } from '../../kernel/problem.js';
import { pageOf, readCursor, type Page } from '../../platform/routes/pagination.js';
import type { SearchPatientsQuery } from './dto/patient.dto.js';
import type { FoundPatientResponse, PatientResponse } from './dto/patient.response.js';
import { checkIdentifier, IDENTIFIER_SYSTEMS } from './identifier.rules.js';
import { searchTerms } from './name.rules.js';
import { parsePartialDate } from '../datatypes/partial-date.js';
import { ONE_PATIENT } from './patient-reads.js';
import { FOUND_COLUMNS, toFoundPatient, type FoundRow } from './found-patient.mapper.js';
import { PatientBoxQueries } from './patient-box.queries.js';
import { toPatientResponse, type PatientRow } from './patient.mapper.js';
import {
  foundPatientsSql,
  idsOfIdentifierSql,
  idsOfMrnPartSql,
  idsOfMrnSql,
  idsOfNewbornsSql,
  idsOfPhoneSql,
  idsOfValueSql,
  mrnPart,
  storedForms,
  type PatientCriteria,
  type PatientPlace,
} from './finding.rules.js';
import { identifierMessage, patientProblems } from './patients.errors.js';
import { normalisePhone } from './phone.rules.js';
import { patientWords } from './patients.words.js';
import { placeInLists, requireFewWords } from './search-page.queries.js';

/** Whether a page goes on among those found by what was typed, or by a word that is nearly so. */
const [EXACT, APPROXIMATE] = ['exact', 'approximate'];

/** Finds patients. Ordered as Vietnamese lists are: by given name, then family name. */
@Injectable()
export class PatientsQueries {
  private readonly patients: RecordedRead<PatientRow>;

  constructor(
    private readonly database: Database,
    private readonly box: PatientBoxQueries,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {
    this.patients = new RecordedRead(database, ONE_PATIENT);
  }

  /** @throws Problem patientNotFound */
  async get(id: string): Promise<PatientResponse> {
    const row = await this.patients.of(id);
    if (!row) throw new Problem(patientProblems.patientNotFound);
    return toPatientResponse(row);
  }

  /**
   * Patients of whom all that is given holds. When nobody's name has the words typed, those whose name has them but for one that was
   * mistyped by a letter, marked as approximate.
   * @throws Problem validation when there is nothing to search for
   */
  async search(query: PatientsAsked): Promise<Page<FoundPatientResponse>> {
    if (query.q !== undefined) return this.box.search(alone(query, query.q), query);
    const values: unknown[] = [];
    const at = (value: unknown) => `$${values.push(value)}`;
    const { shape, ...criteria } = criteriaOf(query, at, this.settings.hospitalCode);
    const after = await this.afterOf(query.cursor);
    const place = { wanted: query.limit + 1, after, forgiving: criteria.terms !== undefined };
    const text = `SELECT ${FOUND_COLUMNS}, found.approximate
      FROM ${foundPatientsSql(criteria, place, at)} JOIN patient p ON p.id = found.id ORDER BY found.place`;
    const rows = await this.database.query<FoundRow>({ name: `patients.search:${shape}`, text }, values);
    return pageOf(
      rows,
      query,
      (row) => [row.id, row.approximate ? APPROXIMATE : EXACT],
      (row) => toFoundPatient(row, criteria.born && [criteria.born.first, criteria.born.last]),
    );
  }

  private async afterOf(cursor: string | undefined): Promise<PatientPlace['after']> {
    const [id, by] = readCursor(cursor, ['uuid', 'text']) ?? [];
    return id ? { ...(await placeInLists(this.database, id)), approximate: by === APPROXIMATE } : undefined;
  }
}

/** What to look for; auditors ask by part of an MRN, or a whole identifier. */
type PatientsAsked = SearchPatientsQuery & { readonly mrnPart?: string };

/** @returns what to find; `shape` tells the texts of statements apart, so that each is one prepared statement */
function criteriaOf(
  query: PatientsAsked,
  at: (value: unknown) => string,
  facilityCode: string,
): PatientCriteria & { shape: string } {
  const terms = query.name === undefined ? undefined : searchTerms(query.name);
  if (terms) requireFewWords('name', terms);
  const identifier = query.identifier === undefined ? undefined : idsOf(query.identifier, at);
  const phone = query.phone === undefined ? undefined : idsOfPhoneSql(at(normalisePhone(query.phone)));
  const born = query.birthDate === undefined ? undefined : parsePartialDate(query.birthDate);
  const newborns = query.motherId === undefined ? undefined : idsOfNewbornsSql(at(query.motherId));
  const part = query.mrnPart === undefined ? undefined : idsOfMrnPartSql(at(mrnPart(query.mrnPart, facilityCode)));
  const among = [identifier?.ids, part, phone, newborns].filter((ids) => ids !== undefined);
  if (terms?.length === 0 || (!terms && !born && among.length === 0)) throw nothingToSearch();
  return {
    terms,
    among,
    born,
    possibly: true,
    shape: [identifier?.kind, part && 'part', phone && 'phone', newborns && 'newborns', born && 'born']
      .filter(Boolean)
      .join(),
  };
}

/** An identifier as FHIR searches for it, `system|value`; undefined when it is a value alone. */
function systemAndValue(identifier: string): { system: string; value: string } | undefined {
  const at = identifier.indexOf('|');
  return at > 0 ? { system: identifier.slice(0, at), value: identifier.slice(at + 1) } : undefined;
}

/** @throws Problem validation when the value is none of its system: the answer "nobody" would invite to register again */
function idsOf(identifier: string, at: (value: unknown) => string): { ids: string; kind: string } {
  const given = systemAndValue(identifier);
  if (!given) {
    const forms = storedForms(identifier.replace(/^\s*\|/, ''));
    if (forms.includes('')) throw nothingToSearch();
    return { kind: 'value', ids: idsOfValueSql(at(forms)) };
  }
  const checked = checkIdentifier(given.system, given.value);
  if (!checked.ok) {
    const { rule } = checked;
    const errors = [{ pointer: 'identifier', rule, message: identifierMessage(rule) }];
    throw new Problem(httpProblems.validation, { errors });
  }
  const { system, value } = checked;
  if (system === IDENTIFIER_SYSTEMS.mrn) return { kind: 'mrn', ids: idsOfMrnSql(at(value)) };
  return { kind: 'system', ids: idsOfIdentifierSql(at(system), at(value)) };
}

/** What was typed into the one box, which says everything. @throws Problem validation when other conditions stand beside it */
function alone({ name, identifier, birthDate, phone, motherId }: SearchPatientsQuery, q: string): string {
  if ([name, identifier, birthDate, phone, motherId].every((other) => other === undefined)) return q;
  throw invalidField('q', 'stands-alone', patientWords.boxStandsAlone);
}

const nothingToSearch = () => invalidField('name', 'nothing-to-search', patientWords.nothingToSearch);
