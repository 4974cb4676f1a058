import { httpProblems, invalidField, Problem, type FieldError } from '../../kernel/problem.js';
import { tellTogether } from '../../platform/routes/rules-across.js';
import { ChartVitalsDto, CorrectVitalsDto } from './dto/vitals.dto.js';
import { observationProblems } from './observations.errors.js';
import { observationWords, VITAL_MESSAGES } from './observations.words.js';
import { unitWords } from '../datatypes/ucum.js';
import type { AgeBand } from './plausible-ranges.js';
import {
  checkVitals,
  refusedAtAnyAge,
  VITAL_PARAMETERS,
  type VitalFinding,
  type VitalQuestion,
  type VitalRefusal,
  type VitalSigns,
  type VitalsCheck,
} from './vital-signs.rules.js';
import { inOwnUnits } from './vital-units.js';

/** @throws Problem validation for what cannot be at any age */
export function requirePossible(input: ChartVitalsDto): void {
  const refused = refusedAtAnyAge(inOwnUnits(input).values);
  if (refused.length > 0) throw new Problem(httpProblems.validation, { errors: refused.map(fieldError) });
}

/**
 * Why a set may not be charted of somebody who may be of these ages: what the age that objects least says. Values in their own units.
 * @param asked what else has to be looked at again
 * @throws Problem validation for what cannot be, confirmationNeeded for what is unusual and not confirmed
 */
export function requirePlausible(
  values: VitalSigns,
  confirmed: readonly string[] | undefined,
  bands: readonly AgeBand[],
  asked: readonly FieldError[] = [],
): void {
  const checks = bands.map((band) => checkVitals(values, confirmed, band));
  const [least] = checks.sort((one, other) => weightOf(one) - weightOf(other));
  if (!least) return;
  const { refused, toConfirm } = least;
  const questions = [...asked, ...toConfirm.map(fieldError)];
  if (refused.length > 0) throw new Problem(httpProblems.validation, { errors: refused.map(fieldError) });
  if (questions.length > 0) throw new Problem(observationProblems.confirmationNeeded, { errors: questions });
}

const weightOf = ({ refused, toConfirm }: VitalsCheck) => refused.length * 100 + toConfirm.length;

// What cannot be is told beside what is no number at all. That nothing was given says nothing while a field is refused.
for (const dto of [ChartVitalsDto, CorrectVitalsDto]) {
  tellTogether(dto, (input) =>
    refusedAtAnyAge(inOwnUnits(input as ChartVitalsDto).values)
      .filter(({ rule }) => rule !== 'no-value')
      .map(fieldError),
  );
}

function fieldError({ field, rule, low, high }: VitalFinding<VitalRefusal | VitalQuestion>): FieldError {
  const unit = field in VITAL_PARAMETERS ? VITAL_PARAMETERS[field as keyof typeof VITAL_PARAMETERS].unit : '';
  return {
    pointer: field && `/${field}`,
    rule,
    params: { low, high, unit: unitWords(unit) },
    message: VITAL_MESSAGES[rule],
  };
}

export const beforeEncounter = () => invalidField('/effectiveAt', 'before-encounter', observationWords.beforeEncounter);
