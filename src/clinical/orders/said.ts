import { httpProblems, Problem, type FieldError } from '../../kernel/problem.js';
import type { CreateOrderDto, Priority } from './dto/order.dto.js';
import { infusionErrors, titrationErrors } from './infusion.rules.js';
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
 * @throws Problem validation, naming each field that does not fit
 */
export function saidIn(input: CreateOrderDto): SaidOrder {
  const errors = errorsIn(input, '');
  if (errors.length > 0) throw new Problem(httpProblems.validation, { errors });
  return said(input);
}

/** The same of several, whose faults are told together. @throws Problem validation, naming each field of each order that does not fit */
export function saidInAll(
  inputs: readonly CreateOrderDto[],
  pointerOf: (at: number) => string = (at) => `/orders/${at}`,
): SaidOrder[] {
  const errors = inputs.flatMap((input, at) => errorsIn(input, pointerOf(at)));
  if (errors.length > 0) throw new Problem(httpProblems.validation, { errors });
  return inputs.map(said);
}

const codeOf = ({ kind, code, medication }: CreateOrderDto) => (kind === 'medication' ? (medication ?? code) : code);

/** @param at pointer of the order in the body */
function errorsIn(input: CreateOrderDto, at: string): FieldError[] {
  const { timing } = input;
  return [
    ...misfits(input, at),
    ...(timing ? timingErrors(timing, `${at}/timing`) : []),
    ...scaleErrors(input, at),
    ...infusionErrors(input, at),
    ...titrationErrors(input, at),
  ];
}

function said(input: CreateOrderDto): SaidOrder {
  const { kind, priority, instructions } = input;
  const code = codeOf(input);
  // Whoever has neither was told so by the fields themselves.
  if (code === undefined) throw new Problem(httpProblems.validation);
  return { kind, code, priority, instructions, detail: detailOf(input) };
}

const detailOf = (input: CreateOrderDto): OrderDetail =>
  Object.fromEntries(DETAIL_FIELDS.flatMap((field) => (input[field] === undefined ? [] : [[field, input[field]]])));
