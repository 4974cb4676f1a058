/** One field of a request that the service refused; `pointer` leads to it in the body. */
export interface FieldProblem {
  readonly pointer: string;
  readonly rule: string;
  readonly message: string;
}

/** What the service refused, as RFC 9457 tells it, in the reader's language. */
export class ServiceProblem extends Error {
  readonly status: number;
  /** Last part of the problem's `type`. */
  readonly code: string;
  readonly detail: string | undefined;
  readonly errors: readonly FieldProblem[];
  /** Everything else the problem told. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(status: number, body: Record<string, unknown>) {
    super(typeof body.title === 'string' ? body.title : `${status}`);
    this.status = status;
    this.code = typeof body.type === 'string' ? (body.type.split('/').pop() ?? '') : '';
    this.detail = typeof body.detail === 'string' ? body.detail : undefined;
    this.errors = Array.isArray(body.errors) ? (body.errors as FieldProblem[]) : [];
    this.extra = body;
  }
}

/** The request did not reach the service, or its answer did not come back. Whether it was done is not known; sent again with the same key it is done once. */
export class Unreachable extends Error {}

/** Reads a refusal; what is no problem+json keeps its status only. */
export async function problemOf(answer: Response): Promise<ServiceProblem> {
  const body = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
  return new ServiceProblem(answer.status, body);
}
