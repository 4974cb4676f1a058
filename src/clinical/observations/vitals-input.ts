import { httpProblems, invalidField, Problem, type FieldError } from '../../kernel/problem.js';
import { tellTogether } from '../../platform/routes/rules-across.js';
import { ChartVitalsDto } from './dto/vitals.dto.js';
import { observationProblems } from './observations.errors.js';
import { observationWords, VITAL_MESSAGES } from './observations.words.js';
import { unitWords } from '../datatypes/ucum.js';
import { checkVitals, VITAL_PARAMETERS, type VitalFinding, type VitalRefusal } from './vital-signs.rules.js';

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
    message: VITAL_MESSAGES[rule],
  };
}

export const beforeEncounter = () => invalidField('/effectiveAt', 'before-encounter', observationWords.beforeEncounter);
