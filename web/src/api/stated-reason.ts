import type { ServiceProblem } from './problem.ts';

/** Why the person signed in looks at a confidential record, by patient; it goes when they leave. */
const reasons = new Map<string, string>();
/** Of which patient an address tells that does not name them. */
const patientOf = new Map<string, string>();
/** As long as the service takes it. */
export const REASON_LENGTH = 200;

/** From now on each request about this patient says why. */
export const stateReason = (patientId: string, reason: string): void => void reasons.set(patientId, reason);

export function forgetReasons(): void {
  reasons.clear();
  patientOf.clear();
}

/** Says why in a request about a patient for whom a reason was given. */
export function sayReason(request: Request): void {
  if (reasons.size === 0) return;
  const { pathname } = new URL(request.url);
  const patientId = patientOf.get(pathname) ?? [...reasons.keys()].find((id) => pathname.includes(id));
  const reason = patientId && reasons.get(patientId);
  if (reason) request.headers.set('X-Reason', encodeURIComponent(reason));
}

/** Whether a refused request is of a patient for whom a reason was given: then its address is remembered, and it is sent again. */
export function canSayReason(request: Request, { code, extra }: ServiceProblem): boolean {
  const patientId = patientWithoutReason(code, extra);
  if (!patientId || !reasons.has(patientId) || request.headers.has('X-Reason')) return false;
  patientOf.set(new URL(request.url).pathname, patientId);
  return true;
}

/** Whose record is shown only to who says why, where that was refused. */
export const patientWithoutReason = (code: string, extra: ServiceProblem['extra']): string | undefined =>
  code === 'confidential-needs-reason' && typeof extra.patientId === 'string' ? extra.patientId : undefined;
