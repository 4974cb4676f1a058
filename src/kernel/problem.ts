import { HTTP_PROBLEMS } from './http-problems.words.js';
import type { Localised } from './language.js';

/** A kind of problem: its stable code, HTTP status and words. Details may hold `{name}` places. */
export interface ProblemKind {
  readonly code: string;
  readonly status: number;
  readonly title: Localised;
  readonly detail?: Localised;
  /**
   * Whom it tells about besides the patient of the request, as a SELECT of `patient_id`; `$1` is the body of the request. A problem whose
   * thrower knows says so itself ({@link Problem}).
   */
  readonly tellsOf?: string;
}

/** One rule broken by one field; `pointer` is an RFC 6901 JSON pointer into the body, or a parameter's name. */
export interface FieldError {
  readonly pointer: string;
  readonly rule: string;
  readonly params?: Readonly<Record<string, unknown>>;
  /** Words of this error; looked up by `rule` when absent. */
  readonly message?: Localised;
}

/** Base URI of problem types; each code is documented in docs/problems.md. */
export const PROBLEM_BASE = 'https://benhan.vn/problems/';

/** A problem as RFC 9457 writes it. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly instance: string;
  readonly errors?: readonly { pointer: string; rule: string; message: string; allowed?: readonly unknown[] }[];
  readonly [extra: string]: unknown;
}

/** Thrown wherever a caller's request cannot be done; answered as RFC 9457 problem+json. */
export class Problem extends Error {
  constructor(
    readonly kind: ProblemKind,
    readonly options: {
      readonly params?: Readonly<Record<string, unknown>>;
      readonly errors?: readonly FieldError[];
      readonly extra?: Readonly<Record<string, unknown>>;
      /** A SELECT of `patient_id`: whom it tells about besides the patient of the request, such as who has a number already. */
      readonly tellsOf?: { readonly text: string; readonly values: readonly unknown[] };
      readonly headers?: Readonly<Record<string, string>>;
      readonly cause?: unknown;
    } = {},
  ) {
    super(kind.code, { cause: options.cause });
  }
}

/** For {@link Problem}: it tells about these patients. */
export const tellingOf = (patientIds: readonly (string | null)[]) => ({
  text: 'SELECT unnest($1::uuid[]) AS patient_id',
  values: [patientIds.filter((id) => id !== null)],
});

const declared = new Map<string, ProblemKind>();

/** Every kind declared by the modules loaded so far, by its code; for the documentation. */
export const declaredProblems = (): ProblemKind[] =>
  [...declared.values()].sort((one, other) => (one.code < other.code ? -1 : 1));

/** A kind of problem as its domain declares it. */
export type DefinedKind = Pick<ProblemKind, 'status' | 'detail' | 'tellsOf'> & Localised;

/** Declares a domain's problems: the key becomes the camelCase name, `code` the stable kebab-case identifier. */
export function defineProblems<K extends string>(kinds: Record<K, DefinedKind>): Record<K, ProblemKind> {
  const entries = Object.entries(kinds) as [K, DefinedKind][];
  return Object.fromEntries(
    entries.map(([name, { vi, en, ...more }]) => {
      const code = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      if (declared.has(code)) throw new Error(`Two problems have the code ${code}`);
      const kind = { code, title: { vi, en }, ...more };
      declared.set(code, kind);
      return [name, kind];
    }),
  ) as unknown as Record<K, ProblemKind>;
}

/** A single broken rule on a single field, as a 422/400 answer would list it. */
export function invalidField(
  pointer: string,
  rule: string,
  message: Localised,
  params?: Record<string, unknown>,
): Problem {
  return new Problem(httpProblems.validation, { errors: [{ pointer, rule, message, params }] });
}

/** Problems of the platform itself. */
export const httpProblems = defineProblems(HTTP_PROBLEMS);
