import {
  news2,
  type News2Points,
  type News2Parameter,
  type News2Values,
} from '../../../src/clinical/observations/news2.rules.ts';

/**
 * The points of each value by NEWS2, which tell at a glance what is far from usual.
 * @param scale by which the set was scored; undefined for who has no NEWS2, a child or somebody pregnant: nothing is judged then
 */
export const pointsOf = (
  values: News2Values,
  scale: number | null | undefined,
): Partial<Record<News2Parameter, News2Points>> =>
  typeof scale === 'number' ? news2(values, { scale: scale === 2 ? 2 : 1 }).parts : {};
