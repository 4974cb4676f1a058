import { isUtf8 } from 'node:buffer';
import { Injectable } from '@nestjs/common';
import { declaredProblems, Problem } from '../../../kernel/problem.js';
import { currentContext } from '../../../kernel/request-context.js';
import { personRef } from '../../../kernel/person-ref.response.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { readPage, type KeysetList } from '../../../platform/routes/keyset.js';
import type { IncomingFacts, Reason, SuggestedBecause } from '../facts.js';
import { reasonWords, suggestedWords } from '../import.words.js';
import { naming, namedSql } from '../named-patients.js';
import type { FoundMapping } from '../placing/found.js';
import type { UnmatchedQuery } from './dto/unmatched.dto.js';
import type {
  SuggestionResponse,
  UnmatchedDetailResponse,
  UnmatchedPage,
  UnmatchedPatientResponse,
  UnmatchedReasonResponse,
  UnmatchedResponse,
} from './dto/unmatched.response.js';
import { criticalIn } from './critical-sent.rules.js';
import { MAPPED } from './mapped.sql.js';
import { unmatchedProblems } from './unmatched.errors.js';

interface Row extends Pick<
  UnmatchedResponse,
  'id' | 'status' | 'sender' | 'senderSystem' | 'receivedAt' | 'patientId' | 'reportIds' | 'version'
> {
  readonly reasons: readonly Reason[];
  readonly facts: IncomingFacts;
  readonly suggestions: readonly SuggestedRow[];
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
  readonly decidedBy: string | null;
  readonly deciderName: string | null;
  readonly content?: Buffer;
  readonly named: readonly string[];
  readonly mappings: readonly FoundMapping[];
}

interface SuggestedRow {
  readonly because: readonly SuggestedBecause[];
  readonly orderId: string | null;
  readonly orderNumber: string | null;
  readonly patient: UnmatchedPatientResponse;
}

/** Reads what waits for a person. Who may be meant is shown as far as the reader may see them. */
@Injectable()
export class UnmatchedQueries {
  constructor(private readonly database: Database) {}

  /** Oldest first: what has waited longest. Of what waits still, what somebody has to be told of at once stands before all else. */
  list(query: UnmatchedQuery): Promise<UnmatchedPage> {
    const list = query.status === 'open' ? WAITING : LIST;
    return readPage(this.database, list, query, [], (row: Row) => naming(toResponse(row), row.named));
  }

  /** @throws Problem unmatchedNotFound */
  async one(id: string): Promise<UnmatchedDetailResponse> {
    return toDetail((await this.database.query<Row>(ONE, [id]))[0]);
  }

  /** As whoever settled it is answered: who else was meant is nothing to them any more. @throws Problem unmatchedNotFound */
  async getWithin(tx: Tx, id: string): Promise<UnmatchedResponse> {
    const [row] = await tx.$queryRawUnsafe<Row[]>(ONE.text, id);
    if (!row) throw new Problem(unmatchedProblems.unmatchedNotFound);
    const suggestions = row.suggestions.filter(({ patient }) => patient.id === row.patientId);
    return toResponse({ ...row, suggestions });
  }
}

function toDetail(row: Row | undefined): UnmatchedDetailResponse {
  if (!row) throw new Problem(unmatchedProblems.unmatchedNotFound);
  const detail = { ...toResponse(row), facts: row.facts, message: row.content ? textOf(row.content) : '' };
  return naming(detail, row.named);
}

/** Bytes that are not UTF-8 are shown one sign each. */
const textOf = (bytes: Buffer): string => bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');

function toResponse(row: Row): UnmatchedResponse {
  return {
    id: row.id,
    status: row.status,
    sender: row.sender,
    senderSystem: row.senderSystem,
    receivedAt: row.receivedAt,
    reasons: row.reasons.map(toReason),
    about: row.facts.person,
    reports: [...row.facts.reports, ...(row.facts.orders ?? [])].map(({ display }) => display),
    critical: criticalIn(row.facts, row.mappings),
    suggestions: row.suggestions.map(toSuggestion),
    patientId: row.patientId,
    reportIds: row.reportIds,
    decidedBy: personRef(row.decidedBy, row.deciderName),
    decidedAt: row.decidedAt,
    decisionReason: row.decisionReason,
    version: row.version,
  };
}

