import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '../config/settings.js';
import { ER7_ADDRESS, ER7_TYPES } from './er7-body.js';
import { readForm } from './form.js';
import { readJson } from './json-body.js';
import { fileTooLarge } from '../routes/upload.js';
import { bringsFile, formLimit } from './uploads.js';
import { checkAddress, pathOf } from './address.js';
import { chooseLanguage } from '../../kernel/language.js';
import { TOKEN_ENDPOINT } from './oauth-error.js';
import { httpProblems, invalidField, Problem } from '../../kernel/problem.js';
import { isPlain, withoutUnseen } from '../../kernel/unseen-characters.js';
import { runInContext, type RequestContext } from '../../kernel/request-context.js';
import { PURPOSES, TREATMENT } from '../routes/purposes.js';
import type { SecurityHeaders } from './security-headers.js';
import { timeOrderedId } from './time-ordered-id.js';
import { edgeWords } from './edge.words.js';

declare module 'fastify' {
  interface FastifyRequest {
    context: RequestContext;
    bodyHash?: string;
  }
}

/** What callers may call a request: visible ASCII, kept whole. */
const CALLERS_REQUEST_ID = /^[\x21-\x7e]{1,100}$/;

/** Gives a request its context and its answer what every answer carries, refusals too. */
export function greet(request: FastifyRequest, reply: FastifyReply, secure: SecurityHeaders): void {
  request.context = contextOf(request);
  secure(request, reply);
  // Terminals of a ward are shared: no browser and no proxy may keep an answer, whatever its address looks like.
  void reply.header('X-Request-Id', request.context.requestId).header('Cache-Control', 'no-store');
  void reply.header('Content-Language', request.context.language);
}

/** Connects what every request passes through before Nest sees it: context, body, time. */
export function registerHooks(fastify: FastifyInstance, settings: Settings, secure: SecurityHeaders): void {
  fastify.decorateRequest('context');
  // Without promises: every request passes here, and nothing of it waits.
  fastify.addHook('onRequest', (request, reply, done) => {
    try {
      greet(request, reply, secure);
      checkHead(request, settings);
    } catch (error) {
      done(error as Error);
      return;
    }
    done();
  });
  fastify.addHook('preHandler', (request, _reply, done) => {
    try {
      Object.assign(request.context, { idempotency: idempotencyOf(request) });
    } catch (error) {
      done(error as Error);
      return;
    }
    runInContext(request.context, done);
  });
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    ['application/json', 'application/fhir+json', 'application/merge-patch+json', 'application/json-patch+json'],
    { parseAs: 'buffer', bodyLimit: Math.max(settings.bodyLimitBytes, settings.fhirBodyLimitBytes) },
    (request, body, done) => {
      try {
        const limit = bodyLimit(request, settings);
        if (body.length > limit) throw tooLarge(limit);
        done(null, readJson(request, body as Buffer, isFhir(request.url)));
      } catch (error) {
        done(error as Error);
      }
    },
  );
  // Of which character set a message is, it says itself: bytes are read by its reader.
  fastify.addContentTypeParser([...ER7_TYPES], { parseAs: 'buffer' }, (request, body, done) => {
    if (request.routeOptions.url !== ER7_ADDRESS) return done(new Problem(httpProblems.unsupportedMediaType));
    const limit = bodyLimit(request, settings);
    if (body.length > limit) return done(tooLarge(limit));
    request.bodyHash = createHash('sha256').update(body).digest('base64url');
    return done(null, body);
  });
  // Browsers send forms to anyone without asking: they are read only where OAuth wants them, and for searches, which need a token.
  fastify.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (request, body, done) => {
    if (SEARCH.test(request.url)) return done(null, searchedBy(request, body as string));
    if (request.routeOptions.url !== TOKEN_ENDPOINT) return done(new Problem(httpProblems.unsupportedMediaType));
    const form = readForm(body as string);
    return form ? done(null, form) : done(new Problem(httpProblems.malformedBody));
  });
}

/** What a request says before its body. @throws Problem */
function checkHead(request: FastifyRequest, settings: Settings): void {
  const { headers, context } = request;
  checkHost(request.raw);
  checkEncoding(headers['content-encoding']);
  Object.assign(context, {
    callerRequestId: callersId(headers['x-request-id']),
    ...purposeOf(headers['x-purpose-of-use']),
  });
  checkAddress(request.url);
  dropUnseen(request.query);
  const limit = bodyLimit(request, settings);
  if (Number(headers['content-length'] ?? 0) > limit) {
    throw bringsFile(request) ? fileTooLarge(settings.fileLimitBytes) : tooLarge(limit);
  }
}

