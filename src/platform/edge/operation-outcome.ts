import type { ProblemBody } from '../../kernel/problem.js';

const ISSUE_TYPES: Readonly<Record<number, string>> = {
  400: 'invalid',
  401: 'login',
  403: 'forbidden',
  404: 'not-found',
  405: 'not-supported',
  406: 'not-supported',
  409: 'conflict',
  410: 'deleted',
  412: 'conflict',
  413: 'too-long',
  415: 'not-supported',
  422: 'business-rule',
  428: 'required',
  429: 'throttled',
  500: 'exception',
  501: 'not-supported',
  503: 'transient',
};

/** The FHIR R4 form of a problem. @param isNoRoute whether nothing is at the address, whatever the method */
export function operationOutcome(problem: ProblemBody, isNoRoute = false): object {
  const code = isNoRoute && problem.status === 404 ? 'not-supported' : (ISSUE_TYPES[problem.status] ?? 'processing');
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
    expression: [NAMES.test(pointer) ? pointer : 'unknown'],
  }));
  return { resourceType: 'OperationOutcome', id: problem.instance, issue: [whole, ...fields] };
}

/** Names of elements and parameters. What else somebody took for one may be a patient's name, and is not said again. */
const NAMES = /^[A-Za-z_$/][\w.:$()[\]'/-]{0,300}$/;
