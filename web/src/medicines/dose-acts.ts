import {
  postApiV1DosesByIdBag,
  postApiV1DosesByIdCorrect,
  postApiV1DosesByIdFinish,
  postApiV1DosesByIdGive,
  postApiV1DosesByIdHold,
  postApiV1DosesByIdPause,
  postApiV1DosesByIdRate,
  postApiV1DosesByIdRefuse,
  postApiV1DosesByIdResume,
  postApiV1DosesByIdStop,
  postApiV1DosesByIdWaste,
  type DoseResponse,
} from '../api/generated/index.ts';
import type { GlucoseUnit } from '../../../src/clinical/orders/glucose-scale.rules.ts';
import { etag } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { readAmount } from '../words/moments.ts';
import { isRate, rateUnitOf } from './dose-words.ts';

export type DoseAct =
  'give' | 'hold' | 'refuse' | 'waste' | 'finish' | 'stop' | 'rate' | 'pause' | 'resume' | 'bag' | 'correct';

/** What a person may do with a dose as it stands, the most usual first. */
export function actsOn(dose: DoseResponse): readonly DoseAct[] {
  const bag = dose.infusion ? (['bag'] as const) : [];
  if (dose.status === 'in-progress') return ['finish', 'rate', 'pause', ...bag, 'stop', 'correct'];
  if (dose.status === 'paused') return ['resume', 'stop', ...bag, 'finish', 'correct'];
  if (dose.status === 'given' || dose.status === 'stopped') return dose.runsIn ? ['correct'] : ['correct', 'waste'];
  const open = ['give', 'hold', 'refuse', 'waste'] as const;
  return ['held', 'refused', 'wasted'].includes(dose.status) ? [...open, 'correct'] : open;
}

export type Asked =
  | 'scan'
  | 'measured'
  | 'value'
  | 'runRate'
  | 'volume'
  | 'at'
  | 'reason'
  | 'witness'
  | 'outcome'
  | 'confirmed'
  | 'happened';

/** Acts after which a second person has looked at a medicine of high alert. */
const WITNESSED: readonly DoseAct[] = ['give', 'waste', 'rate', 'resume', 'bag'];

/** What is asked for, and no more: a reason where it is not as ordered, a second person for what does most harm. */
export function askedOf(
  what: DoseAct,
  dose: DoseResponse,
  { refusal, happened }: { readonly refusal: string | undefined; readonly happened: boolean },
): ReadonlySet<Asked> {
  const asked = new Set<Asked>(ALWAYS[what]);
  const isUsual = dose.status === 'due' || dose.status === 'available';
  if (what === 'give' && !isUsual) asked.add('reason');
  // A rate that is low and a bag of another size are begun for a reason; a rate that is changed has its reason, and is confirmed.
  if (['give', 'resume', 'bag'].includes(what) && WITH_REASON.includes(refusal ?? '')) asked.add('reason');
  if (what === 'give' && dose.slidingScale) asked.add('measured');
  // Of a bag that is begun: how much is in it, and how fast it is set; a dose that is a rate says that itself.
  if (what === 'give' && dose.runsIn && !isRate(dose)) asked.add('runRate');
  if (what === 'give' && dose.infusion) asked.add('volume');
  if (what === 'correct' && dose.running && dose.running.steps.length > 0) {
    for (const one of OF_STEPS) asked.delete(one);
  }
  if (what === 'rate' && refusal === 'dose-rate-low') asked.add('confirmed');
  if (happened || isAgainstOrder(refusal) || (what === 'give' && NOT_ALLOWED.includes(dose.status))) {
    for (const one of HAPPENED) asked.add(one);
    if (dose.highAlert) asked.add('witness');
  }
  if (refusal === 'dose-witness-needed' || (WITNESSED.includes(what) && dose.highAlert)) asked.add('witness');
  return asked;
}

/** What the order does not allow: if it was done all the same, it is recorded as it was. */
const AGAINST_ORDER: readonly string[] = [
  'dose-above-order',
  'dose-volume-above',
  'dose-too-soon',
  'dose-day-maximum',
  'dose-order-ended',
  'dose-order-on-hold',
];
export const isAgainstOrder = (refusal: string | undefined): boolean => AGAINST_ORDER.includes(refusal ?? '');

/** States in which nothing is given. */
export const NOT_ALLOWED: readonly string[] = ['on-hold', 'not-yet'];
const HAPPENED = ['happened', 'reason', 'at'] as const;

/** Refusals that a reason answers. */
const WITH_REASON: readonly string[] = ['dose-reason-needed', 'dose-rate-low'];

/** What is put right step by step is not asked of the whole. */
const OF_STEPS: readonly Asked[] = ['value', 'at'];

