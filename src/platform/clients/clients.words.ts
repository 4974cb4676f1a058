import type { Localised } from '../../kernel/language.js';

/** What those read who connect a system: the broken rules of what was sent. */
export const clientWords = {
  keySetAddress: {
    vi: 'Phải là địa chỉ https, không có mật khẩu (http chỉ khi CLIENT_JWKS_HTTP cho phép).',
    en: 'Must be an https address without a password (http only where CLIENT_JWKS_HTTP allows it).',
  },
  oneKeySource: {
    vi: 'Gửi jwks hoặc jwksUrl, đúng một trong hai.',
    en: 'Send jwks or jwksUrl, exactly one of them.',
  },
  scope: {
    vi: 'Phải là scope hệ thống của SMART, ví dụ system/DiagnosticReport.c.',
    en: 'Must be a system scope of SMART, such as system/DiagnosticReport.c.',
  },
  keySet: { vi: 'Phải là JWKS có 1 đến 10 khóa trong keys.', en: 'Must be a JWKS with 1 to 10 keys in keys.' },
  keyId: { vi: 'Mỗi khóa cần kid riêng.', en: 'Each key needs a kid of its own.' },
  keyPrivate: {
    vi: 'Chỉ gửi khóa công khai, không gửi khóa bí mật.',
    en: 'Send public keys only, never a private one.',
  },
  keyKind: {
    vi: 'Khóa phải là RSA từ 2048 bit, số mũ từ 65537 (RS384), hoặc điểm trên đường cong P-384 (ES384).',
    en: 'A key must be RSA of at least 2048 bits with an exponent from 65537 (RS384), or a point on the curve P-384 (ES384).',
  },
  network: {
    vi: 'Phải là địa chỉ hoặc mạng, ví dụ 10.20.3.7 hoặc 10.20.3.0/24.',
    en: 'Must be an address or a network, such as 10.20.3.7 or 10.20.3.0/24.',
  },
  fingerprint: {
    vi: 'Phải là vân tay SHA-256 của chứng thư: 64 chữ số hệ 16, có hoặc không có dấu hai chấm.',
    en: 'Must be the SHA-256 fingerprint of a certificate: 64 hexadecimal digits, with or without colons.',
  },
  keyUse: { vi: 'Khóa không dùng để ký.', en: 'A key is not meant for signatures.' },
} as const satisfies Record<string, Localised>;
