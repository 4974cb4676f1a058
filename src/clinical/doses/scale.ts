import { fill } from '../../kernel/language.js';
import { Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { doseByScale } from '../orders/glucose-scale.rules.js';
import { plannedDose } from './dose.mapper.js';
import { doseProblems } from './doses.errors.js';
import { doseWords } from './doses.words.js';
import type { GiveDoseDto } from './dto/dose.dto.js';
import type { HeldDose } from './held-dose.js';

interface Amount {
  readonly value: number;
  readonly unit: string;
}

/** What is asked for, and what was measured for it; nothing asked when what was measured lies outside of the scale, with that as the reason. */
export interface Asked {
  readonly asked: Amount | undefined;
  readonly measured: { readonly measuredValue?: number; readonly measuredUnit?: string };
  readonly reason: string;
}

/** The dose that the order asks for: as planned, or what its sliding scale says of the measured glucose. @throws Problem doseMeasureNeeded */
export function askedBy({ order, plannedAt }: HeldDose, { measured }: Pick<GiveDoseDto, 'measured'>): Asked {
  const planned = plannedDose(order, plannedAt);
  const { slidingScale } = order.detail;
  if (!slidingScale) return { asked: planned, measured: {}, reason: '' };
  if (!measured) throw new Problem(doseProblems.doseMeasureNeeded);
  const { language } = requestContext();
  const value = doseByScale(slidingScale, measured);
  return {
    asked: value === undefined ? undefined : { value, unit: planned.unit },
    measured: { measuredValue: measured.value, measuredUnit: measured.unit },
    reason: fill(doseWords.outOfScale[language], { value: measured.value, unit: measured.unit }, language),
  };
}
