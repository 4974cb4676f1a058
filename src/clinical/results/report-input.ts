import { asWritten } from '../../kernel/as-written.js';
import { httpProblems, Problem, type FieldError } from '../../kernel/problem.js';
import { isBeforeBirth } from '../patients/born.rules.js';
import type { HeldOrder } from '../orders/orders.service.js';
import { tellTogether, type Sound } from '../../platform/routes/rules-across.js';
import { ReceiveReportDto, type ResultObservationDto } from './dto/result.dto.js';
import type { NewReport, NewResultObservation } from './new-report.js';
import { isWithdrawn } from './report-state.rules.js';
import { resultMessage, type ResultRule } from './results.errors.js';
import { isUnit } from '../datatypes/unit-conversion.js';

/**
 * A laboratory's message about an order as a report. The input has passed its DTO.
 * @param sent the message as it came, for the digits of its numbers
 * @throws Problem validation naming every value without a unit we know, and every time before birth
 */
export function newReportOf(order: HeldOrder, input: ReceiveReportDto, sent: unknown): NewReport {
  const errors = [...timesBeforeBirth(order, input), ...errorsOfReport(input)];
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
    observations: input.observations.map((value, place) => ({
      ...toObservation(value),
      valueAsSent: asWritten(valuesOf(sent)[place], 'value'),
    })),
  };
}

const valuesOf = (sent: unknown): readonly unknown[] =>
  (sent as { observations?: readonly unknown[] } | undefined)?.observations ?? [];

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

/** What a report says that cannot be, whatever it was ordered for. */
function errorsOfReport(input: Sound<ReceiveReportDto>): FieldError[] {
  const errors: FieldError[] = [];
  if (input.issuedAt && input.effectiveAt && new Date(input.issuedAt) < new Date(input.effectiveAt)) {
    errors.push(broken('/issuedAt', 'issued-before-effective'));
  }
  const silent = input.observations?.length === 0 && input.conclusion === undefined;
  if (silent && input.status && !isWithdrawn(input.status) && input.status !== 'registered') {
    errors.push(broken('/observations', 'report-says-nothing'));
  }
  const ofValues = (input.observations ?? []).flatMap((value, place) => (value ? errorsOfValue(value, place) : []));
  return [...errors, ...ofValues];
}

tellTogether(ReceiveReportDto, errorsOfReport);

function errorsOfValue(value: ResultObservationDto, index: number): FieldError[] {
  const at = `/observations/${index}`;
  const errors: FieldError[] = [];
  if (value.value !== undefined && value.text !== undefined) errors.push(broken(`${at}/text`, 'value-or-text'));
  if (value.value === undefined && value.text === undefined && !mayBeEmpty(value)) {
    errors.push(broken(`${at}/value`, 'value-missing'));
  }
  if (value.value !== undefined && value.unit === undefined) errors.push(broken(`${at}/unit`, 'unit-missing'));
  if (value.unit !== undefined && !isUnit(value.unit)) {
    errors.push(broken(`${at}/unit`, 'unit-unknown', { unit: value.unit }));
  }
  if (value.comparator !== undefined && value.value === undefined) {
    errors.push(broken(`${at}/comparator`, 'comparator-without-value'));
  }
  if ((value.referenceLow ?? -Infinity) > (value.referenceHigh ?? Infinity)) {
    errors.push(broken(`${at}/referenceHigh`, 'reference-upside-down'));
  }
  return errors;
}

/** A value that is taken back, or is still to come, needs none. */
const mayBeEmpty = ({ status }: ResultObservationDto): boolean =>
  status !== undefined && (isWithdrawn(status) || status === 'registered');

/** A specimen may have been taken before the stay, in the clinic or on the way: as for what comes as FHIR or HL7 v2. */
const timesBeforeBirth = (order: HeldOrder, { effectiveAt, observations }: ReceiveReportDto): FieldError[] => [
  ...beforeBirth(order, '/effectiveAt', effectiveAt),
  ...observations.flatMap((value, index) =>
    value.effectiveAt ? beforeBirth(order, `/observations/${index}/effectiveAt`, value.effectiveAt) : [],
  ),
];

function beforeBirth(order: HeldOrder, pointer: string, time: string): FieldError[] {
  return isBeforeBirth(order, new Date(time)) ? [broken(pointer, 'before-birth')] : [];
}
