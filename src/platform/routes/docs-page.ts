import { DOCS_WORDS, SWAGGER_WORDS } from './docs-page.words.js';

/** A person whom a click on the page signs in; of a demo hospital only. */
export interface DemoAccount {
  readonly username: string;
  readonly name: string;
}

export const DOCS_STYLE =
  '#newcomer{max-width:1460px;margin:0 auto;padding:1rem 20px;font:16px/1.5 sans-serif}#newcomer button{margin:.2rem;padding:.3rem .7rem}' +
  '#newcomer button[aria-pressed=true]{font-weight:bold;outline:2px solid}.topbar{display:none}';

/** What a browser runs beside Swagger's page: a first paragraph, sign-in by a click, and Vietnamese words unless `?lang=en` asks for others. */
export function docsScript(accounts: readonly DemoAccount[], password: string | undefined): string {
  const given = JSON.stringify({ accounts, password, words: SWAGGER_WORDS, texts: DOCS_WORDS }).replaceAll(
    '<',
    '\\u003c',
  );
  return `(() => {
  const { accounts, password, words, texts } = ${given};
  const english = new URLSearchParams(location.search).get('lang') === 'en';
  const language = english ? 'en' : 'vi';
  const say = (name) => texts[name][language];
  document.documentElement.lang = language;
  const box = document.createElement('section');
  box.id = 'newcomer';
  const add = (tag, text) => box.appendChild(Object.assign(document.createElement(tag), { textContent: text }));
  add('p', say('begin'));
  if (accounts.length === 0) add('p', say('signInByHand'));
  let renewing;
  const signIn = async ({ username, name }, button) => {
    clearTimeout(renewing);
    const headers = { 'Content-Type': 'application/json', 'Accept-Language': language };
    const answer = await fetch('/api/v1/auth/login', { method: 'POST', headers, body: JSON.stringify({ username, password }) });
    const body = await answer.json();
    if (!answer.ok) return void (status.textContent = body.title + (body.detail ? ': ' + body.detail : ''));
    window.ui.preauthorizeApiKey('bearer', body.accessToken);
    for (const one of box.querySelectorAll('button')) one.setAttribute('aria-pressed', String(one === button));
    status.textContent = say('signedIn') + ': ' + name;
    renewing = setTimeout(() => signIn({ username, name }, button), (body.expiresIn - 60) * 1000);
  };
  for (const account of accounts) {
    const button = add('button', account.name + ' · ' + account.username);
    button.type = 'button';
    button.addEventListener('click', () => signIn(account, button));
  }
  const status = add('p', '');
  status.setAttribute('role', 'status');
  const other = add('a', say('otherLanguage'));
  other.href = english ? '?' : '?lang=en';
  document.body.prepend(box);
  const translate = (root) => {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      // What an operation does comes in both languages; who reads English needs no other.
      const both = english && text.parentElement.closest('.opblock-summary-description') && text.data.split(' · ');
      if (both && both.length > 1) text.data = both.at(-1);
      if (english) continue;
      if (Object.hasOwn(words, text.data) && !text.parentElement.closest('pre, code, textarea')) text.data = words[text.data];
    }
  };
  new MutationObserver(() => translate(document.getElementById('swagger-ui')))
    .observe(document.getElementById('swagger-ui'), { childList: true, subtree: true, characterData: true });
})();`;
}
