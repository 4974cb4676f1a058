import type { Coding } from '../../../clinical/datatypes/coding.js';
import { codesBeside, detailsOf } from '../../../clinical/datatypes/result-details.js';
import { isOfPartsAlone } from '../../../clinical/results/panel-parts.rules.js';
import { isOfPanel } from '../../../clinical/results/panels.rules.js';
import type { NewReport, NewResultObservation } from '../../../clinical/results/results.service.js';
import { isWithdrawn, type ReportState } from '../../../clinical/results/report-state.rules.js';
import type { SentReport, SentValue } from '../facts.js';
import { importWords } from '../import.words.js';
import { correctsByCancelling } from './cancelled.rules.js';
import { chosenCode, meant, type Mappings } from './codes.rules.js';
import { flagOf, strangeFlags } from './flags.rules.js';
import type { FoundOrder, FoundReport } from './found.js';
import type { Filing } from './place.js';

/** A sender's report with what it answers. */
export interface Placeable {
  readonly report: SentReport;
  readonly order?: FoundOrder;
  readonly before?: FoundReport;
  /** A person has said that what came before it, and was withdrawn, is told again. */
  readonly takesUp?: true;
}

/**
 * A message's reports as the chart has them: what answers one order is one report, however many requests the sender made of it.
 * @param notes about the person, which go with each
 */
export function newReportsOf(
  placeable: readonly Placeable[],
  patientId: string,
  mappings: Mappings,
  notes: readonly string[],
): Filing[] {
  const isTied = ({ order, before }: Placeable): boolean => order !== undefined || before !== undefined;
  const tied = Map.groupBy(placeable.filter(isTied), ({ order, before }) => order?.id ?? before?.reportId);
  const alone = placeable.filter((one) => !isTied(one)).map((one) => [one]);
  return [...tied.values(), ...alone].map((group) => ({
    sent: group.map(({ report }) => report),
    report: reportOf(group, patientId, mappings, notes),
  }));
}

function reportOf(
  group: readonly Placeable[],
  patientId: string,
  mappings: Mappings,
  notes: readonly string[],
): NewReport {
  const [first] = group as readonly [Placeable, ...Placeable[]];
  const { order, before } = first;
  const reports = group.map(({ report }) => report);
  const times = reports.map(({ effectiveAt }) => effectiveAt!).toSorted();
  const issued = reports.flatMap(({ issuedAt }) => issuedAt ?? []).toSorted();
  const conclusion = conclusionOf(reports, notes);
  const specimens = new Set(reports.flatMap(({ specimen }) => specimen ?? []));
  const code = order ? chosenOf(order) : chosenCode(first.report.codes, first.report.display, mappings);
  const codings = codesBeside(
    code,
    reports.flatMap(({ codes }) => codes),
  );
  const details = detailsOf({ specimen: [...specimens].join('; '), codings });
  return {
    patientId,
    ...(order ? { orderId: order.id } : before && { reportId: before.reportId }),
    ...(group.some(({ takesUp }) => takesUp) && { takesUp: true }),
    category: order?.kind ?? first.report.category,
    code,
    ...(order && { about: toldOf(reports, order.code, mappings) }),
    status: stateOf(group.map((one) => (correctsByCancelling(one, mappings) ? 'corrected' : one.report.status))),
    effectiveAt: new Date(times[0]!),
    ...(issued.length > 0 && { issuedAt: new Date(issued.at(-1)!) }),
    ...(conclusion && { conclusion }),
    ...(details && { details }),
    observations: reports.flatMap((report) => valuesOf(besideOthers(report, reports, order, mappings), mappings)),
  };
}

/**
 * A test that is cancelled, or taken back, beside others of its order that are not: its values say so, or it has one that says nothing else, so that
 * a panel waits for it no more.
 */
function besideOthers(
  report: SentReport,
  all: readonly SentReport[],
  order: FoundOrder | undefined,
  mappings: Mappings,
): SentReport {
  const { status, values, codes, display, notes } = report;
  const isOne = status === 'cancelled' || status === 'entered-in-error';
  if (!isOne || all.every((one) => isWithdrawn(one.status))) return report;
  if (values.length > 0) {
    return { ...report, values: values.map((value) => ({ ...value, status: value.status ?? status })) };
  }
  if (!order || !isOfPartsAlone(order.code, meant(codes, mappings))) return report;
  return { ...report, values: [{ codes, display, status, ranges: [], flags: [], notes }] };
}

/**
 * Of which tests reports say that they are. One that is called as the first of its tests says nothing of the others that it brings, and nor does the
 * whole; what stands beside one test (a remark, the same measured again, an index of the serum) makes it no panel. It may be called by a code that its
 * value bears beside another.
 */
