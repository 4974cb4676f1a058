import { askedOfDose, toldAgainst } from '../../clinical/doses/told-against.mapper.js';
import { routeNames } from '../../clinical/orders/dose.words.js';
import { isBelow } from '../../clinical/datatypes/nearly.js';
import { DOSE_STATUS_WORDS, givenWords } from './given.words.js';
import { missedOf, type Missed } from './missed-doses.js';
import { paperLanguage } from './paper-language.js';
import { amountText, fromTo, sentences, whoText } from './printed-given.js';
import { momentText } from './printed-text.js';
import type { DoseSource, Part } from './source.js';

/** What became of each dose, one a line, and which were planned and never recorded; in the order of time. `remark` takes the width below it. */
export function printedDoses({ doses, medicinesOrdered, encounter }: Part, now = new Date()) {
  const missed = missedOf(medicinesOrdered, encounter, now);
  const lines = [
    ...doses.map((row) => ({ at: row.at, line: doseLine(row) })),
    ...missed.map((one) => ({ at: one.from, line: missedLine(one) })),
  ].toSorted((one, other) => one.at.getTime() - other.at.getTime());
  return { entries: lines.length, content: { titles: givenWords().doses, lines: lines.map(({ line }) => line) } };
}

const doseLine = (row: DoseSource) => ({
  at: fromTo(row.at, row.endedAt),
  what: [row.display, plannedText(row)].filter(Boolean).join('\n'),
  dose: [amountText(row.value, row.unit), routeText(row.route)].filter(Boolean).join(', '),
  status: DOSE_STATUS_WORDS[row.status]?.[paperLanguage()] ?? row.status,
  by: [whoText(row), scannedText(row)].filter(Boolean).join('\n'),
  remark: sentences(
    ...againstTexts(row),
    lessText(row),
    row.measured === null ? '' : givenWords().measured(amountText(row.measured, row.measuredUnit)),
    row.reason && givenWords().why(row.reason),
    row.comment,
    wastedText(row),
    row.lateEntry ? givenWords().late(momentText(row.recordedAt), row.lateReason ?? '') : '',
  ),
});

/** The same order may have gone without several doses, one after the other: they stand in one line. */
const missedLine = ({ from, to, count, display, dose, route }: Missed) => ({
  at: fromTo(from, count > 1 ? to : null),
  what: display,
  dose: [amountText(dose.value, dose.unit), routeText(route)].filter(Boolean).join(', '),
  status: givenWords().notRecorded,
  by: '',
  remark: givenWords().missed(count),
});

const routeText = (route: string | null): string => (route ? (routeNames(paperLanguage())[route] ?? route) : '');

/** What was given so near to the time that was planned was given at it. */
const AT_ITS_TIME_MS = 5 * 60_000;
const MINUTE_MS = 60_000;
/** The time that was planned, where it was given at another, and by how much it was late or early. */
function plannedText({ plannedAt, at, status }: DoseSource): string {
  if (!plannedAt || Math.abs(plannedAt.getTime() - at.getTime()) <= AT_ITS_TIME_MS) return '';
  const off = Math.round((at.getTime() - plannedAt.getTime()) / MINUTE_MS);
  const isGiven = !NOT_GIVEN.includes(status);
  return [givenWords().planned(momentText(plannedAt)), isGiven ? givenWords().off(off) : ''].filter(Boolean).join(', ');
}
const NOT_GIVEN: readonly string[] = ['held', 'refused', 'wasted'];

/** What was scanned before it was given; nothing is said of what was looked at. */
function scannedText({ patientScanned, drugScanned }: DoseSource): string {
  const { both, patient, drug } = givenWords().scanned;
  if (patientScanned) return drugScanned ? both : patient;
  return drugScanned ? drug : '';
}

/** What went against the order, with what was ordered and what was done. */
const againstTexts = ({ judged: { told } }: DoseSource): string[] =>
  told ? toldAgainst(told).map((words) => givenWords().against(words[paperLanguage()])) : [];

/** What was ordered, where less was given. */
function lessText({ value, unit, judged: { told } }: DoseSource): string {
  const asked = told && askedOfDose(told);
  if (!asked || value === null || unit !== asked.unit || !isBelow(value, asked.value)) return '';
  return givenWords().ordered(amountText(asked.value, asked.unit));
}

function wastedText({ wasted, wastedUnit, wastedReason, wastedWitness, wastedWitnessConfirmed }: DoseSource): string {
  if (wasted === null) return '';
  const said = givenWords().wasted(amountText(wasted, wastedUnit), wastedReason ?? '');
  const seen = { by: null, witness: wastedWitness, witnessConfirmed: wastedWitnessConfirmed };
  return [said, whoText(seen)].filter(Boolean).join(', ');
}
