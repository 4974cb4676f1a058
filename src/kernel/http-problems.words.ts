import type { DefinedKind } from './problem.js';

/** Problems of the platform itself. */
export const HTTP_PROBLEMS = {
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
  httpsOnly: {
    status: 403,
    vi: 'Dịch vụ chỉ trả lời qua https',
    en: 'This service answers over https only',
    detail: {
      vi: 'Địa chỉ phải bắt đầu bằng https://. Nếu mật khẩu hay mã truy cập vừa gửi qua http, hãy coi là đã lộ và thay.',
      en: 'The address must begin with https://. A password or token that was just sent over http counts as told: replace it.',
    },
  },
  twoHosts: { status: 400, vi: 'Yêu cầu nêu hai máy chủ', en: 'The request names two hosts' },
  bodyTooLarge: {
    status: 413,
    vi: 'Nội dung gửi lên quá lớn',
    en: 'The body is too large',
    detail: { vi: 'Tối đa {limit} byte.', en: 'At most {limit} bytes.' },
  },
  fileTooLarge: {
    status: 413,
    vi: 'Tệp quá lớn',
    en: 'The file is too large',
    detail: {
      vi: 'Tối đa {limit} MiB. Hãy quét với độ phân giải thấp hơn (200–300 dpi), hoặc tách thành nhiều tệp.',
      en: 'At most {limit} MiB. Scan it at a lower resolution (200 to 300 dpi), or as several files.',
    },
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
    vi: 'Yêu cầu này trùng khóa với một yêu cầu khác đã gửi',
    en: 'Another request was sent under the same key before',
  },
  rateLimited: { status: 429, vi: 'Quá nhiều yêu cầu', en: 'Too many requests' },
  busy: { status: 503, vi: 'Hệ thống đang bận, hãy thử lại', en: 'The system is busy, try again' },
  databaseUnavailable: {
    status: 503,
    vi: 'Cơ sở dữ liệu tạm thời không truy cập được',
    en: 'The database cannot be reached for now',
  },
  storageFull: {
    status: 503,
    vi: 'Ổ đĩa của máy chủ hết chỗ hoặc bị lỗi',
    en: 'The disk of the server is full or faulty',
    detail: {
      vi: 'Chưa có gì được lưu. Hãy ghi ra giấy, báo bộ phận CNTT rồi gửi lại sau.',
      en: 'Nothing was stored. Write it on paper, tell IT, and send it again later.',
    },
  },
  internal: {
    status: 500,
    vi: 'Lỗi hệ thống',
    en: 'Internal error',
    detail: { vi: 'Hãy báo bộ phận CNTT kèm mã yêu cầu {requestId}.', en: 'Tell IT the request id {requestId}.' },
  },
} as const satisfies Record<string, DefinedKind>;
