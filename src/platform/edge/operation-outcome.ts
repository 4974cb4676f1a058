import type { ProblemBody } from '../../kernel/problem.js';

const ISSUE_TYPES: Readonly<Record<number, string>> = {
  400: 'invalid',
  401: 'login',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  412: 'conflict',
  413: 'too-long',
  415: 'not-supported',
  422: 'business-rule',
  429: 'throttled',
  500: 'exception',
  503: 'transient',
};

/** The FHIR R4 form of a problem. */
export function operationOutcome(problem: ProblemBody): object {
  const code = ISSUE_TYPES[problem.status] ?? 'processing';
  const whole = {
    severity: 'error',
    code,
    diagnostics: problem.detail ? `${problem.title}. ${problem.detail}` : problem.title,
  };
  const fields = (problem.errors ?? []).map(({ pointer, rule, message }) => ({
    severity: 'error',
    code,
    details: { text: rule },
    diagnostics: message,
    expression: [pointer],
  }));
  return { resourceType: 'OperationOutcome', id: problem.instance, issue: [whole, ...fields] };
}
