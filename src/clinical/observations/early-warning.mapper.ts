import { hospitalDate } from '../../kernel/hospital-time.js';
import { currentContext } from '../../kernel/request-context.js';
import { ageOn } from '../datatypes/age.js';
import { ageInYears, parsePartialDate, type PartialDate } from '../datatypes/partial-date.js';
import type { News2Response, NotScoredResponse, PewsResponse } from './dto/early-warning.response.js';
import {
  AGE_UNKNOWN,
  NEWS2_RESPONSES,
  NOT_SCORED,
  PEWS_RESPONSES,
  PREGNANCY_UNKNOWN,
  type NotScored,
} from './early-warning.words.js';
import { news2, news2Fits, type News2Scale } from './news2.rules.js';
import { PEWS_AGES, pewsAgeOf, pewsAtMost, type PewsAge } from './pews.rules.js';
import type { VitalSigns } from './vital-signs.rules.js';

/** What was known of a pregnancy when a set was taken: of women who may be. */
export type Pregnancy = 'pregnant' | 'not-pregnant' | 'unknown';

/** A round, with what the choice of a score hangs on. */
export type ScoredRound = VitalSigns & {
  /** FHIR observation-status. */
  readonly status?: string;
  /** The scale that a doctor had set when it was taken; 1 unless one had. */
  readonly spo2Scale?: number | null;
  readonly pregnancy?: string | null;
};

/** What is set for an encounter, as a round is scored by it; nothing set is scale 1. */
export const asSet = (spo2Scale: string | null, pregnancy: string | null) => ({
  spo2Scale: Number(spo2Scale ?? 1),
  pregnancy,
});

export interface Scores {
  readonly news2: News2Response | null;
  readonly pews: PewsResponse | null;
  readonly notScored: NotScoredResponse | null;
}

/** The early warning score of a round: Bedside PEWS under 16, NEWS2 from 16 on and never in pregnancy. @param birthDate as FHIR writes it */
export function scoresOf(round: ScoredRound, birthDate: string | null, at: Date): Scores {
  if (round.status !== undefined && round.status !== 'final') return unscored('entered-in-error');
  const birth = birthDate === null ? undefined : birthOf(birthDate);
  if (birth && !isPlainlyAdult(birth, at) && !news2Fits(ageInYears(birth, hospitalDate(at)))) {
    const { risk, ...score } = pewsAtMost(round, pewsAgesOn(birth, hospitalDate(at)));
    return { news2: null, pews: { ...score, risk, response: inWords(risk && PEWS_RESPONSES[risk]) }, notScored: null };
  }
  if (round.pregnancy === 'pregnant') return unscored('pregnant');
  return { news2: news2Of(round, birth !== undefined), pews: null, notScored: null };
}

let lastBirth: { readonly text: string; readonly birth: PartialDate | undefined } = { text: '', birth: undefined };

/** Eight sets of a chart are of one patient, whose birth date is read once. */
function birthOf(text: string): PartialDate | undefined {
  if (lastBirth.text !== text) lastBirth = { text, birth: parsePartialDate(text) };
  return lastBirth.birth;
}

/** Whether the years alone say that the score is made for them, as they do of nearly everybody: the ward's clock is never in an earlier year than UTC. */
const isPlainlyAdult = ({ first }: PartialDate, at: Date): boolean =>
  news2Fits({ max: at.getUTCFullYear() - Number(first.slice(0, 4)) - 1 });

/** What has to be known beside the score: whom it may not be meant for. */
function cautionOf({ pregnancy }: ScoredRound, isAgeKnown: boolean): string | null {
  const cautions = [...(isAgeKnown ? [] : [AGE_UNKNOWN]), ...(pregnancy === 'unknown' ? [PREGNANCY_UNKNOWN] : [])];
  return cautions.length === 0 ? null : cautions.map(inWords).join(' ');
}

function news2Of(round: ScoredRound, isAgeKnown: boolean): News2Response {
  const scale: News2Scale = round.spo2Scale === 2 ? 2 : 1;
  const { total, partial, missing, risk, redParameter, recheckMinutes } = news2(round, { scale });
  return {
    total,
    partial,
    missing,
    risk,
    redParameter,
    recheckMinutes,
    scale,
    caution: cautionOf(round, isAgeKnown),
    response: inWords(risk && NEWS2_RESPONSES[risk]),
  };
}

/** The ages of the score that a birth date leaves open. */
function pewsAgesOn(birth: NonNullable<ReturnType<typeof parsePartialDate>>, today: string): PewsAge[] {
  const { unit, min, max } = ageOn(birth, today);
  const months = (age: number) => (unit === 'day' ? 0 : unit === 'month' ? age : age * 12);
  // A year known by its number alone lasts until the next birthday.
  const last = unit === 'year' && birth.precision === 'year' ? months(max) + 11 : months(max);
  const [from, to] = [pewsAgeOf(months(min)), pewsAgeOf(last)].map((age) => PEWS_AGES.indexOf(age)) as [number, number];
  return PEWS_AGES.slice(from, to + 1);
}

const unscored = (code: NotScored): Scores => ({
  news2: null,
  pews: null,
  notScored: { code, text: inWords(NOT_SCORED[code])! },
});

function inWords(words: { vi: string; en: string } | null): string | null {
  return words && words[currentContext()?.language ?? 'vi'];
}
