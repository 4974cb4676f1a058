import { isBeforeBirth } from '../../../clinical/patients/born.rules.js';
import { CLOCK_SKEW_MS } from '../../../platform/routes/instant.validator.js';
import { parsePartialDate } from '../../../clinical/datatypes/partial-date.js';
import type { NewReport } from '../../../clinical/results/results.service.js';
import { isIssued } from '../../../clinical/results/report-state.rules.js';
import { isCalledOtherwise } from '../../../clinical/results/analyte-names.rules.js';
import { LOINC } from '../../../clinical/results/code-systems.js';
import type { IncomingFacts, Reason, Sender, SentReport, SentValue, Suggestion } from '../facts.js';
import { Mappings, unmappedIn, type Unmapped } from './codes.rules.js';
import type { Found, FoundOrder, FoundPatient } from './found.js';
import { newReportsOf, type Placeable } from './new-reports.js';
import { cancelsIssued, takesUpWithdrawn } from './cancelled.rules.js';
import { answers, changesOthers } from './order.rules.js';
import { whose } from './whose.rules.js';

/** A report that can be filed, and the sender's reports that it is made of. */
export interface Filing {
  readonly report: NewReport;
  readonly sent: readonly SentReport[];
}

/** What is to become of a message: all of it is filed, or all of it waits for a person. */
export type Placed =
  | { readonly ok: true; readonly patientId: string; readonly filings: readonly Filing[] }
  | {
      readonly ok: false;
      readonly reasons: readonly Reason[];
      readonly suggestions: readonly Suggestion[];
      readonly unmapped: readonly Unmapped[];
    };

/** What a person has said of a message. */
export interface Decided {
  readonly patientId: string;
  /** The order that it answers, where the message does not tell rightly. */
  readonly order?: FoundOrder;
  /** It answers none, whatever it names. */
  readonly withoutOrder?: boolean;
}

/** Says what is to become of a message; decides and writes nothing. */
export function place(facts: IncomingFacts, found: Found, sender: Sender, now = new Date()): Placed {
  const { patient, reasons, suggestions } = whose(facts, found);
  const mappings = new Mappings(found.mappings);
  const answered = patient
    ? facts.reports.map((report) => {
        const among = { patientId: patient.id, reports: facts.reports, mappings };
        return { report, ...answers(report, found, among) };
      })
    : [];
  const all = [
    ...reasons,
    ...answered.flatMap((one) => [
      ...one.reasons,
      ...(changesOthers(one.report, one, sender.name)
        ? [{ code: 'report-of-another-sender' as const, of: one.order?.report?.sender ?? undefined }]
        : []),
    ]),
    ...facts.reports.flatMap((report) => timesOf(report, patient, now)),
    ...facts.reports.flatMap(notResent),
    ...withoutResult(answered),
    ...answered
      .filter((one) => cancelsIssued(one, mappings))
      .map(({ report }): Reason => ({ code: 'report-cancelled', of: report.display })),
    ...answered
      .filter(takesUpWithdrawn)
      .map(({ report }): Reason => ({ code: 'report-was-withdrawn', of: report.display })),
    ...facts.reports.flatMap((report) => report.values.flatMap(calledOtherwise)),
  ];
  const unmapped = facts.reports.flatMap((report, at) => {
    const code = answered[at]?.order?.code;
    return report.values.flatMap((value) => unmappedIn(value, code, mappings));
  });
  all.push(...unmapped.map(({ kind, code }): Reason => ({ code: `${kind}-unmapped`, of: code })));
  if (all.length > 0 || !patient) {
    const asked = answered.flatMap((one) => one.suggestions);
    return {
      ok: false,
      reasons: once(all),
      suggestions: [...asked, ...suggestions].slice(0, MOST_SUGGESTED),
      unmapped,
    };
  }
  const placeable = answered.map(({ report, order, before }): Placeable => ({ report, order, before }));
  return { ok: true, patientId: patient.id, filings: newReportsOf(placeable, patient.id, mappings, facts.notes) };
}

const MOST_SUGGESTED = 10;

