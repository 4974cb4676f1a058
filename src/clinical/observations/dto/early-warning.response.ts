import type { NotScored } from '../early-warning.words.js';
import type { News2Parameter, News2Risk } from '../news2.rules.js';
import type { PewsAge, PewsParameter, PewsPoints, PewsRisk } from '../pews.rules.js';

/** National Early Warning Score 2, for patients of 16 and over who are not pregnant. */
export class News2Response {
  /** 0 to 20; null while a parameter is missing. @example 2 */
  total!: number | null;
  /** Sum of the parameters that are there. @example 2 */
  partial!: number;
  /** @example [] */
  missing!: News2Parameter[];
  /** low, low-medium, medium or high; at least this, when parameters are missing. @example low */
  risk!: News2Risk | null;
  /** One parameter alone scores 3. @example false */
  redParameter!: boolean;
  /** Longest time to the next set, in minutes; 0 is continuous monitoring. @example 240 */
  recheckMinutes!: number | null;
  /** Scale of the oxygen saturation: 2 where a doctor had set it. @example 1 */
  scale!: number;
  /** What has to be known beside the score. @example "Chưa rõ có thai hay không: NEWS2 không dùng cho người mang thai." */
  caution!: string | null;
  /** What the score asks of the ward; null while too little is known. @example "Điều dưỡng đánh giá, theo dõi theo lịch." */
  response!: string | null;
}

/** Bedside Paediatric Early Warning System score, for patients under 16. */
export class PewsResponse {
  /** The age that it was scored for. @example 1-4-years */
  age!: PewsAge;
  /** 0 to 26; null while a parameter is missing. @example 3 */
  total!: number | null;
  /** Sum of the parameters that are there. @example 3 */
  partial!: number;
  /** @example [] */
  missing!: PewsParameter[];
  /** Points of each parameter that is there. @example {"heartRate": 1, "oxygenTherapy": 2} */
  parts!: Partial<Record<PewsParameter, PewsPoints>>;
  /** low, medium or high; at least this, when parameters are missing. @example low */
  risk!: PewsRisk | null;
  /** Longest time to the next set, in minutes; 0 is continuous monitoring. @example 120 */
  recheckMinutes!: number | null;
  /** What the score asks of the ward; null while too little is known. @example "Điều dưỡng đánh giá, theo dõi theo lịch." */
  response!: string | null;
}

/** Why a set has no score. */
export class NotScoredResponse {
  /** pregnant or entered-in-error. @example pregnant */
  code!: NotScored;
  /** @example "NEWS2 không dùng cho người mang thai; theo dõi bằng bảng điểm sản khoa." */
  text!: string;
}