const ALWAYS: Readonly<Record<DoseAct, readonly Asked[]>> = {
  give: ['scan', 'value', 'at'],
  hold: ['reason', 'at'],
  refuse: ['reason', 'at'],
  waste: ['value', 'reason', 'at'],
  finish: ['volume', 'at'],
  stop: ['volume', 'reason', 'at'],
  rate: ['value', 'reason', 'at'],
  pause: ['reason', 'at'],
  resume: ['runRate', 'at'],
  bag: ['scan', 'volume', 'at'],
  correct: ['outcome', 'value', 'at', 'reason'],
};

/** What was typed; `at` as a moment, or empty. */
export type Typed = Readonly<
  Record<
    | 'patient'
    | 'medication'
    | 'at'
    | 'measured'
    | 'measuredUnit'
    | 'value'
    | 'runRate'
    | 'volume'
    | 'confirmed'
    | 'happened'
    | 'reason'
    | 'witnessId'
    | 'witnessPin'
    | 'outcome',
    string
  >
>;

/** The glucose that was typed, in the unit of the scale unless another was chosen; undefined when nothing can be read. */
export function measuredIn(dose: DoseResponse, { measured, measuredUnit }: Pick<Typed, 'measured' | 'measuredUnit'>) {
  const value = readAmount(measured);
  if (!dose.slidingScale || measured.trim() === '' || Number.isNaN(value)) return undefined;
  return { value, unit: (measuredUnit || dose.slidingScale.unit) as GlucoseUnit };
}

/** Sends it, once for one key. @returns the dose as it stands then: held, where what was measured lies outside of its scale */
export async function recordDose(dose: DoseResponse, what: DoseAct, typed: Typed, key: string): Promise<DoseResponse> {
  const call = {
    path: { id: dose.id },
    headers: { 'If-Match': etag(dose.version), 'Idempotency-Key': key },
  };
  const { at, reason, witnessId, witnessPin, patient, medication, outcome } = typed;
  const unit = dose.dose.unit;
  const value = typed.value.trim() === '' ? undefined : readAmount(typed.value);
  const why = { reason, ...(at && { at }) };
  const witness = { ...(witnessId && { witnessId }), ...(witnessPin && { witnessPin }) };
  const scan = { ...(patient && { patient }), ...(medication && { medication }) };
  const measured = measuredIn(dose, typed);
  const given = value === undefined ? {} : { dose: { value, unit } };
  const said = (text: string) => (text.trim() === '' ? undefined : readAmount(text));
  const [runRate, millilitres] = [said(typed.runRate), said(typed.volume)];
  const rate = runRate === undefined ? {} : { rate: { value: runRate, unit: rateUnitOf(dose) } };
  const volume = millilitres === undefined ? {} : { volume: millilitres };
  const happened = typed.happened === 'yes' ? { happened: true } : {};
  const when = { ...(at && { at }), ...happened };
  const ends = { ...volume, ...happened, ...witness };
  const calls: Readonly<Record<DoseAct, () => Promise<{ data?: DoseResponse }>>> = {
    give: () =>
      postApiV1DosesByIdGive({
        ...call,
        body: {
          ...given,
          ...rate,
          ...volume,
          ...witness,
          ...(measured && { measured }),
          ...(at && { givenAt: at }),
          ...(reason && { reason }),
          ...(Object.keys(scan).length > 0 && { scan }),
          ...happened,
        },
      }),
    hold: () => postApiV1DosesByIdHold({ ...call, body: why }),
    refuse: () => postApiV1DosesByIdRefuse({ ...call, body: why }),
    waste: () =>
      postApiV1DosesByIdWaste({ ...call, body: { ...why, ...witness, amount: { value: value ?? 0, unit } } }),
    finish: () =>
      postApiV1DosesByIdFinish({ ...call, body: { ...ends, ...(reason && { reason }), ...(at && { endedAt: at }) } }),
    stop: () => postApiV1DosesByIdStop({ ...call, body: { ...why, ...ends } }),
    rate: () =>
      postApiV1DosesByIdRate({
        ...call,
        body: { value: value ?? 0, reason, ...when, ...witness, ...(typed.confirmed === 'yes' && { confirmed: true }) },
      }),
    pause: () => postApiV1DosesByIdPause({ ...call, body: why }),
    resume: () =>
      postApiV1DosesByIdResume({ ...call, body: { ...rate, ...(reason && { reason }), ...when, ...witness } }),
    bag: () =>
      postApiV1DosesByIdBag({
        ...call,
        body: {
          ...{ ...volume, ...(reason && { reason }), ...when, ...witness },
          ...(Object.keys(scan).length > 0 && { scan }),
        },
      }),
    correct: () =>
      postApiV1DosesByIdCorrect({
        ...call,
        body: {
          ...{ outcome: outcome as 'given' | 'not-given', reason, ...given, ...happened, ...witness },
          ...(at && { givenAt: at }),
        },
      }),
  };
  return answerOf(calls[what]());
}
