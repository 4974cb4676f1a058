import { httpProblems, Problem } from '../../kernel/problem.js';

/**
 * Refuses an address that holds what no text can: NUL, and in its query bytes that are not UTF-8, which would silently
 * be searched for as something else.
 * @throws Problem nulCharacter, invalidUtf8; naming the parameters, where it is in one
 */
export function checkAddress(url: string): void {
  if (!url.includes('%')) return;
  if (url.includes('%00')) throw refusal('nulCharacter', 'nul', url, (text) => text.includes('%00'));
  if (!isUtf8(queryOf(url))) throw refusal('invalidUtf8', 'well-formed', url, (text) => !isUtf8(text));
}

/** The address of a request without its query. */
export const pathOf = (url: string) => url.replace(/\?.*$/s, '');
const queryOf = (url: string) => url.slice(url.includes('?') ? url.indexOf('?') + 1 : url.length);

function isUtf8(encoded: string): boolean {
  try {
    // A percent sign that encodes nothing stands for itself.
    decodeURIComponent(encoded.replace(/%(?![0-9a-f]{2})/gi, '%25'));
    return true;
  } catch {
    return false;
  }
}

function refusal(
  kind: 'nulCharacter' | 'invalidUtf8',
  rule: string,
  url: string,
  isWrong: (text: string) => boolean,
): Problem {
  const errors = queryOf(url)
    .split('&')
    .filter((parameter) => isWrong(parameter))
    .flatMap((parameter) => parameter.split('=', 1))
    .filter((name) => !isWrong(name))
    .map((pointer) => ({ pointer, rule, message: httpProblems[kind].title }));
  return new Problem(httpProblems[kind], errors.length > 0 ? { errors } : {});
}
