import { hospitalDate } from '../../../kernel/hospital-time.js';
import { currentContext } from '../../../kernel/request-context.js';
import { pregnancyOn } from './background.rules.js';
import { NOW_WORDS } from './background.words.js';
import type { PregnancyResponse, StateNowResponse } from './dto/background.response.js';

/** A row of `lastStatedSql`. */
export interface LastStated {
  readonly kind: string;
  readonly details: { readonly state: string; readonly gestationalDays?: number; readonly gestationalWeeks?: number };
  readonly recordedAt: Date | string;
}

function pregnancyNow(last: LastStated | undefined): StateNowResponse {
  const { gestationalWeeks: weeks, gestationalDays = 0 } = last?.details ?? {};
  const recorded = last && {
    state: last.details.state,
    days: weeks === undefined ? null : weeks * 7 + gestationalDays,
    on: hospitalDate(new Date(last.recordedAt)),
  };
  const { state, days } = pregnancyOn(recorded, hospitalDate());
  const gestation = days === null ? [null, null] : [Math.floor(days / 7), days % 7];
  return stateNow(state, last, gestation[0]!, gestation[1]!);
}

const lactationNow = (last: LastStated | undefined): StateNowResponse =>
  stateNow(last === undefined || last.details.state === 'unknown' ? 'not-known' : last.details.state, last, null, null);

function stateNow(
  state: string,
  last: LastStated | undefined,
  gestationalWeeks: number | null,
  gestationalDays: number | null,
): StateNowResponse {
  const text = NOW_WORDS[state as keyof typeof NOW_WORDS][currentContext()?.language ?? 'vi'];
  return {
    state,
    text,
    gestationalWeeks,
    gestationalDays,
    recordedAt: last ? new Date(last.recordedAt).toISOString() : null,
  };
}

/** Whether somebody is pregnant and breastfeeding today. */
export function statesOf(rows: readonly LastStated[]): Pick<PregnancyResponse, 'pregnancy' | 'lactation'> {
  const last = (kind: string) => rows.find((row) => row.kind === kind);
  return { pregnancy: pregnancyNow(last('pregnancy')), lactation: lactationNow(last('lactation')) };
}
