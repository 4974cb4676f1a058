import { httpProblems, Problem, type FieldError } from '../../kernel/problem.js';
import type { HeldOrder } from '../orders/orders.service.js';
import type { ReceiveReportDto, ResultObservationDto } from './dto/result.dto.js';
import type { NewReport, NewResultObservation } from './new-report.js';
import { isWithdrawn } from './report-state.rules.js';
import { resultMessage, type ResultRule } from './results.errors.js';
import { isKnownUcum } from './ucum.js';

/**
 * A laboratory's message about an order as a report. The input has passed its DTO.
 * @throws Problem validation naming every value without a unit we know, and every time before the encounter
 */
export function newReportOf(order: HeldOrder, input: ReceiveReportDto): NewReport {
  const errors = [...errorsOfReport(order, input), ...input.observations.flatMap(errorsOfObservation(order))];
  if (errors.length > 0) throw new Problem(httpProblems.validation, { errors });
  return {
    patientId: order.patientId,
    encounterId: order.encounterId,
    orderId: order.id,
    category: order.kind,
    code: order.code,
    status: input.status,
    effectiveAt: new Date(input.effectiveAt),
    issuedAt: instant(input.issuedAt),
    conclusion: input.conclusion,
    observations: input.observations.map(toObservation),
  };
}

function toObservation({ effectiveAt, ...value }: ResultObservationDto): NewResultObservation {
  return { ...value, effectiveAt: instant(effectiveAt) };
}

const instant = (text: string | undefined): Date | undefined => (text === undefined ? undefined : new Date(text));

const broken = (pointer: string, rule: ResultRule, params?: Record<string, unknown>): FieldError => ({
  pointer,
  rule,
  message: resultMessage(rule),
  params,
});

function errorsOfReport(order: HeldOrder, input: ReceiveReportDto): FieldError[] {
  const errors = beforeEncounter(order, '/effectiveAt', input.effectiveAt);
  if (input.issuedAt !== undefined && new Date(input.issuedAt) < new Date(input.effectiveAt)) {
    errors.push(broken('/issuedAt', 'issued-before-effective'));
  }
  const silent = input.observations.length === 0 && input.conclusion === undefined;
  if (silent && !isWithdrawn(input.status) && input.status !== 'registered') {
    errors.push(broken('/observations', 'report-says-nothing'));
  }
  return errors;
}

const errorsOfObservation =
  (order: HeldOrder) =>
  (value: ResultObservationDto, index: number): FieldError[] => {
    const at = `/observations/${index}`;
    const errors = value.effectiveAt ? beforeEncounter(order, `${at}/effectiveAt`, value.effectiveAt) : [];
    if (value.value !== undefined && value.text !== undefined) errors.push(broken(`${at}/text`, 'value-or-text'));
    if (value.value === undefined && value.text === undefined && !mayBeEmpty(value)) {
      errors.push(broken(`${at}/value`, 'value-missing'));
    }
    if (value.value !== undefined && value.unit === undefined) errors.push(broken(`${at}/unit`, 'unit-missing'));
    if (value.unit !== undefined && !isKnownUcum(value.unit)) {
      errors.push(broken(`${at}/unit`, 'unit-unknown', { unit: value.unit }));
    }
    if (value.comparator !== undefined && value.value === undefined) {
      errors.push(broken(`${at}/comparator`, 'comparator-without-value'));
    }
    if ((value.referenceLow ?? -Infinity) > (value.referenceHigh ?? Infinity)) {
      errors.push(broken(`${at}/referenceHigh`, 'reference-upside-down'));
    }
    return errors;
  };

/** A value that is taken back, or is still to come, needs none. */
const mayBeEmpty = ({ status }: ResultObservationDto): boolean =>
  status !== undefined && (isWithdrawn(status) || status === 'registered');

function beforeEncounter(order: HeldOrder, pointer: string, time: string): FieldError[] {
  return new Date(time) < order.encounterStartedAt ? [broken(pointer, 'before-encounter')] : [];
}
