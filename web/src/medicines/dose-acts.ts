import {
  postApiV1DosesByIdCorrect,
  postApiV1DosesByIdFinish,
  postApiV1DosesByIdGive,
  postApiV1DosesByIdHold,
  postApiV1DosesByIdRate,
  postApiV1DosesByIdRefuse,
  postApiV1DosesByIdWaste,
  type DoseResponse,
} from '../api/generated/index.ts';
import type { GlucoseUnit } from '../../../src/clinical/orders/glucose-scale.rules.ts';
import { etag } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { readFigure } from '../words/moments.ts';
import { isInfusion } from './dose-words.ts';

export type DoseAct = 'give' | 'hold' | 'refuse' | 'waste' | 'finish' | 'rate' | 'correct';

/** What a person may do with a dose as it stands, the most usual first. */
export function actsOn(dose: DoseResponse): readonly DoseAct[] {
  if (dose.status === 'in-progress') return ['finish', 'rate', 'correct'];
  if (dose.status === 'given') return isInfusion(dose) ? ['correct'] : ['correct', 'waste'];
  const open = ['give', 'hold', 'refuse', 'waste'] as const;
  return ['held', 'refused', 'wasted'].includes(dose.status) ? [...open, 'correct'] : open;
}

export type Asked = 'scan' | 'measured' | 'value' | 'at' | 'reason' | 'witness' | 'outcome';

/** What is asked for, and no more: a reason where it is not as ordered, a second person for what does most harm. */
export function askedOf(what: DoseAct, dose: DoseResponse, refusal: string | undefined): ReadonlySet<Asked> {
  const asked = new Set<Asked>(ALWAYS[what]);
  const isUsual = dose.status === 'due' || dose.status === 'available';
  if (what === 'give' && (!isUsual || refusal === 'dose-reason-needed')) asked.add('reason');
  if (what === 'give' && dose.slidingScale) asked.add('measured');
  const isWitnessed = ['give', 'waste', 'rate'].includes(what);
  if (isWitnessed && (dose.highAlert || refusal === 'dose-witness-needed')) asked.add('witness');
  return asked;
}

const ALWAYS: Readonly<Record<DoseAct, readonly Asked[]>> = {
  give: ['scan', 'value', 'at'],
  hold: ['reason', 'at'],
  refuse: ['reason', 'at'],
  waste: ['value', 'reason', 'at'],
  finish: ['at'],
  rate: ['value', 'reason'],
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
    | 'reason'
    | 'witnessId'
    | 'witnessPin'
    | 'outcome',
    string
  >
>;

/** The glucose that was typed, in the unit of the scale unless another was chosen; undefined when nothing can be read. */
export function measuredIn(dose: DoseResponse, { measured, measuredUnit }: Pick<Typed, 'measured' | 'measuredUnit'>) {
  const value = readFigure(measured);
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
  const value = typed.value.trim() === '' ? undefined : readFigure(typed.value);
  const why = { reason, ...(at && { at }) };
  const witness = { ...(witnessId && { witnessId }), ...(witnessPin && { witnessPin }) };
  const scan = { ...(patient && { patient }), ...(medication && { medication }) };
  const measured = measuredIn(dose, typed);
  const given = value === undefined ? {} : { dose: { value, unit } };
  const calls: Readonly<Record<DoseAct, () => Promise<{ data?: DoseResponse }>>> = {
    give: () =>
      postApiV1DosesByIdGive({
        ...call,
        body: {
          ...given,
          ...witness,
          ...(measured && { measured }),
          ...(at && { givenAt: at }),
          ...(reason && { reason }),
          ...(Object.keys(scan).length > 0 && { scan }),
        },
      }),
    hold: () => postApiV1DosesByIdHold({ ...call, body: why }),
    refuse: () => postApiV1DosesByIdRefuse({ ...call, body: why }),
    waste: () =>
      postApiV1DosesByIdWaste({ ...call, body: { ...why, ...witness, amount: { value: value ?? 0, unit } } }),
    finish: () => postApiV1DosesByIdFinish({ ...call, body: at ? { endedAt: at } : {} }),
    rate: () => postApiV1DosesByIdRate({ ...call, body: { value: value ?? 0, reason, ...witness } }),
    correct: () =>
      postApiV1DosesByIdCorrect({
        ...call,
        body: { outcome: outcome as 'given' | 'not-given', reason, ...given, ...(at && { givenAt: at }) },
      }),
  };
  return answerOf(calls[what]());
}
