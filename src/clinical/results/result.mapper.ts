import type { DiagnosticReport } from '../../generated/prisma/client.js';
import { personRef } from '../../kernel/person-ref.response.js';
import { staffNameSql } from '../../hospital/staff/staff-name.columns.js';
import { unitText } from '../datatypes/ucum.js';
import { foundInWords, toPart } from '../observations/parts.mapper.js';
import { judgeComponent, judgeWhole, saysItsPartsAlone, type ResultComponent } from './judging/components.rules.js';
import type { DeltaSource } from './judging/delta-check.rules.js';
import { judge, type Criticality, type Unjudged } from './judging/judgement.rules.js';
import { fill, type Localised } from '../../kernel/language.js';
import type { ResultDetails } from '../datatypes/result-details.js';
import type { DetailsResponse } from './dto/details.response.js';
import { absentWords, suddenWords, unjudgedWords } from './results.words.js';
import { currentContext } from '../../kernel/request-context.js';
import { codesOfStored, missingParts } from './panel-parts.rules.js';
import { isWithdrawn, type ReportState, type ValueState } from './report-state.rules.js';
import type {
  ReportResponse,
  ReportVersionResponse,
  ResultComponentResponse,
  ResultObservationResponse,
  SuddenChangeResponse,
} from './dto/result.response.js';

/** What is kept of a sudden change: the value before it. */
type KeptChange = Omit<SuddenChangeResponse, 'text' | 'source'> & { readonly limit?: DeltaSource };

/** A value as {@link VALUES} reads it, inside a JSON list. */
export interface ValueJson {
  id: string;
  system: string | null;
  code: string | null;
  display: string;
  value: number | null;
  comparator: string | null;
  unit: string | null;
  text: string | null;
  valueAsSent: string | null;
  interpretation: string | null;
  criticality: Criticality | null;
  notJudgedBecause: Unjudged | null;
  details: ResultDetails | null;
  suddenChange: KeptChange | null;
  components: readonly ResultComponent[] | null;
  referenceLow: number | null;
  referenceHigh: number | null;
  referenceText: string | null;
  status: ValueState;
  effectiveAt: string;
  correctsId: string | null;
}

type Moments = 'effectiveAt' | 'issuedAt';
type Said = Pick<DiagnosticReport, 'status' | 'conclusion' | 'recordedBy' | Moments> & {
  readonly details: unknown;
  readonly recorderName: string | null;
  readonly senderName: string | null;
  readonly values: ValueJson[];
};

/** A report with the values that hold now. */
export type ReportRow = DiagnosticReport &
  Said & {
    readonly orderNumber: string | null;
    readonly ordered: OrderedJson | null;
    readonly reviewed: ReviewedJson | null;
  };

/** The test of an order that still waits, as {@link ORDERED} reads it. */
interface OrderedJson {
  readonly system: string;
  readonly code: string;
}

/** What was ordered by `s`, while that waits. */
export const ORDERED = `CASE s.status WHEN 'active' THEN jsonb_build_object('system', s.code_system, 'code', s.code) END AS ordered`;

/** Who looked at it first, as {@link REVIEWED} reads it. */
interface ReviewedJson {
  readonly by: string;
  readonly name: string | null;
  readonly at: string;
}

/** Who looked first at the report `r` as it stands now. */
export const REVIEWED = `(SELECT json_build_object('by', w.reviewed_by, 'at', w.reviewed_at,
    'name', ${staffNameSql('w.reviewed_by')}) FROM report_review w
  WHERE w.report_id = r.id AND w.report_version = r.version) AS reviewed`;

/** What a report said once, inside a JSON list: its moments are texts. */
export type ReportVersionJson = Omit<Said, Moments> & {
  readonly number: number;
  readonly effectiveAt: string;
  readonly issuedAt: string | null;
  readonly recordedAt: string;
};

/** The values `o` of a report as a JSON list. */
export const VALUES = `coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'system', o.code_system, 'code', o.code,
  'display', o.display, 'value', o.value_number, 'comparator', o.value_comparator, 'unit', o.value_unit,
  'text', coalesce(o.value_text, o.value_code->>'display'), 'interpretation', o.interpretation,
  'valueAsSent', o.value_as_sent, 'criticality', o.criticality, 'notJudgedBecause', o.not_judged_because, 'suddenChange', o.sudden_change,
  'components', o.components, 'details', o.details,
  'referenceLow', o.reference_low, 'referenceHigh', o.reference_high, 'referenceText', o.reference_text,
  'status', o.status, 'effectiveAt', o.effective_at, 'correctsId', o.corrects_id) ORDER BY o.id), '[]')`;

