import { v7 as newId } from 'uuid';
import { Prisma, type Tx } from '../../platform/database/prisma.js';
import { codesToLookBack, judgementColumns, withRanges } from './judging/judged-report.js';
import type { EarlierValue, Surroundings } from './judging/judged-report.js';
import type { NewReport } from './new-report.js';
import { timeOf } from './report-changes.js';
import { lastValues, NO_VALUES, PERSON } from './report-store.js';

/** One of several first reports, what its values are judged by, and the ids that they get. */
export interface FirstOfMany {
  readonly report: NewReport;
  readonly around: Surroundings;
  readonly valueIds: readonly string[];
}

const NOBODY: Surroundings = { sex: null, birthDate: null, birthDatePrecision: null, before: [] };

/**
 * What the values of several reports are judged by, each as if the others were stored before it: what is here, and what the others tell of the
 * same patient's earlier moments, in whatever order they came.
 */
export async function surroundingsOfMany(tx: Tx, sent: readonly NewReport[]): Promise<FirstOfMany[]> {
  const ids = sent.map(({ observations }) => observations.map(() => newId()));
  if (ids.every((own) => own.length === 0)) {
    return sent.map((report) => ({ report, around: NOBODY, valueIds: [] }));
  }
  const rows = await tx.$queryRaw<Surroundings[]>(selectOf(sent));
  const reports = sent.map((report, at) => {
    const around = rows[at]!;
    return { report: withRanges(report, around), around, valueIds: ids[at]! };
  });
  const told = earlierIn(reports);
  return reports.map((one) => ({ ...one, around: { ...one.around, before: lastOf(one, told) } }));
}

function selectOf(sent: readonly NewReport[]): Prisma.Sql {
  const asked = sent.map((report) => ({
    patient_id: report.patientId,
    codes: codesToLookBack(report),
    effective_at: report.effectiveAt,
  }));
  const before = asked.some(({ codes }) => codes.length > 0)
    ? lastValues(
        Prisma.sql`patient_id = asked.patient_id`,
        Prisma.sql`code = ANY (asked.codes) AND effective_at < asked.effective_at`,
      )
    : NO_VALUES;
  return Prisma.sql`SELECT ${before} AS before, ${PERSON} FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
      AS (patient_id uuid, codes text[], effective_at timestamptz)) WITH ORDINALITY AS asked
    LEFT JOIN patient p ON p.id = asked.patient_id ORDER BY asked.ordinality`;
}

/** What reports tell themselves of the values that others look back for, by whose and of which code, the earliest first. */
type ToldBefore = ReadonlyMap<string, readonly EarlierValue[]>;

function earlierIn(reports: readonly FirstOfMany[]): ToldBefore {
  const wanted = new Set(reports.flatMap(({ report }) => codesToLookBack(report).map((code) => keyOf(report, code))));
  const found = new Map<string, EarlierValue[]>();
  for (const { report, around, valueIds } of reports) {
    for (const [place, sent] of report.observations.entries()) {
      const key = keyOf(report, sent.code.code ?? '');
      if (!wanted.has(key)) continue;
      const { interpretation = null, notJudgedBecause } = judgementColumns(sent, report, around);
      if (notJudgedBecause === 'unit-contradicts' || notJudgedBecause === 'impossible') continue;
      const { system, code } = sent.code;
      const { value, comparator, unit, referenceHigh } = sent;
      const said = { value, comparator, unit, referenceHigh, interpretation, system, code: code! };
      const list = found.get(key) ?? [];
      list.push({ ...said, id: valueIds[place]!, effectiveAt: timeOf(sent, report).toISOString() });
      found.set(key, list);
    }
  }
  for (const list of found.values()) list.sort((one, other) => momentOf(one) - momentOf(other));
  return found;
}

const keyOf = ({ patientId }: NewReport, code: string): string => `${patientId}|${code}`;
const momentOf = ({ effectiveAt }: EarlierValue): number => new Date(effectiveAt).getTime();

/** Of what is stored and what comes with it the later, for each code. */
function lastOf({ report, around }: FirstOfMany, told: ToldBefore): EarlierValue[] {
  const codes = codesToLookBack(report);
  return [...new Set(codes)].flatMap((code) => {
    const stored = around.before.find((one) => one.code === code);
    const other = lastBefore(told.get(keyOf(report, code)) ?? [], report.effectiveAt.getTime());
    if (!stored || !other) return stored ?? other ?? [];
    return momentOf(other) > momentOf(stored) ? other : stored;
  });
}

/** The last that was before a moment, of those in the order of time: they may be thousands. */
function lastBefore(sorted: readonly EarlierValue[], moment: number): EarlierValue | undefined {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (momentOf(sorted[middle]!) < moment) from = middle + 1;
    else to = middle;
  }
  return sorted[from - 1];
}