/** The same after a person has said whose it is: what they have seen and decided is no reason any more, what cannot be stays one. */
export function placeAs(facts: IncomingFacts, found: Found, decided: Decided, now = new Date()): Placed {
  const { patientId, withoutOrder } = decided;
  const mappings = new Mappings(found.mappings);
  const patient = found.patients.find(({ id }) => id === patientId);
  const placeable = facts.reports.map((report): Placeable => {
    const own = answers(report, found, { patientId, reports: facts.reports, mappings });
    const placed = { report, order: withoutOrder ? undefined : (decided.order ?? own.order), before: own.before };
    // What was issued and is cancelled afterwards is taken back; what was withdrawn and is told again corrects that.
    if (cancelsIssued(placed, mappings)) return { ...placed, report: { ...report, status: 'entered-in-error' } };
    return takesUpWithdrawn(placed) ? { ...placed, takesUp: true } : placed;
  });
  const reasons = [
    ...facts.reports.flatMap((report) => timesOf(report, patient, now)),
    ...facts.reports.flatMap(notResent),
  ];
  if (reasons.length > 0) return { ok: false, reasons: once(reasons), suggestions: [], unmapped: [] };
  return { ok: true, patientId, filings: newReportsOf(placeable, patientId, mappings, facts.notes) };
}

const once = (reasons: readonly Reason[]): Reason[] => [
  ...new Map(reasons.map((reason) => [`${reason.code} ${reason.of ?? ''}`, reason])).values(),
];

/** A value whose code names one test and whose words another. */
const calledOtherwise = ({ codes, display }: SentValue): Reason[] => {
  const names = [display, ...codes.map((one) => one.display)];
  const isContradiction = codes.some(
    ({ system, code = '' }) => system === LOINC && names.some((name) => isCalledOtherwise(code, name)),
  );
  return isContradiction ? [{ code: 'code-contradicts', of: display }] : [];
};

/** A status without its value changes a value that the message does not have. */
const notResent = ({ values }: SentReport): Reason[] =>
  values
    .filter(({ flags, text, value }) => flags.includes('not-resent') && text === undefined && value === undefined)
    .map(({ display }): Reason => ({ code: 'value-not-resent', of: display }));

/** A final report that says nothing, neither here nor in what came before: it would answer its order with nothing. */
function withoutResult(answered: readonly Placeable[]): Reason[] {
  const isEmpty = ({ report: { status, values, notes, conclusion } }: Placeable): boolean =>
    isIssued(status) && values.length === 0 && notes.length === 0 && conclusion === undefined;
  const isTold = (order: FoundOrder | undefined) =>
    order !== undefined &&
    (order.report !== null || answered.some((one) => one.order?.id === order.id && !isEmpty(one)));
  return answered
    .filter((one) => isEmpty(one) && one.before === undefined && !isTold(one.order))
    .map(({ report }): Reason => ({ code: 'result-missing', of: report.display }));
}

const EARLIEST = Date.parse('1900-01-01T00:00:00Z');
/** A sender's day may begin before or after the hospital's. */
const DAY_MS = 86_400_000;

/** What cannot have been: in the future, before the birth, issued before it was taken. */
function timesOf(report: SentReport, patient: FoundPatient | undefined, now: Date): Reason[] {
  const { effectiveAt, effectivePrecision, issuedAt, values } = report;
  if (effectiveAt === undefined) return [{ code: 'time-missing', of: report.display }];
  const moments = [effectiveAt, issuedAt, ...values.map((value) => value.effectiveAt)].filter(
    (moment) => moment !== undefined,
  );
  const born = patient?.birthDate ? (parsePartialDate(patient.birthDate)?.first ?? null) : null;
  const isImpossible = (moment: string): boolean => {
    const at = new Date(moment);
    if (at.getTime() > now.getTime() + CLOCK_SKEW_MS || at.getTime() < EARLIEST) return true;
    return isBeforeBirth({ birthDate: born }, new Date(at.getTime() + DAY_MS));
  };
  const wrong = moments.filter(isImpossible);
  const isUpsideDown = issuedAt !== undefined && effectivePrecision === 'instant' && issuedAt < effectiveAt;
  const told = isUpsideDown ? [...wrong, `${issuedAt} < ${effectiveAt}`] : wrong;
  return told.map((of): Reason => ({ code: 'time-impossible', of }));
}
