import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { chooseLanguage } from '../../kernel/language.js';
import { httpProblems } from '../../kernel/problem.js';
import type { Settings } from '../config/settings.js';
import { answerUnreadable, writeProblem } from './unreadable.js';

/** What people open: these alone are sent on. A program that speaks plainly must learn it before it sends more (OWASP ASVS 4.1.2). */
const PAGES = /^\/(?:app(?:\/.*)?|docs|verify\/[^/]+)?$/;

/**
 * Plain http beside TLS (HTTP_PORT), which reads nothing and tells nothing: browsers are sent on to the same page over https, everybody else is
 * refused.
 * @returns undefined where no port is set
 */
export async function listenPlainly(settings: Settings): Promise<Server | undefined> {
  const { httpPort, host, requestTimeoutMs } = settings;
  if (httpPort === undefined) return undefined;
  const server = createServer(
    { headersTimeout: requestTimeoutMs, requestTimeout: requestTimeoutMs },
    (request, response) => answer(request, response, settings),
  );
  server.on('clientError', answerUnreadable);
  server.listen({ port: httpPort, host });
  await once(server, 'listening');
  return server;
}

function answer(request: IncomingMessage, response: ServerResponse, settings: Settings): void {
  const { method, url = '/', headers } = request;
  const place = secureOriginOf(headers.host, settings);
  const isPage = (method === 'GET' || method === 'HEAD') && PAGES.test(url.split('?')[0]!);
  if (!place || !isPage) {
    writeProblem(response, httpProblems.httpsOnly, chooseLanguage(headers['accept-language']));
    return;
  }
  // Not kept by browsers: the port may change.
  response.writeHead(307, {
    Location: place + url,
    'Cache-Control': 'no-store',
    'Content-Length': 0,
    Connection: 'close',
  });
  response.end();
}

/** Where the same is asked over https: at PUBLIC_URL, or else under the name that was called, if that is one. */
function secureOriginOf(called: string | undefined, { publicUrl, port }: Settings): string | undefined {
  if (publicUrl?.startsWith('https://')) return publicUrl;
  const address = `http://${called}`;
  if (!called || !/^[\w.:[\]-]+$/.test(called) || !URL.canParse(address)) return undefined;
  return `https://${new URL(address).hostname}${port === 443 ? '' : `:${port}`}`;
}