export function toReportResponse(row: ReportRow): ReportResponse {
  const { observations, ...said } = toSaid(row);
  return {
    id: row.id,
    patientId: row.patientId,
    encounterId: row.encounterId,
    orderId: row.orderId,
    orderNumber: row.orderNumber,
    awaited: awaitedOf(row),
    category: row.category,
    code: { system: row.codeSystem, code: row.code, display: row.display },
    ...said,
    observations,
    critical: ofReport(observations),
    reviewed: row.reviewed && {
      by: personRef(row.reviewed.by, row.reviewed.name),
      at: new Date(row.reviewed.at).toISOString(),
    },
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** Tests of the panel that was ordered of which nothing came yet, while the order waits. */
function awaitedOf({ ordered, values }: ReportRow): string[] {
  if (!ordered || values.length === 0) return [];
  const found = values.filter(({ status }) => status !== 'entered-in-error').flatMap(codesOfStored);
  return missingParts(ordered, found).map((name) => name[currentContext()?.language ?? 'vi']);
}

export function toVersionResponse(version: ReportVersionJson): ReportVersionResponse {
  const issuedAt = version.issuedAt === null ? null : new Date(version.issuedAt);
  const said = toSaid({ ...version, effectiveAt: new Date(version.effectiveAt), issuedAt });
  return { number: version.number, ...said, recordedAt: new Date(version.recordedAt).toISOString() };
}

function toSaid(row: Said) {
  return {
    status: row.status as ReportState,
    effectiveAt: row.effectiveAt.toISOString(),
    issuedAt: row.issuedAt?.toISOString() ?? null,
    conclusion: row.conclusion,
    ...shownDetails(row.details as ResultDetails | null),
    recordedBy: personRef(row.recordedBy, row.recorderName),
    sender: row.senderName,
    observations: row.values.map(toObservationResponse),
  };
}

export function toObservationResponse({
  criticality,
  notJudgedBecause,
  details,
  ...value
}: ValueJson): ResultObservationResponse {
  const judged = isWithdrawn(value.status) ? undefined : judgementOf(value, criticality, notJudgedBecause);
  const because = judged?.because ?? null;
  return {
    ...value,
    text: foundInWords(value.text, value.components),
    components: value.components && value.components.map(toComponent),
    suddenChange: value.suddenChange && changeOf(value.suddenChange),
    ...shownDetails(details),
    effectiveAt: new Date(value.effectiveAt).toISOString(),
    unitText: unitText(value.unit),
    valueText: value.valueAsSent ?? value.value?.toString() ?? null,
    critical: judged?.criticality === 'not-judged' ? null : judged?.criticality === 'critical',
    notJudgedBecause: because,
    notJudgedText: because && unjudgedWords[because][currentContext()?.language ?? 'vi'],
  };
}

/** With the judgement that it got when it came, which asks neither who it is of nor what was before. */
function toComponent(part: ResultComponent): ResultComponentResponse {
  const judged = judgeComponent(part);
  const because = judged?.criticality === 'not-judged' ? judged.because : undefined;
  return {
    ...toPart(part),
    critical: !judged || judged.criticality === 'not-judged' ? null : judged.criticality === 'critical',
    notJudgedText: because ? unjudgedWords[because][currentContext()?.language ?? 'vi'] : null,
  };
}

function changeOf(before: KeptChange): SuddenChangeResponse {
  const language = currentContext()?.language ?? 'vi';
  const value = before.value === null ? '' : String(before.value);
  const told = `${language === 'vi' ? value.replace('.', ',') : value} ${unitText(before.unit) ?? ''}`.trim();
  const { limit, ...change } = before;
  return { ...change, text: fill(suddenWords.text[language], { before: told }, language), source: sourceOf(limit) };
}

/** Where the limit of a sudden change is from: the hospital's own, or ours, beyond what the test changes by itself where that is known. */
function sourceOf({ loaded, changesByItself }: DeltaSource = {}): string {
  const language = currentContext()?.language ?? 'vi';
  if (loaded) return fill(suddenWords.loaded[language], { ...loaded }, language);
  if (!changesByItself) return suddenWords.source[language];
  const part = `${Number((changesByItself.part * 100).toFixed(2))}`;
  const shown = language === 'vi' ? part.replace('.', ',') : part;
  return fill(suddenWords.beyond[language], { part: shown, source: changesByItself.source }, language);
}

/** What was said besides what was found; why there is no value in words where its code is known. */
function shownDetails(details: ResultDetails | null): DetailsResponse {
  const { note = null, method = null, specimen = null, performer = null, dataAbsentReason = null } = details ?? {};
  const { unitWritten = null } = details ?? {};
  const known = (absentWords as Readonly<Record<string, Localised>>)[dataAbsentReason ?? ''];
  return {
    note,
    method,
    specimen,
    performer,
    dataAbsentReason,
    dataAbsentText: known?.[currentContext()?.language ?? 'vi'] ?? dataAbsentReason,
    unitWritten,
    attachments: (details?.attachments ?? []).map(({ title = null, contentType = null, bytes = null, url = null }) => ({
      title,
      contentType,
      bytes,
      url,
    })),
  };
}

/** As it was judged when it came; what came before values were judged, by what it says. What says nothing is not judged. */
function judgementOf(
  value: Omit<ValueJson, 'criticality' | 'notJudgedBecause' | 'details'>,
  criticality: Criticality | null,
  because: Unjudged | null,
) {
  if (criticality !== null) return { criticality, because };
  // What counts only when new was decided when it came, and is in its flag.
  const own = saysItsPartsAlone(value) ? undefined : judge(value, {}, true);
  const whole = judgeWhole(own, value.components ?? []);
  return whole && { criticality: whole.criticality, because: whole.because ?? null };
}

/** One critical value makes a report critical; one that could not be judged keeps it from being called not critical. */
const ofReport = (observations: readonly ResultObservationResponse[]): boolean | null =>
  observations.some(({ critical }) => critical) ||
  (observations.some(({ critical }) => critical === null) ? null : false);
