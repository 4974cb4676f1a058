import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { chooseLanguage, type Language } from '../../kernel/language.js';
import { httpProblems, PROBLEM_BASE, type ProblemKind } from '../../kernel/problem.js';

/**
 * Requests that Node's parser refuses before any framework sees them, answered as every other problem is. Of their headers nothing
 * is known, so that the words are Vietnamese.
 */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  // Who went away is not answered.
  // Nor who does not speak TLS where TLS is spoken: there is no line to answer on.
  if (error.code === 'ECONNRESET' || error.code?.startsWith('ERR_SSL') || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const kind = KINDS[error.code ?? ''] ?? httpProblems.malformedRequest;
  const text = bodyOf(kind, 'vi');
  const head = [
    `HTTP/1.1 ${kind.status} ${kind.title.en}`,
    ...Object.entries(headersOf(text, 'vi')).map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`);
}

const KINDS: Readonly<Record<string, ProblemKind>> = {
  ERR_HTTP_REQUEST_TIMEOUT: httpProblems.requestTimeout,
  HPE_HEADER_OVERFLOW: httpProblems.headersTooLarge,
};

/** Whoever expects anything but 100-continue (RFC 9110, section 10.1.1) is told so, instead of an empty 417. */
export function answerExpectations(server: Server): void {
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    writeProblem(response, httpProblems.expectationFailed, chooseLanguage(request.headers['accept-language']));
  });
}

/** A refusal where no framework answers; the connection ends with it. */
export function writeProblem(response: ServerResponse, kind: ProblemKind, language: Language): void {
  const text = bodyOf(kind, language);
  response.writeHead(kind.status, { ...headersOf(text, language), Connection: 'close' });
  response.end(text);
}

const bodyOf = ({ code, title, status, detail }: ProblemKind, language: Language): string =>
  JSON.stringify({ type: PROBLEM_BASE + code, title: title[language], status, detail: detail?.[language] });

const headersOf = (text: string, language: Language): Record<string, string> => ({
  'Content-Type': 'application/problem+json; charset=utf-8',
  'Content-Length': String(Buffer.byteLength(text)),
  'Content-Language': language,
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
});
