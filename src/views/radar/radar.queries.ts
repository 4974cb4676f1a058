import type { AccountRefResponse } from '../../kernel/person-ref.response.js';
import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { newestFirst, readPage, type KeysetList } from '../../platform/routes/keyset.js';
import type { Page, PageQuery } from '../../platform/routes/pagination.js';
import { Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import type { RadarCasesQuery } from './dto/radar.dto.js';
import type { RadarCaseResponse, RadarExceptionResponse, RadarRuleResponse } from './dto/radar.response.js';
import { radarProblems } from './radar.errors.js';
import { RADAR_RULES, ruleOf } from './rules/index.js';
import { reasonText } from './rules/rules.words.js';
import type { RadarRule } from './rules/radar-rule.js';
import { thresholdsOf } from './thresholds.rules.js';
import { valueOf } from '../../kernel/list.js';
import { firstRow } from '../../platform/database/rows.js';

interface CaseRow {
  id: string;
  rule: string;
  severity: string;
  params: Record<string, unknown>;
  actor: AccountRefResponse;
  patient_id: string | null;
  patient_name: string | null;
  day: string;
  first_event_at: Date;
  last_event_at: Date;
  event_count: number;
  event_ids: string[];
  state: string;
  outcome: string | null;
  review_note: string | null;
  reviewer: AccountRefResponse | null;
  reviewed_at: Date | null;
  version: number;
}

interface RuleRow {
  code: string;
  enabled: boolean | null;
  thresholds: Record<string, number> | null;
  version: number | null;
  cases: number;
  justified: number;
  unjustified: number;
}

interface ExceptionRow {
  id: string;
  actor: AccountRefResponse;
  author: AccountRefResponse;
  patient_id: string | null;
  rule: string | null;
  until: Date;
  reason: string;
  created_at: Date;
}

/** Reads cases, rules and exceptions, in the reader's language. */
@Injectable()
export class RadarQueries {
  constructor(private readonly database: Database) {}

  cases(query: RadarCasesQuery): Promise<Page<RadarCaseResponse>> {
    return readPage(this.database, CASES, query, [], toCase);
  }

  /** @throws Problem radarCaseNotFound */
  async case(id: string): Promise<RadarCaseResponse> {
    const [row] = await this.database.query<CaseRow>(CASE, [id]);
    if (!row) throw new Problem(radarProblems.radarCaseNotFound);
    return toCase(row);
  }

  async rules(): Promise<RadarRuleResponse[]> {
    const rows = await this.database.query<RuleRow>(RULES, [RADAR_RULES.map(({ code }) => code)]);
    return RADAR_RULES.map((rule) =>
      toRule(
        rule,
        rows.find(({ code }) => code === rule.code)!,
      ),
    );
  }

  /** @throws Problem radarRuleNotFound */
  async rule(code: string): Promise<RadarRuleResponse> {
    const rule = ruleOf(code);
    if (!rule) throw new Problem(radarProblems.radarRuleNotFound);
    return toRule(rule, firstRow(await this.database.query<RuleRow>(RULES, [[code]])));
  }

  /** Newest first, those that have ended too. */
  exceptions(query: PageQuery): Promise<Page<RadarExceptionResponse>> {
    return readPage(this.database, EXCEPTIONS, query, [], toException);
  }

  /** Whether a person here or another system has this id. */
  async isActor(id: string): Promise<boolean> {
    return firstRow(await this.database.query<{ known: boolean }>(IS_ACTOR, [id])).known;
  }

  async exception(id: string): Promise<RadarExceptionResponse> {
    return toException(firstRow(await this.database.query<ExceptionRow>(ONE_EXCEPTION, [id])));
  }
}

function toCase(row: CaseRow): RadarCaseResponse {
  const { language } = requestContext();
  const rule = ruleOf(row.rule);
  return {
    id: row.id,
    rule: row.rule,
    title: rule?.title[language] ?? row.rule,
    reason: rule ? reasonText(rule.reason, row.params, language) : row.rule,
    severity: row.severity,
    actor: row.actor,
    patientId: row.patient_id,
    patientName: row.patient_name,
    day: row.day,
    firstEventAt: row.first_event_at.toISOString(),
    lastEventAt: row.last_event_at.toISOString(),
    eventCount: row.event_count,
    eventIds: row.event_ids,
    state: row.state,
    outcome: row.outcome,
    reviewNote: row.review_note,
    reviewedBy: row.reviewer,
    reviewedAt: row.reviewed_at?.toISOString() ?? null,
    version: row.version,
  };
}

function toRule(rule: RadarRule, row: RuleRow): RadarRuleResponse {
  const { language } = requestContext();
  const now = thresholdsOf(rule, row.thresholds ?? undefined);
  return {
    code: rule.code,
    title: rule.title[language],
    severity: rule.severity,
    enabled: row.enabled ?? true,
    thresholds: Object.entries(rule.thresholds).map(([name, { about, ...bounds }]) => ({
      name,
      value: valueOf(now, name),
      ...bounds,
      about: about[language],
    })),
    cases: row.cases,
    justified: row.justified,
    unjustified: row.unjustified,
    version: row.version ?? 0,
  };
}

const toException = (row: ExceptionRow): RadarExceptionResponse => ({
  id: row.id,
  actor: row.actor,
  patientId: row.patient_id,
  rule: row.rule,
  until: row.until.toISOString(),
  reason: row.reason,
  createdBy: row.author,
  createdAt: row.created_at.toISOString(),
});

const PERSON = (alias: string) =>
  `jsonb_build_object('id', ${alias}.id, 'username', ${alias}.username, 'fullName', ${alias}.full_name)`;
/** Who a case or an exception is about: a person, or another system by its name. */
const ACTOR = (of: string) => `jsonb_build_object('id', ${of}.actor_id, 'username', coalesce(a.username, m.client_id),
    'fullName', coalesce(a.full_name, m.name))`;
const WITH_ACTOR = (of: string) =>
  `LEFT JOIN staff_member a ON a.id = ${of}.actor_id LEFT JOIN machine_client m ON m.id = ${of}.actor_id`;
const SELECT_CASE = `SELECT c.*, c.day::text AS day, ${ACTOR('c')} AS actor, p.full_name AS patient_name,
    CASE WHEN r.id IS NOT NULL THEN ${PERSON('r')} END AS reviewer
  FROM radar_case c ${WITH_ACTOR('c')} LEFT JOIN patient p ON p.id = c.patient_id
  LEFT JOIN staff_member r ON r.id = c.reviewed_by`;
const CASE = { name: 'radar.case', text: `${SELECT_CASE} WHERE c.id = $1` };
const CASES: KeysetList = {
  name: 'radar.cases',
  select: SELECT_CASE,
  filters: {
    state: (value) => `c.state = ${value}`,
    rule: (value) => `c.rule = ${value}`,
    actorId: (value) => `c.actor_id = ${value}::uuid`,
    patientId: (value) => `c.patient_id = ${value}::uuid`,
  },
  ...newestFirst('c'),
};
const RULES = {
  name: 'radar.rules',
  text: `SELECT code, r.enabled, r.thresholds, r.version, n.cases::int, n.justified::int, n.unjustified::int
    FROM unnest($1::text[]) code LEFT JOIN radar_rule r USING (code), LATERAL (
      SELECT count(*) AS cases, count(*) FILTER (WHERE outcome = 'justified') AS justified,
        count(*) FILTER (WHERE outcome = 'unjustified') AS unjustified
      FROM radar_case c WHERE c.rule = code AND c.created_at > now() - interval '90 days') n`,
};
const IS_ACTOR = {
  name: 'radar.is-actor',
  text: `SELECT EXISTS (SELECT FROM staff_member WHERE id = $1::uuid) OR EXISTS (SELECT FROM machine_client WHERE id = $1::uuid) AS known`,
};
const SELECT_EXCEPTION = `SELECT x.*, ${ACTOR('x')} AS actor, ${PERSON('b')} AS author FROM radar_exception x
    ${WITH_ACTOR('x')} JOIN staff_member b ON b.id = x.created_by`;
const ONE_EXCEPTION = { name: 'radar.exception', text: `${SELECT_EXCEPTION} WHERE x.id = $1` };
const EXCEPTIONS: KeysetList = { name: 'radar.exceptions', select: SELECT_EXCEPTION, ...newestFirst('x') };