const language = () => currentContext()?.language ?? 'vi';

function toReason({ code, of }: Reason): UnmatchedReasonResponse {
  // What the chart refused is told in the chart's own words.
  const refused = code.endsWith('-refuses') ? declaredProblems().find((kind) => kind.code === of) : undefined;
  const message = [reasonWords[code][language()], refused?.title[language()]].filter(Boolean).join(' ');
  return { code, of: of ?? null, message };
}

const toSuggestion = ({ patient, orderId, orderNumber, because }: SuggestedRow): SuggestionResponse => ({
  patient,
  orderId,
  orderNumber,
  because: because.map((code) => ({ code, of: null, message: suggestedWords[code][language()] })),
});

/** Of each suggestion the patient, where the reader may see them, and the order's number. */
const SUGGESTED = `(SELECT coalesce(jsonb_agg(jsonb_build_object('because', s.because, 'orderId', s."orderId",
      'orderNumber', (SELECT o.number FROM service_order o WHERE o.id = s."orderId"),
      'patient', jsonb_build_object('id', p.id, 'mrn', p.mrn, 'fullName', p.full_name, 'sex', p.sex,
        'birthDate', left(p.birth_date::text, CASE p.birth_date_precision WHEN 'year' THEN 4 WHEN 'month' THEN 7 ELSE 10 END)))
      ORDER BY place), '[]')
    FROM ROWS FROM (jsonb_to_recordset(u.suggestions) AS ("patientId" uuid, "orderId" uuid, because jsonb)) WITH ORDINALITY
      AS s ("patientId", "orderId", because, place)
    JOIN patient p ON p.id = s."patientId")`;
const SELECT = `SELECT u.id, u.status, coalesce(c.name, u.sender) AS sender, u.namespace AS "senderSystem", m.received_at AS "receivedAt",
    u.reasons, u.facts, ${MAPPED} AS mappings, ${SUGGESTED} AS suggestions, u.patient_id AS "patientId", u.report_ids AS "reportIds", u.version,
    u.decided_by AS "decidedBy", decider.full_name AS "deciderName", u.decided_at AS "decidedAt", u.decision_reason AS "decisionReason"`;
const FROM = `FROM unmatched_result u JOIN incoming_message m ON m.id = u.message_id
    LEFT JOIN machine_client c ON c.client_id = u.sender LEFT JOIN staff_member decider ON decider.id = u.decided_by`;

const LIST: KeysetList = {
  name: 'unmatched.list',
  select: `${SELECT}, ${namedSql(`u.facts->>'person'`, 'u.suggestions')} AS named ${FROM}`,
  filters: { status: (value) => `u.status = ${value}` },
  key: [{ sql: 'u.id', kind: 'uuid', field: 'id' }],
};
/** Its task says so: whoever settles the entry settles that, so it is asked of those alone that wait. */
const PLACE = `CASE WHEN EXISTS (SELECT FROM task t WHERE t.focus_id = u.id AND t.kind = 'unmatched-critical') THEN 0 ELSE 1 END::bigint`;
const WAITING: KeysetList = {
  ...LIST,
  name: 'unmatched.waiting',
  select: `${SELECT}, ${PLACE} AS place, ${namedSql(`u.facts->>'person'`, 'u.suggestions')} AS named ${FROM}`,
  key: [{ sql: PLACE, kind: 'whole', field: 'place' }, ...LIST.key],
};
const ONE = {
  name: 'unmatched.one',
  text: `${SELECT}, m.content, ${namedSql(`encode(m.content, 'escape')`, 'u.suggestions')} AS named ${FROM} WHERE u.id = $1::uuid`,
};
