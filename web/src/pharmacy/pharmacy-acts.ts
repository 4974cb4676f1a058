import {
  postApiV1OrdersByIdDispensings,
  postApiV1OrdersByIdPharmacyQuestion,
  postApiV1OrdersByIdPharmacySubstitute,
  postApiV1OrdersByIdPharmacyVerify,
  type DispenseDto,
  type PharmacyOrderResponse,
} from '../api/generated/index.ts';
import { etag } from '../api/act.ts';
import { ServiceProblem } from '../api/problem.ts';
import { answerOf } from '../api/answer.ts';
import { readDay, readAmount } from '../words/moments.ts';

export type PharmacyAct = 'verify' | 'question' | 'substitute' | 'dispense';

/** What a pharmacist may do with an order as it stands, the most usual first. */
export function actsOn({ review: { status }, status: order }: PharmacyOrderResponse): readonly PharmacyAct[] {
  if (order !== 'active' && order !== 'on-hold') return [];
  const isReleased = status === 'verified' || status === 'substituted';
  if (isReleased) return [...(order === 'active' ? (['dispense'] as const) : []), 'question', 'substitute'];
  return status === 'questioned' ? ['verify', 'substitute'] : ['verify', 'question', 'substitute'];
}

/** Whether all of it was given out, so that giving out more needs a reason. */
export const isAllOut = ({ dispensings }: PharmacyOrderResponse): boolean =>
  dispensings.some(({ complete, status }) => complete && status === 'dispensed');

/** Whether what was refused is taken with a reason: another amount than was ordered, or the same once more. */
export const asksWhy = (problem: unknown): boolean =>
  problem instanceof ServiceProblem &&
  ['pharmacy-dispensed', 'pharmacy-dispensed-just-now', 'pharmacy-amount-differs'].includes(problem.code);

/** Units in which medicines are given out. */
export const PACK_UNITS = [
  '{tablet}',
  '{capsule}',
  '{ampoule}',
  '{vial}',
  '{sachet}',
  '{bottle}',
  '{bag}',
  '{tube}',
  '{blister}',
  '{box}',
  '{suppository}',
  '{pen}',
  '{inhaler}',
  'mL',
  'g',
] as const satisfies readonly DispenseDto['unit'][];

export const NOTHING_TYPED = {
  ...{ comment: '', question: '', product: '', code: '', system: '', form: '', strength: '', reason: '' },
  ...{ quantity: '', unit: '{tablet}', lot: '', expiresOn: '', complete: 'yes' },
};
export type Typed = Readonly<typeof NOTHING_TYPED>;

/** Sends it, once for one key. */
export async function send(order: PharmacyOrderResponse, what: PharmacyAct, typed: Typed, key: string): Promise<void> {
  const path = { id: order.id };
  const call = { path, headers: { 'If-Match': etag(order.review.version) } };
  const said = (name: 'form' | 'strength') => (typed[name].trim() ? { [name]: typed[name] } : {});
  const calls: Readonly<Record<PharmacyAct, () => Promise<{ data?: object }>>> = {
    verify: () =>
      postApiV1OrdersByIdPharmacyVerify({ ...call, body: typed.comment.trim() ? { comment: typed.comment } : {} }),
    question: () => postApiV1OrdersByIdPharmacyQuestion({ ...call, body: { question: typed.question } }),
    substitute: () =>
      postApiV1OrdersByIdPharmacySubstitute({
        ...call,
        body: {
          product: {
            medication: { system: typed.system, code: typed.code, display: typed.product },
            ...said('form'),
            ...said('strength'),
          },
          reason: typed.reason,
        },
      }),
    dispense: () =>
      postApiV1OrdersByIdDispensings({
        path,
        headers: { 'Idempotency-Key': key },
        body: {
          quantity: readAmount(typed.quantity),
          unit: typed.unit as DispenseDto['unit'],
          lot: typed.lot,
          expiresOn: readDay(typed.expiresOn) ?? typed.expiresOn,
          complete: typed.complete === 'yes',
          ...(typed.reason.trim() ? { reason: typed.reason } : {}),
        },
      }),
  };
  await answerOf(calls[what]() as never);
}
