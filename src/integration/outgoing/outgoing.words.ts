import type { Localised } from '../../kernel/language.js';

/** The broken rules of a subscription. */
export const outgoingWords = {
  address: {
    vi: 'Phải là địa chỉ https://… cho webhook và hl7-http (http khi OUTGOING_HTTP cho phép), mllp://máy:cổng hoặc mllps://máy:cổng cho MLLP, không có mật khẩu.',
    en: 'Must be https://… for a webhook and hl7-http (http where OUTGOING_HTTP allows it), mllp://host:port or mllps://host:port for MLLP, without a password.',
  },
  host: {
    vi: 'Máy này không có trong danh sách được gửi tới (OUTGOING_HOSTS).',
    en: 'This host is none that may be told anything (OUTGOING_HOSTS).',
  },
  topics: {
    vi: 'HL7 v2 báo về patient, encounter và order; kết quả thì báo bằng webhook.',
    en: 'HL7 v2 tells of patient, encounter and order; results are told by webhook.',
  },
} as const satisfies Record<string, Localised>;
