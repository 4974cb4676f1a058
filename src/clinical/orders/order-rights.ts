import { Problem } from '../../kernel/problem.js';
import { actingPerson, requestContext } from '../../kernel/request-context.js';
import { carriesOut, collectsSpecimen, isOfOtherKind, maySign, type OrderKind } from './order-kind.rules.js';
import type { OrderAction } from './order-state.rules.js';
import { orderProblems } from './orders.errors.js';
import type { HeldOrder } from './orders.service.js';

/** Actions of those who carry orders out. */
export const WORK: readonly OrderAction[] = ['start', 'complete'];

/** @throws Problem orderOfOtherKind for who does not carry it out, orderWithoutSpecimen when one is said to be taken */
export function requireWorker({ kind }: HeldOrder, step?: 'collects'): void {
  if (step && !collectsSpecimen(kind)) throw new Problem(orderProblems.orderWithoutSpecimen);
  const { role } = requestContext().actor;
  if (step ? isOfOtherKind(kind, role) : !carriesOut(kind, role)) throw new Problem(orderProblems.orderOfOtherKind);
}

/** @throws Problem orderOfOtherKind for a technician of another kind; systems are bound by what they were registered for */
export function requireOwnKind({ kind }: HeldOrder): void {
  if (isOfOtherKind(kind, requestContext().actor.role)) throw new Problem(orderProblems.orderOfOtherKind);
}

/** @throws Problem orderNotForRole for whose signature gives no effect to orders of the kind */
export function requireSigner(kind: OrderKind): void {
  if (!maySign(kind, requestContext().actor.role)) throw new Problem(orderProblems.orderNotForRole);
}

/** A draft is signed by its author, or by who names them and so takes it over; one that a system sent by any doctor. @throws Problem orderOfAnother */
export function requireAuthor({ requestedBy }: HeldOrder, onBehalfOf: string | undefined): void {
  const signsOwn = requestedBy === null || requestedBy === actingPerson();
  if (onBehalfOf === undefined ? !signsOwn : signsOwn || onBehalfOf.toLowerCase() !== requestedBy) {
    throw new Problem(orderProblems.orderOfAnother);
  }
}
