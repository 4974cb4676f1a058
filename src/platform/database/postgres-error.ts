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
  /** What may pass by itself, and who has to do something about it when it does not; undefined for what is nobody's passing trouble. */
  readonly passing?: 'unavailable' | 'storage' | 'busy';
}

/** Connections: none to be had (08, 53300), refused by name or password (28, 3D000), ended by an administrator, a crash or a restart (57P). */
const UNAVAILABLE =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EHOSTUNREACH|EPIPE|ETIMEDOUT|57P0[1-5]|08...|28...|3D000|53300)$/;
/** A standby, or one that is being made one: writes belong elsewhere. */
const READ_ONLY = /^25006$/;
/** The disk is full, or does not read and write what it should. */
const STORAGE = /^(53000|53100|58...)$/;
/** Somebody else was in the way, or it took too long, or memory was short: 25P03 and 25P04 end a transaction that stood for too long. */
const BUSY = /^(40...|25P0[34]|26000|53200|53400|55006|55P03|57000|57014|72000)$/;
/** A table changed while the statement stood prepared, in an upgrade: the next attempt prepares it anew. */
const PLAN_OUTDATED = /cached plan must not change result type/;
const LOST =
  /connection terminated|timeout exceeded when trying to connect|timeout expired|query read timeout|is not queryable|error establishing an SSL/i;

interface ErrorLike {
  code?: unknown;
  /** What the system was asked for: `connect` fails with ENOENT, too, where a socket is not there yet. */
  syscall?: unknown;
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
    const unavailable =
      at.syscall === 'connect' || (typeof code === 'string' && UNAVAILABLE.test(code)) || LOST.test(message);
    if (unavailable || (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !/^P\d{4}$/.test(code))) {
      return {
        code: typeof code === 'string' ? code : '08006',
        constraint: constraintOf(at, message),
        message,
        retryable: code === '40001' || code === '40P01',
        unavailable,
        passing: passing(code, message, unavailable),
      };
    }
    at = (at.meta?.driverAdapterError ?? at.cause) as ErrorLike | undefined;
  }
  return undefined;
}

function passing(code: unknown, message: string, unavailable: boolean): PostgresError['passing'] {
  const state = typeof code === 'string' ? code : '';
  if (unavailable || READ_ONLY.test(state)) return 'unavailable';
  if (STORAGE.test(state)) return 'storage';
  return BUSY.test(state) || (state === '0A000' && PLAN_OUTDATED.test(message)) ? 'busy' : undefined;
}

function constraintOf(error: ErrorLike, message: string): string | undefined {
  if (typeof error.constraint === 'string') return error.constraint;
  return /constraint "([^"]+)"/.exec(message)?.[1];
}
