import { httpProblems, Problem, type ProblemKind } from '../../kernel/problem.js';
import type { PostgresError } from './postgres-error.js';

const known = new Map<string, ProblemKind>();

/**
 * Lets a domain say what a broken database constraint means to the caller; the service usually finds out earlier,
 * but two people at once meet only here.
 */
export function explainConstraints(kinds: Readonly<Record<string, ProblemKind>>): void {
  for (const [constraint, kind] of Object.entries(kinds)) known.set(constraint, kind);
}

/** The problem of a refused write; undefined for errors that are not the caller's. */
export function constraintProblem(error: PostgresError): Problem | undefined {
  const kind = error.constraint ? known.get(error.constraint) : undefined;
  if (kind) return new Problem(kind, { cause: error });
  // 23xxx: a rule of the data was broken that no domain has put into words yet.
  if (error.code.startsWith('23') || error.code === 'EM004') {
    return new Problem(httpProblems.conflict, { cause: error });
  }
  return undefined;
}
