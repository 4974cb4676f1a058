import { httpProblems, Problem } from '../../kernel/problem.js';
import type { CreateOrderDto, Priority } from './dto/order.dto.js';
import { DETAIL_FIELDS, misfits, type OrderKind } from './order-kind.rules.js';
import type { OrderDetail } from './order.mapper.js';
import { scaleErrors } from './scale.rules.js';
import { timingErrors } from './timing.rules.js';

/** What an order says, whoever says it. */
export interface SaidOrder {
  readonly kind: OrderKind;
  readonly code: { readonly system: string; readonly code: string; readonly display: string };
  readonly priority: Priority;
  readonly instructions: string | undefined;
  readonly detail: OrderDetail;
}

/**
 * What an order of sound fields says, once its kind has what it needs and nothing else.
 * @param at pointer of the order in the body @throws Problem validation, naming each field that does not fit
 */
export function saidIn(input: CreateOrderDto, at = ''): SaidOrder {
  const { kind, priority, instructions, timing } = input;
  const errors = [
    ...misfits(input, at),
    ...(timing ? timingErrors(timing, `${at}/timing`) : []),
    ...scaleErrors(input, at),
  ];
  const code = kind === 'medication' ? (input.medication ?? input.code) : input.code;
  if (errors.length > 0 || code === undefined) throw new Problem(httpProblems.validation, { errors });
  return { kind, code, priority, instructions, detail: detailOf(input) };
}

const detailOf = (input: CreateOrderDto): OrderDetail =>
  Object.fromEntries(DETAIL_FIELDS.flatMap((field) => (input[field] === undefined ? [] : [[field, input[field]]])));
