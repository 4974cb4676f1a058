import { Injectable } from '@nestjs/common';
import { personRef } from '../../../kernel/person-ref.response.js';
import { Database } from '../../../platform/database/database.js';
import { readPage, type KeysetList } from '../../../platform/routes/keyset.js';
import type { Page } from '../../../platform/routes/pagination.js';
import { Problem } from '../../../kernel/problem.js';
import { birthDateText } from '../../../clinical/datatypes/partial-date.js';
import { patientProblems } from '../../../clinical/patients/patients.errors.js';
import { fhirProblems } from '../fhir.errors.js';
import { compare, namedPeople } from './named-people.rules.js';
import type { UntiedQuery } from './untied.dto.js';
import type { UntiedComparisonResponse, UntiedResourceContent, UntiedResourceResponse } from './untied.response.js';

const SELECT = `SELECT k.id, k.resource_type, k.source, k.received_at, k.decided_at, k.decided_by, k.decided_reason, k.version,
    decider.full_name AS decided_by_name`;
const FROM = 'FROM fhir_source k LEFT JOIN staff_member decider ON decider.id = k.decided_by';
const UNTIED = 'k.patient_id IS NULL AND NOT public.fhir_about_nobody(k.resource_type)';

const LIST: KeysetList = {
  name: 'fhir.untied',
  select: `${SELECT} ${FROM}`,
  where: UNTIED,
  filters: { state: (value) => `(CASE WHEN k.decided_at IS NULL THEN 'open' ELSE 'dismissed' END) = ${value}` },
  key: [{ sql: 'k.id', kind: 'uuid', field: 'id' }],
};

interface UntiedRow {
  readonly id: string;
  readonly resource_type: string;
  readonly source: string;
  readonly received_at: Date;
  readonly decided_at: Date | null;
  readonly decided_by: string | null;
  readonly decided_by_name: string | null;
  readonly decided_reason: string | null;
  readonly version: number;
}

interface PatientRow {
  readonly id: string;
  readonly mrn: string;
  readonly full_name: string;
  readonly birth_date: string | null;
  readonly birth_date_precision: string | null;
  readonly sex: string;
  readonly identifiers: string[];
}

/** Resources that came before their patient had to be known, and of which nobody could tell whose they are. */
@Injectable()
export class UntiedQueries {
  constructor(private readonly database: Database) {}

  list(query: UntiedQuery): Promise<Page<UntiedResourceResponse>> {
    return readPage(this.database, LIST, Object.assign(query, { state: query.state ?? 'open' }), [], toUntied);
  }

  /** @throws Problem resourceNotFound */
  async one(id: string): Promise<UntiedResourceContent> {
    const [row] = await this.database.query<UntiedRow & { resource: object }>(ONE, [id]);
    if (!row) throw new Problem(fhirProblems.resourceNotFound);
    return {
      ...toUntied(row),
      named: namedPeople(row.resource) as UntiedResourceContent['named'],
      resource: row.resource,
    };
  }

  /** What is on record beside what the resource says. @throws Problem patientNotFound of one whom the request does not show */
  async compared({ named }: UntiedResourceContent, patientId: string): Promise<UntiedComparisonResponse> {
    const [row] = await this.database.query<PatientRow>(PATIENT, [patientId]);
    if (!row) throw new Problem(patientProblems.patientNotFound);
    const { id, mrn, full_name: fullName, sex } = row;
    const birthDate = birthDateText(row.birth_date, row.birth_date_precision);
    const compared = compare(named, { fullName, birthDate, identifiers: [mrn, ...row.identifiers] });
    return { named, patient: { id, mrn, fullName, birthDate, sex }, compared };
  }
}

const ONE = { name: 'fhir.untied.one', text: `${SELECT}, k.resource ${FROM} WHERE k.id = $1 AND ${UNTIED}` };
const PATIENT = {
  name: 'fhir.untied.patient',
  text: `SELECT p.id, p.mrn, p.full_name, p.birth_date::text, p.birth_date_precision, p.sex,
      ARRAY(SELECT value FROM patient_identifier WHERE patient_id = p.id AND retired_at IS NULL) AS identifiers
    FROM patient p WHERE p.id = $1`,
};

function toUntied(row: UntiedRow): UntiedResourceResponse {
  const { id, resource_type: type, source, version } = row;
  const decision = row.decided_at && {
    at: row.decided_at.toISOString(),
    by: personRef(row.decided_by, row.decided_by_name),
    reason: row.decided_reason ?? '',
  };
  return { id, type, source, receivedAt: row.received_at.toISOString(), decision, version };
}
