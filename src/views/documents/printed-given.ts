import { toldOfStep } from '../../clinical/doses/told-against.mapper.js';
import { infusedBy } from '../../clinical/infusions/infusion-course.rules.js';
import { courseOfSteps } from '../../clinical/infusions/infusion-steps.columns.js';
import { bloodGroupText, givenWords, PRODUCT_WORDS, STEP_WORDS, TRANSFUSION_STATUS_WORDS } from './given.words.js';
import { paperLanguage } from './paper-language.js';
import { printedDosage, printedUnit } from './printed-dosage.js';
import { counted } from './prescription.words.js';
import { clockText, dayText, momentText, numberText, optional } from './printed-text.js';
import type { DoseSource, InfusionSource, TransfusionSource } from './source.js';

export const sentences = (...parts: readonly (string | null | undefined)[]): string => parts.filter(Boolean).join('. ');

/** When it was, and until when; of one day the hour alone. */
export function fromTo(from: Date, to: Date | null): string {
  if (to === null) return momentText(from);
  return `${momentText(from)}\n${givenWords().until(dayText(from) === dayText(to) ? clockText(to) : momentText(to))}`;
}

export const amountText = (value: number | null, unit: string | null): string =>
  value === null ? '' : [numberText(value), unit ? counted(value, printedUnit(unit)) : ''].filter(Boolean).join(' ');

/** Who did it, and the second person; one who did not show who they are is only named. */
export function whoText({
  by,
  witness,
  witnessConfirmed,
}: Pick<DoseSource, 'by' | 'witness' | 'witnessConfirmed'>): string {
  const second = witness ? givenWords().with(witness) : '';
  return [by ?? '', second && !witnessConfirmed ? `${second} (${givenWords().named})` : second]
    .filter(Boolean)
    .join(', ');
}

/** Each infusion with its course, and how much went in of it altogether. */
export function printedInfusions(rows: readonly InfusionSource[], now = new Date()) {
  const infusions = rows.map((row) => ({
    title: row.display,
    about: sentences(row.number ? givenWords().order(row.number) : '', printedDosage(row.detail)),
    total: totalText(row, now),
    lines: row.steps.map((step) => ({
      at: momentText(step.at),
      kind: STEP_WORDS[step.kind][paperLanguage()],
      rate: step.rateValue === null ? '' : `${optional(Number(step.rateValue))} ${printedUnit(step.rateUnit ?? '')}`,
      flow: step.mlPerHour === null ? '' : numberText(Math.round(Number(step.mlPerHour) * 10) / 10),
      volume: volumeText(step),
      remark: sentences(
        ...toldOfStep(row, step, row.steps).map((told) => givenWords().against(told[paperLanguage()])),
        step.reason,
      ),
      by: whoText(step),
    })),
  }));
  return {
    entries: rows.reduce((sum, { steps }) => sum + steps.length, 0),
    content: { titles: givenWords().infusions, infusions },
  };
}

/** Of a beginning and a bag what the bag holds, of an end what went in. */
function volumeText({ kind, volume }: InfusionSource['steps'][number]): string {
  if (volume === null) return '';
  const ml = numberText(Number(volume));
  return kind === 'begin' || kind === 'bag' ? givenWords().bag(ml) : givenWords().went(ml);
}

function totalText({ steps }: InfusionSource, now: Date): string {
  const went = infusedBy(courseOfSteps(steps), now.getTime());
  return went === null ? givenWords().untold : givenWords().total(numberText(Math.round(went)));
}

/** Each unit of blood, with what two people compared before it ran. */
export function printedTransfusions(rows: readonly TransfusionSource[]): object {
  const ml = rows.reduce((sum, { volume }) => sum + (volume ?? 0), 0);
  return {
    titles: givenWords().transfusions,
    total: rows.length > 0 ? givenWords().volumes(rows.length, numberText(ml)) : '',
    lines: rows.map((row) => ({
      at: fromTo(row.startedAt, row.endedAt),
      unit: [
        row.unitNumber,
        PRODUCT_WORDS[row.product][paperLanguage()],
        givenWords().expires(momentText(row.expiresAt)),
      ].join('\n'),
      groups: [
        givenWords().unitGroup(bloodGroupText(row.unitAbo, row.unitRhd)),
        givenWords().ofPatient(bloodGroupText(row.patientAbo, row.patientRhd)),
      ].join('\n'),
      volume: row.volume === null ? '' : `${numberText(row.volume)} mL`,
      status: TRANSFUSION_STATUS_WORDS[row.status][paperLanguage()],
      by: comparedText(row),
      reaction: row.reaction ? givenWords().reaction(row.reaction) : '',
      remark: row.reason ? givenWords().why(row.reason) : '',
    })),
  };
}

const comparedText = ({ by, witness, witnessConfirmed, endedBy }: TransfusionSource): string =>
  [
    givenWords().compared(by ?? '', witness ?? ''),
    ...(witnessConfirmed ? [] : [`(${givenWords().named})`]),
    ...(endedBy ? [givenWords().ended(endedBy)] : []),
  ].join('\n');