function toldOf(reports: readonly SentReport[], ordered: Coding, mappings: Mappings): Coding[] {
  const told = reports.map(({ codes, values }) => {
    const [first] = values;
    if (!first || !codes.some((one) => first.codes.some((other) => isSame(one, other)))) return meant(codes, mappings);
    const tests = values.map((value) => meant(value.codes, mappings).filter((one) => isOfPanel(one, ordered)));
    const others = tests.filter(
      (one) => one.length > 0 && !one.some((code) => tests[0]!.some((own) => isSame(own, code))),
    );
    return others.length > 0 ? [] : meant([...codes, ...first.codes], mappings);
  });
  return told.some((codes) => codes.length === 0) ? [] : told.flat();
}

const isSame = (one: Coding, other: Coding): boolean => one.code !== undefined && one.code === other.code;

const chosenOf = ({ code }: FoundOrder) => ({ system: code.system, code: code.code, display: code.display });

/** Of several requests that make one report the least finished tells; a correction among them is one of the whole. */
function stateOf(states: readonly ReportState[]): ReportState {
  const [first] = states;
  if (new Set(states).size === 1) return first!;
  const open = states.filter((state) => ['registered', 'partial', 'preliminary', 'unknown'].includes(state));
  if (open.length > 0) return open.length < states.length ? 'partial' : 'preliminary';
  return states.some((state) => ['corrected', 'amended', 'entered-in-error'].includes(state)) ? 'corrected' : 'final';
}

/** What is said of a report and stands in none of its values. */
function conclusionOf(reports: readonly SentReport[], notes: readonly string[]): string | undefined {
  const lines = reports.flatMap((report) => [
    report.conclusion,
    ...(report.specimen ? [`${importWords.specimen.vi}: ${report.specimen}`] : []),
    ...report.notes,
    ...report.values.flatMap((value) => value.notes.map((note) => `${value.display}: ${note}`)),
  ]);
  const text = [...new Set([...lines, ...notes].filter((line) => line !== undefined && line !== ''))].join('\n');
  return text === '' ? undefined : text;
}

/** Values of one code in a report are told apart for people by what the sender calls them. */
function valuesOf(report: SentReport, mappings: Mappings): NewResultObservation[] {
  const keyOf = ({ codes }: SentValue) => `${codes[0]?.system ?? ''}|${codes[0]?.code ?? codes[0]?.display ?? ''}`;
  const counts = new Map<string, number>();
  for (const value of report.values) counts.set(keyOf(value), (counts.get(keyOf(value)) ?? 0) + 1);
  return report.values.map((value) => {
    const isOneOfSeveral = (counts.get(keyOf(value)) ?? 0) > 1 && value.subId !== undefined;
    const display = isOneOfSeveral ? `${value.display} (${value.subId})` : value.display;
    return observationOf({ ...value, display }, report, mappings);
  });
}

function observationOf(value: SentValue, report: SentReport, mappings: Mappings): NewResultObservation {
  const { comparator, valueAsSent, unit, ranges, status } = value;
  const effectiveAt = value.effectiveAt ?? report.effectiveAt;
  const flag = flagOf(value.flags);
  const code = chosenCode(value.codes, value.display, mappings);
  const codings = codesBeside(code, value.codes);
  const details = detailsOf({ ...detailsIn(value), specimen: report.specimen, codings });
  return {
    code,
    ...(value.subId && { subId: value.subId }),
    ...said(value),
    ...(comparator && { comparator }),
    ...(valueAsSent && { valueAsSent }),
    ...(unit && { unit: mappings.unit(unit) ?? unit }),
    ...(ranges.length > 0 && { ranges }),
    ...(flag && { interpretation: flag }),
    ...(status && { status }),
    ...(effectiveAt && { effectiveAt: new Date(effectiveAt) }),
    ...(details && { details }),
  };
}

const detailsIn = ({ notes, method, performer, attachments, ...value }: SentValue) => ({
  note: [...notes, ...strangeFlags(value.flags).map((flag) => `${importWords.senderFlag.vi}: ${flag}`)].join('\n'),
  method,
  performer,
  attachments,
  unitWritten: value.unitWritten,
  ...(said(value).text === importWords.noValue.vi && { dataAbsentReason: 'unknown' }),
});

/** A value that is finished and says nothing is shown so, and not left out. */
function said({
  value,
  text,
  status,
}: Pick<SentValue, 'value' | 'text' | 'status'>): Pick<NewResultObservation, 'value' | 'text'> {
  if (value !== undefined) return { value };
  if (text !== undefined) return { text };
  return status === 'registered' || status === 'entered-in-error' || status === 'cancelled'
    ? {}
    : { text: importWords.noValue.vi };
}
