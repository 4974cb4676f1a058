import { ageYears } from '../../datatypes/age.js';
import { birthDateText, parsePartialDate } from '../../datatypes/partial-date.js';
import { LOINC } from '../code-systems.js';
import { criticalLimits } from '../critical-values.js';
import type { NewReport, NewResultObservation } from '../new-report.js';
import { timeOf } from '../report-changes.js';
import { isIssued, isWithdrawn, valueStateOf } from '../report-state.rules.js';
import { judgeWhole, saysItsPartsAlone } from './components.rules.js';
import { dependsOnHistory, judge, type JudgedValue, type Judgement } from './judgement.rules.js';
import { deltaSource, hasDeltaLimit, isSudden } from './delta-check.rules.js';
import type { Person } from './reference-ranges.js';
import { keptRange } from './sent-range.rules.js';

/** The patient's value before, of a code. */
export interface EarlierValue extends JudgedValue {
  readonly id: string;
  readonly code: string;
  readonly interpretation: string | null;
  readonly effectiveAt: string;
}

/** What judging a report's values goes by, besides the values. */
export interface Surroundings {
  readonly sex: string | null;
  readonly birthDate: Date | string | null;
  readonly birthDatePrecision: string | null;
  readonly before: readonly EarlierValue[];
}

/** Codes of a report for which the patient's value before is looked for. */
export const codesToLookBack = ({ observations }: NewReport): string[] =>
  observations
    .filter((sent) => sent.code.system === LOINC && sent.code.code !== undefined)
    .filter((sent) => hasDeltaLimit(sent.code.code!) || dependsOnHistory(judged(sent)))
    .map(({ code }) => code.code!);

/** The report with the reference range of each value that is the patient's own, as it is kept. */
export function withRanges(report: NewReport, around: Surroundings): NewReport {
  const observations = report.observations.map(({ ranges, ...sent }): NewResultObservation => {
    if (!ranges) return sent;
    const row = sent.code.system === LOINC ? criticalLimits(sent.code.code ?? '') : undefined;
    return { ...sent, ...keptRange(ranges, sent.unit, personAt(around, timeOf(sent, report)), row) };
  });
  return { ...report, observations };
}

/** What is stored of the judgement of one value. */
export function judgementColumns(sent: NewResultObservation, report: NewReport, around: Surroundings) {
  const { at, before, own, whole } = judgementsOf(sent, report, around);
  const interpretation = sent.interpretation ?? own.flag;
  if (!whole) return { interpretation };
  return {
    interpretation,
    criticality: whole.criticality,
    notJudgedBecause: whole.because,
    suddenChange:
      before && own.because !== 'unit-contradicts' && own.because !== 'impossible'
        ? suddenChange(sent, at, before)
        : undefined,
  };
}

/** How a value is judged by itself, and with its parts; that of one that was withdrawn is nothing. */
function judgementsOf(sent: NewResultObservation, report: NewReport, around: Surroundings) {
  const at = timeOf(sent, report);
  const before = around.before.find(({ code }) => sent.code.system === LOINC && code === sent.code.code);
  const wasCritical = before !== undefined && isCritical(judge(before).flag);
  const person = personAt(around, at);
  const own = judge(judged(sent), person, wasCritical);
  const whole = isWithdrawn(sent.status ?? report.status)
    ? undefined
    : judgeWhole(saysItsPartsAlone(sent) ? undefined : own, sent.components ?? [], person);
  return { at, before, own, whole };
}

/** What somebody has to be asked or told at once because of values. */
export const TOLD = ['critical', 'impossible', 'unclear'] as const;
export type Told = (typeof TOLD)[number];

/** What somebody is told because of these values of a report, each once. */
export function toldBy(sent: readonly NewResultObservation[], report: NewReport, around: Surroundings): Told[] {
  const told = new Set(sent.map((value) => toldByValue(value, report, around)));
  return TOLD.filter((one) => told.has(one));
}

/** What somebody is told because of one value of a report. */
export function toldByValue(sent: NewResultObservation, report: NewReport, around: Surroundings): Told | undefined {
  const { whole } = judgementsOf(sent, report, around);
  return whole && toldOf(whole, sent.status ?? valueStateOf(report.status, false));
}

/** What somebody is told because a value is judged so. A culture says how it goes on before it is done: only then is somebody asked what it says. */
export function toldOf({ criticality, because, mayBeCritical }: Judgement, status: string): Told | undefined {
  if (criticality === 'critical') return 'critical';
  if (because === 'impossible') return 'impossible';
  const isUnclear = mayBeCritical && (because !== 'culture-unclear' || isIssued(status));
  return isUnclear ? 'unclear' : undefined;
}

const isCritical = (flag: string | undefined): boolean => flag === 'LL' || flag === 'HH';

function suddenChange(sent: NewResultObservation, effectiveAt: Date, before: EarlierValue) {
  const then = { ...before, effectiveAt: new Date(before.effectiveAt) };
  if (!isSudden(before.code, { ...sent, effectiveAt }, then)) return undefined;
  return {
    observationId: before.id,
    value: before.value,
    unit: before.unit,
    effectiveAt: then.effectiveAt.toISOString(),
    // By what it was called sudden then: the limits may be others when somebody reads it.
    limit: { ...deltaSource(before.code) },
  };
}

/** Who a value of a moment is about. */
function personAt({ sex, birthDate, birthDatePrecision }: Surroundings, at: Date): Person {
  const text = birthDateText(birthDate, birthDatePrecision);
  const birth = text === null ? undefined : parsePartialDate(text);
  return { sex, years: birth && ageYears(birth, at) };
}

export const judged = ({ code: { system, code, display }, ...sent }: NewResultObservation): JudgedValue => ({
  ...sent,
  unitWritten: sent.details?.unitWritten,
  system,
  code,
  display,
});
