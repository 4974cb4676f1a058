import { createHash } from 'node:crypto';
import type { Language } from '../../kernel/language.js';
import { FRONT_PAGE_WORDS } from './front-page.words.js';

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

/** What stands at the address of the service itself, for whoever opens it first. It tells nothing of the hospital. */
export function frontPage(language: Language, hasDocs: boolean): string {
  const { about, docs, noDocs, signIn, health, exchange } = FRONT_PAGE_WORDS[language];
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
