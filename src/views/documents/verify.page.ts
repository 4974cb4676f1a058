import { createHash } from 'node:crypto';
import type { Language } from '../../kernel/language.js';
import { momentText } from './printed-text.js';
import type { VerificationResponse } from './dto/verification.response.js';
import { VERIFY_WORDS } from './verify.words.js';

const STYLE =
  'body{font:1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem;color:#111;background:#fff}' +
  'h1{font-size:1.1rem}.says{font-size:1.4rem;font-weight:bold;padding:.6rem .8rem;border-left:.4rem solid #b00020}' +
  '.says.genuine{border-color:#0a7d32}dt{font-weight:bold;margin-top:.8rem}dd{margin:0;overflow-wrap:anywhere}small{color:#444}';

/** Of the page nothing but its own style sheet is allowed: no script, no picture, no form, no other address. */
export const VERIFY_POLICY = [
  `default-src 'none'`,
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);

function verdictOf({ issuedAt, genuine, draft, withdrawn, withdrawnAt }: VerificationResponse) {
  if (issuedAt === null) return 'unknown';
  if (!genuine) return 'altered';
  if (withdrawnAt !== null) return 'takenBack';
  if (draft) return 'draft';
  return withdrawn ? 'withdrawn' : 'genuine';
}

/** The page that whoever scans the QR code of a document sees; it leads to itself in the other language. */
export function verifyPage(answer: VerificationResponse, language: Language, sha256?: string): string {
  const words = (name: keyof typeof VERIFY_WORDS): string => VERIFY_WORDS[name][language];
  const isKnown = answer.issuedAt !== null;
  const verdict = verdictOf(answer);
  const rows: readonly (readonly [keyof typeof VERIFY_WORDS, string | null])[] = [
    ['hospital', answer.hospital],
    ['by', answer.issuedBy],
    ['at', answer.issuedAt && momentText(answer.issuedAt)],
    ['takenBackAt', answer.withdrawnAt && momentText(answer.withdrawnAt)],
    ['replaced', answer.replacedAt && momentText(answer.replacedAt)],
    ['fingerprint', answer.fingerprint],
    ['file', answer.sha256],
  ];
  const list = rows.flatMap(([name, value]) => (value ? [`<dt>${words(name)}</dt><dd>${escaped(value)}</dd>`] : []));
  const other = language === 'vi' ? 'en' : 'vi';
  const query = new URLSearchParams({ language: other, ...(sha256 && { sha256 }) });
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${words('title')}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${words('title')}</h1>
<p class="says${verdict === 'genuine' ? ' genuine' : ''}">${words(verdict)}</p>
<dl>
${list.join('\n')}
</dl>
<p><small>${isKnown ? words('compare') : words('unknownHint')} ${words('privacy')}</small></p>
<p><a href="?${escaped(query.toString())}" lang="${other}" hreflang="${other}">${words('otherLanguage')}</a></p>
</body>
</html>
`;
}
