import { explainConstraints } from '../database/constraint-problems.js';
import { defineProblems } from '../../kernel/problem.js';

export const clientProblems = defineProblems({
  clientNotFound: { status: 404, vi: 'Không tìm thấy hệ thống khách', en: 'No such client' },
  clientIdTaken: { status: 409, vi: 'Mã hệ thống khách đã có', en: 'This client id is taken' },
  clientDisabled: { status: 409, vi: 'Hệ thống khách đã bị ngừng', en: 'The client is disabled' },
  clientApproved: { status: 409, vi: 'Hệ thống khách đã được duyệt', en: 'The client is approved already' },
  clientOwnApproval: {
    status: 403,
    vi: 'Không ai tự duyệt khóa và quyền mình đã đặt',
    en: 'Nobody approves keys and scopes that they set themselves',
  },
  scopeMissing: {
    status: 403,
    vi: 'Token không có quyền cần thiết',
    en: 'The token has not the scope this needs',
    detail: { vi: 'Cần: {scopes}.', en: 'Needed: {scopes}.' },
  },
});

/** Refusals of the token endpoint; RFC 6749 names them (section 5.2). */
export const tokenProblems = defineProblems({
  invalidRequest: {
    status: 400,
    vi: 'Yêu cầu token không hợp lệ',
    en: 'The token request is not valid',
    detail: { vi: '{why}.', en: '{why}.' },
  },
  invalidClient: {
    status: 401,
    vi: 'Không xác thực được hệ thống khách',
    en: 'The client could not be authenticated',
    detail: { vi: '{why}.', en: '{why}.' },
  },
  unsupportedGrantType: {
    status: 400,
    vi: 'Chỉ nhận grant_type=client_credentials',
    en: 'Only grant_type=client_credentials is taken',
  },
  invalidScope: {
    status: 400,
    vi: 'Không có quyền nào trong scope được cấp',
    en: 'None of the scopes asked for is registered for this client',
  },
  hostUnknown: {
    status: 421,
    vi: 'Máy chủ không biết mình có tên này',
    en: 'The service does not know itself by this name',
    detail: {
      vi: 'Bộ phận CNTT cần khai báo địa chỉ của máy chủ trong PUBLIC_URL.',
      en: 'Its operator has to tell the address in PUBLIC_URL.',
    },
  },
});

explainConstraints({
  machine_client_client_id_key: clientProblems.clientIdTaken,
  machine_client_second_person: clientProblems.clientOwnApproval,
});
