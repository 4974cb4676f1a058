/** What PostgreSQL said, whichever library carried it. */
export interface PostgresError {
  /** SQLSTATE, five characters. */
  readonly code: string;
  readonly constraint?: string;
  readonly message: string;
  /** A serialisation failure or deadlock: the same work may succeed when repeated. */
  readonly retryable: boolean;
  /** No connection could be had, or it broke. */
  readonly unavailable: boolean;
}

const UNAVAILABLE = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EPIPE|ETIMEDOUT|57P0[123]|08\d{3}|53300)$/;
const LOST = /connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/i;

interface ErrorLike {
  code?: unknown;
  constraint?: unknown;
  message?: string;
  cause?: unknown;
  meta?: { driverAdapterError?: unknown };
  originalCode?: unknown;
  originalMessage?: string;
}

/** Reads a pg, driver-adapter or Prisma error; undefined when it did not come from PostgreSQL. */
export function postgresError(error: unknown): PostgresError | undefined {
  for (let at = error as ErrorLike | undefined, depth = 0; at && typeof at === 'object' && depth < 6; depth++) {
    const code = typeof at.originalCode === 'string' ? at.originalCode : at.code;
    const message = at.originalMessage ?? at.message ?? '';
    const unavailable = (typeof code === 'string' && UNAVAILABLE.test(code)) || LOST.test(message);
    if (unavailable || (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !/^P\d{4}$/.test(code))) {
      return {
        code: typeof code === 'string' ? code : '08006',
        constraint: constraintOf(at, message),
        message,
        retryable: code === '40001' || code === '40P01',
        unavailable,
      };
    }
    at = (at.meta?.driverAdapterError ?? at.cause) as ErrorLike | undefined;
  }
  return undefined;
}

function constraintOf(error: ErrorLike, message: string): string | undefined {
  if (typeof error.constraint === 'string') return error.constraint;
  return /constraint "([^"]+)"/.exec(message)?.[1];
}
