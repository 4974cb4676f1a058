import { createHash } from 'node:crypto';
import type { Language } from '../../kernel/language.js';

const STYLE =
  'body{font:1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem;color:#111;background:#fff}' +
  'dt{font-weight:bold;margin-top:1rem}dd{margin:0}code{background:#eee;padding:0 .2em}';

/** Of the page nothing but its own style sheet is allowed: no script, no picture, no form, no other address. */
export const FRONT_PAGE_POLICY = [
  `default-src 'none'`,
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

interface Words {
  readonly about: string;
  readonly docs: readonly [title: string, text: string];
  readonly noDocs: string;
  readonly signIn: readonly [title: string, text: string];
  readonly health: readonly [title: string, text: string];
  readonly exchange: readonly [title: string, text: string];
}

const WORDS: Readonly<Record<Language, Words>> = {
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

/** What stands at the address of the service itself, for whoever opens it first. It tells nothing of the hospital. */
export function frontPage(language: Language, hasDocs: boolean): string {
  const { about, docs, noDocs, signIn, health, exchange } = WORDS[language];
  const entries = [hasDocs ? docs : ([docs[0], noDocs] as const), signIn, health, exchange];
  const list = entries.map(([title, text]) => `<dt>${title}</dt><dd>${text}</dd>`).join('\n');
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bệnh Án</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Bệnh Án</h1>
<p>${about}</p>
<dl>
${list}
</dl>
</body>
</html>
`;
}
