import { PROBLEM_BASE, type ProblemBody } from '../../kernel/problem.js';

/** Where errors are written as OAuth 2.0 wants them. */
export const TOKEN_ENDPOINT = '/oauth2/token';

const OF_RFC_6749 = ['invalid-request', 'invalid-client', 'unsupported-grant-type', 'invalid-scope'];

/** The form of a problem that RFC 6749 (section 5.2) gives it; words in English, since it allows ASCII only. */
export function oauthError({ type, title, status, detail }: ProblemBody): object {
  const code = type.slice(PROBLEM_BASE.length);
  const description = [title, detail].filter(Boolean).join(': ');
  return {
    error: OF_RFC_6749.includes(code) ? code.replaceAll('-', '_') : (OTHERS[status] ?? 'invalid_request'),
    error_description: description.replace(/[^\x20-\x7e]|["\\]/g, "'"),
    error_uri: type,
  };
}

const OTHERS: Readonly<Record<number, string>> = {
  429: 'temporarily_unavailable',
  500: 'server_error',
  503: 'temporarily_unavailable',
};