function contextOf(request: FastifyRequest): RequestContext {
  const { headers } = request;
  return {
    // Ordered by time, as the trail's index of them is: each next one stands beside the last.
    requestId: timeOrderedId(),
    language: chooseLanguage(headers['accept-language']),
    address: addressOf(request.ip),
    userAgent: headers['user-agent'],
    terminal: printable(headers['x-terminal'], 64),
    terminalKey: printable(headers['x-terminal-key'], 200),
    terminalSignature: printable(headers['x-terminal-signature'], 8000),
    purpose: TREATMENT,
    reason: printable(headers['x-reason'], 200),
    // An address that is no route may hold anything: it is kept out of logs and the trail.
    // A HEAD is answered as its GET is, and so decided about, and told of.
    route: `${request.method === 'HEAD' ? 'GET' : request.method} ${request.routeOptions?.url ?? '(unknown)'}`,
    path: pathOf(request.url),
    query: request.query as RequestContext['query'],
    actor: { kind: 'anonymous', username: 'anonymous' },
  };
}

/** A search of FHIR whose parameters stand in the body (FHIR R4 http, "search"): such a request shows no more than its address would. */
const SEARCH = /^\/fhir\/R4\/[A-Za-z]+\/_search(?:\?|$)/;

/** Takes the parameters of a form for those of the address, beside which they count alike. */
function searchedBy(request: FastifyRequest, body: string): object {
  const query: Record<string, string | string[]> = { ...(request.query as object) };
  for (const [name, value] of new URLSearchParams(withoutUnseen(body))) {
    if (name in Object.prototype) throw new Problem(httpProblems.malformedBody);
    const before = Object.hasOwn(query, name) ? query[name]! : undefined;
    query[name] = before === undefined ? value : [before, value].flat();
  }
  request.query = query;
  Object.assign(request.context, { query });
  return {};
}

/** RFC 9112, section 3.2: a proxy might have looked at the other one. Node keeps the first and says nothing. */
function checkHost({ rawHeaders, httpVersion }: IncomingMessage): void {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!;
    if (name.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  if (hosts > 1) throw new Problem(httpProblems.twoHosts);
  if (hosts === 0 && httpVersion === '1.1') throw new Problem(httpProblems.noHost);
}

/** Bodies are read as they come (RFC 9110, section 8.4): packed ones would be megabytes of anything, unpacked. */
function checkEncoding(header: string | undefined): void {
  if (header === undefined || header.trim().toLowerCase() === 'identity') return;
  throw new Problem(httpProblems.unsupportedEncoding, { headers: { 'Accept-Encoding': 'identity' } });
}

/** What the trail can keep as an address: without the zone of a link-local one, and nothing of what a proxy made up. */
const addressOf = (ip: string) => (isIP(ip) === 0 ? undefined : ip.split('%')[0]);

/** @throws Problem validation for one that the trail could not keep as it is: it would be found under no name */
function callersId(header: string | string[] | undefined): string | undefined {
  if (header === undefined || header === '') return undefined;
  if (typeof header === 'string' && CALLERS_REQUEST_ID.test(header)) return header;
  throw invalidField('X-Request-Id', 'request-id', edgeWords.requestId);
}

/** HL7 v3 PurposeOfUse; the usual one of the role by default. */
function purposeOf(header: string | string[] | undefined): Pick<RequestContext, 'purpose' | 'purposeTold'> {
  if (header === undefined) return { purpose: TREATMENT, purposeTold: false };
  if (typeof header === 'string' && PURPOSES.has(header)) return { purpose: header, purposeTold: true };
  throw invalidField('X-Purpose-Of-Use', 'in', edgeWords.purposeOfUse, { values: [...PURPOSES] });
}

/** Header text of people: percent-encoded UTF-8 is allowed, since headers carry ASCII only. */
function printable(header: string | string[] | undefined, most: number): string | undefined {
  if (typeof header !== 'string') return undefined;
  // Nothing in it is encoded, and nothing unseen.
  if (isPlain(header) && !header.includes('%')) return header.trim().slice(0, most) || undefined;
  let text = header;
  try {
    text = decodeURIComponent(header);
  } catch {
    // A lone percent sign: the text stands as it came.
  }
  return (
    withoutUnseen(text)
      .replace(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, most)
      .toWellFormed() || undefined
  );
}

const isFhir = (url: string) => url.startsWith('/fhir/');

function bodyLimit(request: FastifyRequest, settings: Settings): number {
  if (bringsFile(request)) return formLimit(settings);
  return isFhir(request.url) || request.url === ER7_ADDRESS ? settings.fhirBodyLimitBytes : settings.bodyLimitBytes;
}

/** What is looked for is compared with what was stored without them. Done in place: everyone reads the query of the request. */
function dropUnseen(query: unknown): void {
  const values = query as Record<string, string | string[]>;
  for (const [name, value] of Object.entries(values)) {
    values[name] = Array.isArray(value) ? value.map(withoutUnseen) : withoutUnseen(value);
  }
}

const tooLarge = (limit: number) => new Problem(httpProblems.bodyTooLarge, { params: { limit } });

function idempotencyOf(request: FastifyRequest): RequestContext['idempotency'] {
  const key = request.headers['idempotency-key'];
  if (key === undefined || request.method !== 'POST') return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw invalidField('Idempotency-Key', 'idempotency-key', edgeWords.idempotencyKey);
  }
  return { key, requestHash: `${request.url}#${request.bodyHash ?? ''}` };
}
