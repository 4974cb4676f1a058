import type { BackgroundDto } from '../api/generated/index.ts';
import { ServiceProblem } from '../api/problem.ts';

export type DiagnosisDoubt = NonNullable<BackgroundDto['confirmed']>[number];
const DOUBTS: readonly DiagnosisDoubt[] = ['icd-10-not-listed', 'icd-10-sex', 'icd-10-age'];

/** What the service asks about before it takes what hardly fits the sex or age, or is on no list. */
export function doubtsAsked(problem: unknown): DiagnosisDoubt[] {
  if (!(problem instanceof ServiceProblem)) return [];
  const asked = problem.errors.map(({ rule }) => rule);
  return DOUBTS.filter((rule) => asked.includes(rule));
}
