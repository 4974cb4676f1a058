import type { Language } from '../../kernel/language.js';

interface Words {
  readonly about: string;
  readonly docs: readonly [title: string, text: string];
  readonly noDocs: string;
  readonly signIn: readonly [title: string, text: string];
  readonly health: readonly [title: string, text: string];
  readonly exchange: readonly [title: string, text: string];
}

/** What the page at the address of the service itself says. */
export const FRONT_PAGE_WORDS: Readonly<Record<Language, Words>> = {
  vi: {
    about: 'Đây là máy chủ hồ sơ bệnh án điện tử, trả lời cho màn hình làm việc và các chương trình của bệnh viện.',
    docs: ['Tài liệu, dùng thử', '<a href="/docs">/docs</a> · <a href="/openapi.json">/openapi.json</a>'],
    noDocs: 'Tài liệu đã được tắt trên máy chủ này.',
    signIn: [
      'Đăng nhập',
      'Nhân viên đăng nhập tại <a href="/">màn hình làm việc</a>; chương trình gọi <code>POST /api/v1/auth/login</code>. Cách đăng nhập đang dùng: <a href="/api/v1/auth/methods">/api/v1/auth/methods</a>.',
    ],
    health: ['Tình trạng', '<a href="/health/live">/health/live</a> · <a href="/health/ready">/health/ready</a>'],
    exchange: ['Trao đổi dữ liệu HL7 FHIR R4', '<a href="/fhir/R4/metadata">/fhir/R4/metadata</a>'],
  },
  en: {
    about:
      'This is the server of an electronic medical record. It answers the console and the programs of the hospital.',
    docs: ['Documentation, to try', '<a href="/docs">/docs</a> · <a href="/openapi.json">/openapi.json</a>'],
    noDocs: 'The documentation is switched off on this server.',
    signIn: [
      'Signing in',
      'People sign in at <a href="/">the console</a>; programs call <code>POST /api/v1/auth/login</code>. Ways to sign in here: <a href="/api/v1/auth/methods">/api/v1/auth/methods</a>.',
    ],
    health: ['Health', '<a href="/health/live">/health/live</a> · <a href="/health/ready">/health/ready</a>'],
    exchange: ['Data exchange, HL7 FHIR R4', '<a href="/fhir/R4/metadata">/fhir/R4/metadata</a>'],
  },
};
