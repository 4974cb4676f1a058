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

type DefinedKind = Pick<ProblemKind, 'status' | 'detail' | 'tellsOf'> & Localised;

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
export const httpProblems = defineProblems({
  validation: { status: 400, vi: 'Dữ liệu gửi lên không hợp lệ', en: 'The request is not valid' },
  malformedBody: { status: 400, vi: 'Nội dung gửi lên không đọc được', en: 'The body cannot be read' },
  invalidUtf8: {
    status: 400,
    vi: 'Yêu cầu có ký tự không đọc được',
    en: 'The request has characters that cannot be read',
  },
  nulCharacter: {
    status: 400,
    vi: 'Yêu cầu chứa ký tự không lưu được',
    en: 'The request contains a character that cannot be stored',
  },
  malformedRequest: { status: 400, vi: 'Yêu cầu không đọc được', en: 'The request cannot be read' },
  noHost: { status: 400, vi: 'Yêu cầu không nêu máy chủ', en: 'The request names no host' },
  bodyCutOff: {
    status: 400,
    vi: 'Kết nối đứt trước khi yêu cầu đến đủ',
    en: 'The connection ended before all of the request had come',
  },
  headersTooLarge: { status: 431, vi: 'Phần đầu của yêu cầu quá lớn', en: 'The headers are too large' },
  expectationFailed: {
    status: 417,
    vi: 'Chỉ đáp ứng được Expect: 100-continue',
    en: 'Only Expect: 100-continue can be met',
  },
  twoHosts: { status: 400, vi: 'Yêu cầu nêu hai máy chủ', en: 'The request names two hosts' },
  bodyTooLarge: {
    status: 413,
    vi: 'Nội dung gửi lên quá lớn',
    en: 'The body is too large',
    detail: { vi: 'Tối đa {limit} byte.', en: 'At most {limit} bytes.' },
  },
  unsupportedMediaType: { status: 415, vi: 'Kiểu nội dung không được hỗ trợ', en: 'Unsupported media type' },
  unsupportedEncoding: {
    status: 415,
    vi: 'Nội dung phải được gửi không nén',
    en: 'The body has to come uncompressed',
  },
  unauthenticated: { status: 401, vi: 'Cần đăng nhập', en: 'Sign in first' },
  forbidden: {
    status: 403,
    vi: 'Không có quyền làm việc này',
    en: 'You may not do this',
    detail: { vi: '{role} không được {action}.', en: '{role} may not {action}.' },
  },
  notFound: { status: 404, vi: 'Không tìm thấy', en: 'Not found' },
  methodNotAllowed: { status: 405, vi: 'Phương thức không được phép', en: 'Method not allowed' },
  requestTimeout: { status: 408, vi: 'Yêu cầu gửi lên quá chậm', en: 'The request took too long to arrive' },
  conflict: { status: 409, vi: 'Xung đột với dữ liệu hiện có', en: 'Conflict with existing data' },
  stalePrecondition: {
    status: 412,
    vi: 'Bản ghi đã được người khác thay đổi',
    en: 'Someone else has changed this record',
    detail: {
      vi: 'Bạn đã đọc bản thứ {expectedVersion}, bản hiện tại là bản thứ {currentVersion}. Hãy tải lại, xem thay đổi rồi sửa.',
      en: 'You read version {expectedVersion}, it is now version {currentVersion}. Load it again, look at the change, then edit.',
    },
  },
  preconditionRequired: {
    status: 428,
    vi: 'Hồ sơ cần được tải lại trước khi sửa',
    en: 'The record has to be loaded again before it is changed',
  },
  keyReused: {
    status: 422,
    vi: 'Yêu cầu này trùng khoá với một yêu cầu khác đã gửi',
    en: 'Another request was sent under the same key before',
  },
  rateLimited: { status: 429, vi: 'Quá nhiều yêu cầu', en: 'Too many requests' },
  busy: { status: 503, vi: 'Hệ thống đang bận, hãy thử lại', en: 'The system is busy, try again' },
  databaseUnavailable: {
    status: 503,
    vi: 'Cơ sở dữ liệu tạm thời không truy cập được',
    en: 'The database cannot be reached for now',
  },
  internal: {
    status: 500,
    vi: 'Lỗi hệ thống',
    en: 'Internal error',
    detail: { vi: 'Hãy báo bộ phận CNTT kèm mã yêu cầu {requestId}.', en: 'Tell IT the request id {requestId}.' },
  },
});
