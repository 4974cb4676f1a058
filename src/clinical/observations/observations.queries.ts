import { Injectable } from '@nestjs/common';
import type { Language } from '../../kernel/language.js';
import { requestContext } from '../../kernel/request-context.js';
import { Database } from '../../platform/database/database.js';
import { pageOf, readCursor } from '../../platform/routes/pagination.js';
import { unitText } from '../datatypes/ucum.js';
import { PatientsService } from '../patients/patients.service.js';
import type { ObservationsQuery } from './dto/observation.dto.js';
import { foundInWords, toPart, type KeptPart } from './parts.mapper.js';
import type { ObservationPage, ObservationResponse } from './dto/observation.response.js';
import { VITALS_COUNT } from './vitals.mapper.js';
import { MEASURED_COLUMNS } from './vitals.columns.js';
import { signOf, VITAL_PARAMETERS, type MeasuredVital } from './vital-signs.rules.js';

type ObservationRow = Omit<ObservationResponse, 'effectiveAt' | 'unitText' | 'components'> & {
  readonly effectiveAt: Date;
  readonly components: readonly KeptPart[] | null;
};

/** Reads what was observed of a patient, wherever it came from: current values only, the latest first. */
@Injectable()
export class ObservationsQueries {
  constructor(
    private readonly database: Database,
    private readonly patients: PatientsService,
  ) {}

  /** @throws Problem patientNotFound */
  async ofPatient(patientId: string, query: ObservationsQuery): Promise<ObservationPage> {
    await this.patients.requireKnown(patientId);
    const [at, id] = readCursor(query.cursor, ['instant', 'uuid']) ?? [null, null];
    const { name, text } = statementFor(query, at !== null);
    const values: unknown[] = [patientId, query.limit + 1, ...(at === null ? [] : [at, id])];
    if (query.code) values.push(asked(query.code));
    if (query.category) values.push(query.category);
    const rows = await this.database.query<ObservationRow>({ name, text }, values);
    return { patientId, ...pageOf(rows, query, (row) => [row.effectiveAt.toISOString(), row.id], toObservation) };
  }
}

const toObservation = ({ effectiveAt, components, ...row }: ObservationRow): ObservationResponse => ({
  ...row,
  text: foundInWords(row.text, components),
  components: components && components.map((part) => toPart(part)),
  unitText: unitText(row.unit),
  effectiveAt: effectiveAt.toISOString(),
});

const OBSERVED = `SELECT id, encounter_id AS "encounterId", report_id AS "reportId", category,
    json_build_object('system', code_system, 'code', code, 'display', display) AS code,
    value_number AS value, value_comparator AS comparator, value_unit AS unit,
    coalesce(value_text, value_code->>'display') AS text, components, reference_low AS "referenceLow",
    reference_high AS "referenceHigh", reference_text AS "referenceText", interpretation, CASE criticality WHEN 'critical' THEN true WHEN 'not-critical' THEN false END AS critical,
    not_judged_because AS "notJudgedBecause", coalesce(value_as_sent, value_number::text) AS "valueText", status,
    effective_at AS "effectiveAt"
  FROM observation WHERE patient_id = $1 AND superseded_at IS NULL AND status <> 'entered-in-error'`;
/** Behind the page before; said only where there was one, so that the index begins there. */
const before = (isLater: boolean) => (isLater ? `AND (effective_at, id) < ($3::timestamptz, $4::uuid)` : '');
const NEWEST = (column: string) => `ORDER BY ${column} DESC, id DESC LIMIT $2`;

/** A vital sign charted here, in the form of an observation. */
const charted = (field: MeasuredVital, isLater: boolean, language: Language) => {
  const { code, unit, display } = VITAL_PARAMETERS[field];
  const [column] = MEASURED_COLUMNS[field];
  return `SELECT id, encounter_id, NULL::uuid, 'vital-signs',
      json_build_object('system', 'http://loinc.org', 'code', '${code}', 'display', '${display[language]}'), ${column}::numeric, NULL,
      '${unit}', NULL, NULL::jsonb, NULL::numeric, NULL::numeric, NULL, NULL, NULL::boolean, NULL, ${column}::text, status, effective_at
    FROM vital_signs WHERE patient_id = $1 AND ${VITALS_COUNT} AND ${column} IS NOT NULL ${before(isLater)} ${NEWEST('effective_at')}`;
};

/** Only the conditions given stand in the text, so that each question gets the index it deserves. */
function statementFor({ code, category }: ObservationsQuery, isLater: boolean): { name: string; text: string } {
  let next = isLater ? 5 : 3;
  const sign = code === undefined ? undefined : signOf(code);
  const isOfCode = (at: number) => (sign && sign.codes.length > 1 ? `AND code = ANY($${at})` : `AND code = $${at}`);
  const conditions = [code && isOfCode(next++), category && `AND category = $${next}`].filter(Boolean).join(' ');
  const observed = `${OBSERVED} ${conditions} ${before(isLater)} ${NEWEST('effective_at')}`;
  const name = `observations.of-patient:${code ? 1 : 0}${category ? 1 : 0}${isLater ? 1 : 0}`;
  if (!sign) return { name, text: observed };
  const { field } = sign;
  if (category && category !== 'vital-signs') return { name: `${name}:${field}`, text: observed };
  const language = requestContext().language;
  const text = `SELECT * FROM ((${observed}) UNION ALL (${charted(field, isLater, language)})) o ${NEWEST('"effectiveAt"')}`;
  return { name: `${name}:${field}-charted-${language}`, text };
}

/** The code that was asked for, or every code of its sign. */
function asked(code: string): string | readonly string[] {
  const codes = signOf(code)?.codes ?? [];
  return codes.length > 1 ? codes : code;
}
