import { httpProblems, invalidField, Problem, type FieldError } from '../../kernel/problem.js';
import type { Localised } from '../../kernel/language.js';
import { tellTogether } from '../../platform/routes/rules-across.js';
import { ChartVitalsDto } from './dto/vitals.dto.js';
import { observationProblems } from './observations.errors.js';
import { unitWords } from '../datatypes/ucum.js';
import { checkVitals, VITAL_PARAMETERS, type VitalFinding, type VitalRefusal } from './vital-signs.rules.js';

const MESSAGES: Readonly<Record<VitalRefusal | 'improbable', Localised>> = {
  impossible: { vi: 'Giá trị phải từ {low} đến {high} {unit}.', en: 'Must be from {low} to {high} {unit}.' },
  improbable: {
    vi: 'Thường từ {low} đến {high} {unit}; kiểm tra lại và xác nhận.',
    en: 'Usually from {low} to {high} {unit}: look again and confirm.',
  },
  'not-allowed': { vi: 'Giá trị không được phép.', en: 'This value is not allowed.' },
  'diastolic-not-below-systolic': {
    vi: 'Huyết áp tâm trương phải thấp hơn tâm thu ({high}).',
    en: 'The diastolic pressure must be below the systolic ({high}).',
  },
  'no-value': { vi: 'Nhập ít nhất một giá trị.', en: 'Give at least one value.' },
};

/** @throws Problem validation for what cannot be, confirmationNeeded for what is improbable and not confirmed */
export function requirePlausible(input: ChartVitalsDto): void {
  const { refused, toConfirm } = checkVitals(input, input.confirmed);
  if (refused.length > 0) throw new Problem(httpProblems.validation, { errors: refused.map(fieldError) });
  if (toConfirm.length > 0) {
    throw new Problem(observationProblems.confirmationNeeded, { errors: toConfirm.map(fieldError) });
  }
}

// What cannot be is told beside what is no number at all. That nothing was given says nothing while a field is refused.
tellTogether(ChartVitalsDto, (input) =>
  checkVitals(input as ChartVitalsDto)
    .refused.filter(({ rule }) => rule !== 'no-value')
    .map(fieldError),
);

function fieldError({ field, rule, low, high }: VitalFinding<VitalRefusal | 'improbable'>): FieldError {
  const unit = field in VITAL_PARAMETERS ? VITAL_PARAMETERS[field as keyof typeof VITAL_PARAMETERS].unit : '';
  return {
    pointer: field && `/${field}`,
    rule,
    params: { low, high, unit: unitWords(unit) },
    message: MESSAGES[rule],
  };
}

export const beforeEncounter = () =>
  invalidField('/effectiveAt', 'before-encounter', {
    vi: 'Thời điểm đo trước khi đợt điều trị bắt đầu.',
    en: 'This is before the encounter began.',
  });
