import type { OrderResponse, PersonResponse } from '../api/generated/index.ts';
import { iMay } from '../api/rights.ts';
import type { OrderKind } from './catalogue.ts';

export type OrderAct = 'sign' | 'complete' | 'hold' | 'resume' | 'stop';

/** Whether a person may put a new order in the place of this one: as signing, of what has effect. */
export const mayRevise = ({ status }: OrderResponse): boolean =>
  iMay('order.write') && (status === 'active' || status === 'on-hold');

const NURSES = ['nurse', 'head-nurse'];
const DOCTORS = ['doctor', 'department-head'];

/** Who carries out at the bedside, as the service has it (order-kind.rules.ts); doses and units of blood have screens of their own. */
const AT_THE_BEDSIDE: Readonly<Partial<Record<OrderKind, readonly string[]>>> = {
  nursing: NURSES,
  diet: NURSES,
  procedure: [...NURSES, ...DOCTORS],
  consultation: DOCTORS,
};

/** What a person may do with an order as it stands; the service decides. */
export function actsOn(order: OrderResponse, { id, role }: Pick<PersonResponse, 'id' | 'role'>): readonly OrderAct[] {
  const { status, kind, requestedBy, verbal, source } = order;
  const isMine = requestedBy?.id === id || (requestedBy === null && source !== null);
  const mayStop = iMay('order.write') || (kind === 'nursing' && iMay('order.enter'));
  if (status === 'draft') return isMine && mayStop ? ['sign', 'stop'] : [];
  const acts: OrderAct[] = [];
  if (verbal?.signUntil && isMine && iMay('order.write')) acts.push('sign');
  if (status === 'active' && AT_THE_BEDSIDE[kind]?.includes(role)) acts.push('complete');
  if (mayStop && status === 'active') acts.push('hold', 'stop');
  if (mayStop && status === 'on-hold') acts.push('resume', 'stop');
  return acts;
}
