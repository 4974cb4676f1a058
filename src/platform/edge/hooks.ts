import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import sjson from 'secure-json-parse';
import { v7 as timeOrderedId } from 'uuid';
import type { Settings } from '../config/settings.js';
import { readForm } from './form.js';
import { checkAddress, pathOf } from './address.js';
import { chooseLanguage } from '../../kernel/language.js';
import { TOKEN_ENDPOINT } from './oauth-error.js';
import { httpProblems, invalidField, Problem } from '../../kernel/problem.js';
import { runInContext, type RequestContext } from '../../kernel/request-context.js';
import type { SecurityHeaders } from './security-headers.js';

declare module 'fastify' {
  interface FastifyRequest {
    context: RequestContext;
    bodyHash?: string;
  }
}

const REQUEST_ID = /^[\w.:-]{1,100}$/;
const PURPOSES = new Set(['TREAT', 'HOPERAT', 'HPAYMT', 'HRESCH', 'PUBHLTH', 'PATRQT', 'ETREAT']);

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
  fastify.addHook('onRequest', async (request, reply) => {
    greet(request, reply, secure);
    if (namesTwoHosts(request.raw.rawHeaders)) throw new Problem(httpProblems.twoHosts);
    Object.assign(request.context, { purpose: purposeOf(request.headers['x-purpose-of-use']) });
    checkAddress(request.url);
    const limit = bodyLimit(request.url, settings);
    if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
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
    ['application/json', 'application/fhir+json', 'application/merge-patch+json'],
    { parseAs: 'buffer' },
    (request, body, done) => {
      try {
        done(null, readJson(request, body as Buffer, bodyLimit(request.url, settings)));
      } catch (error) {
        done(error as Error);
      }
    },
  );
  // Browsers send forms to anyone without asking: they are read only where OAuth wants them.
  fastify.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (request, body, done) => {
    if (request.routeOptions.url !== TOKEN_ENDPOINT) return done(new Problem(httpProblems.unsupportedMediaType));
    const form = readForm(body as string);
    return form ? done(null, form) : done(new Problem(httpProblems.malformedBody));
  });
}

function contextOf(request: FastifyRequest): RequestContext {
  const { headers } = request;
  const asked = headers['x-request-id'];
  return {
    // Ordered by time, as the trail's index of them is: each next one stands beside the last.
    requestId: typeof asked === 'string' && REQUEST_ID.test(asked) ? asked : timeOrderedId(),
    language: chooseLanguage(headers['accept-language']),
    address: addressOf(request.ip),
    userAgent: headers['user-agent'],
    terminal: printable(headers['x-terminal'], 64),
    terminalKey: printable(headers['x-terminal-key'], 200),
    purpose: 'TREAT',
    reason: printable(headers['x-reason'], 200),
    // An address that is no route may hold anything: it is kept out of logs and the trail.
    route: `${request.method} ${request.routeOptions?.url ?? '(unknown)'}`,
    path: pathOf(request.url),
    query: request.query as RequestContext['query'],
    actor: { kind: 'anonymous', username: 'anonymous' },
  };
}

/** RFC 9112, section 3.2: a proxy might have looked at the other one. Node keeps the first and says nothing. */
function namesTwoHosts(headers: readonly string[]): boolean {
  const isHost = (name: string, at: number) => at % 2 === 0 && name.length === 4 && name.toLowerCase() === 'host';
  return headers.filter(isHost).length > 1;
}

/** What the trail can keep as an address: without the zone of a link-local one, and nothing of what a proxy made up. */
const addressOf = (ip: string) => (isIP(ip) === 0 ? undefined : ip.split('%')[0]);

/** HL7 v3 PurposeOfUse; TREAT by default. */
function purposeOf(header: string | string[] | undefined): string {
  if (header === undefined) return 'TREAT';
  if (typeof header === 'string' && PURPOSES.has(header)) return header;
  const words = {
    vi: 'Mục đích sử dụng phải là một trong các mục đích đã quy định.',
    en: 'The purpose of use must be one of those laid down.',
  };
  throw invalidField('X-Purpose-Of-Use', 'in', words, { values: [...PURPOSES] });
}

/** Header text of people: percent-encoded UTF-8 is allowed, since headers carry ASCII only. */
function printable(header: string | string[] | undefined, most: number): string | undefined {
  if (typeof header !== 'string') return undefined;
  let text = header;
  try {
    text = decodeURIComponent(header);
  } catch {
    // A lone percent sign: the text stands as it came.
  }
  return (
    text
      .replace(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, most)
      .toWellFormed() || undefined
  );
}

const bodyLimit = (url: string, settings: Settings) =>
  url.startsWith('/fhir/') || url === '/fhir/R4' ? settings.fhirBodyLimitBytes : settings.bodyLimitBytes;

const tooLarge = (limit: number) => new Problem(httpProblems.bodyTooLarge, { params: { limit } });

/** JSON of valid UTF-8. */
function readJson(request: FastifyRequest, body: Buffer, limit: number): unknown {
  if (body.length > limit) throw tooLarge(limit);
  if (body.length === 0) return undefined;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (cause) {
    throw new Problem(httpProblems.invalidUtf8, { cause });
  }
  request.bodyHash = createHash('sha256').update(body).digest('base64url');
  try {
    return clean(sjson.parse(text, undefined, { protoAction: 'error', constructorAction: 'error' }), '');
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem(httpProblems.malformedBody, { cause });
  }
}

/** Deeper than any document of ours or of FHIR, and far from where a stack of calls ends. */
const DEEPEST = 64;

/**
 * Texts in Unicode NFC, so that equal words are equal bytes. Refused by name: what PostgreSQL cannot store (NUL, halves
 * of surrogate pairs), bottomless nesting, and names of fields that every object has, which checks would overlook.
 */
function clean(value: unknown, pointer: string, depth = 0): unknown {
  if (typeof value === 'string') return cleanText(value, pointer);
  if (value === null || typeof value !== 'object') return value;
  if (depth === DEEPEST) throw new Problem(httpProblems.malformedBody);
  const container = value as Record<string, unknown>;
  for (const key of Object.keys(container)) {
    cleanText(key, pointer);
    const own = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (key in Object.prototype) {
      throw new Problem(httpProblems.validation, { errors: [{ pointer: own, rule: 'unknown-field' }] });
    }
    // Nothing of ours or of FHIR is a list in a list, and checks of an item would take an empty one for an object.
    if (Array.isArray(container) && Array.isArray(container[key])) {
      throw new Problem(httpProblems.validation, { errors: [{ pointer: own, rule: 'nested-validation' }] });
    }
    container[key] = clean(container[key], own, depth + 1);
  }
  return container;
}

function cleanText(text: string, pointer: string): string {
  if (text.includes('\0')) {
    throw new Problem(httpProblems.nulCharacter, {
      errors: [{ pointer, rule: 'nul', message: httpProblems.nulCharacter.title }],
    });
  }
  if (!text.isWellFormed()) {
    throw new Problem(httpProblems.invalidUtf8, {
      errors: [{ pointer, rule: 'well-formed', message: httpProblems.invalidUtf8.title }],
    });
  }
  return text.normalize('NFC');
}

function idempotencyOf(request: FastifyRequest): RequestContext['idempotency'] {
  const key = request.headers['idempotency-key'];
  if (key === undefined || request.method !== 'POST') return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw invalidField('Idempotency-Key', 'idempotency-key', {
      vi: 'Khoá của yêu cầu gồm 1 đến 200 chữ không dấu, số và dấu.',
      en: 'The key of a request has 1 to 200 plain letters, digits and signs.',
    });
  }
  return { key, requestHash: `${request.url}#${request.bodyHash ?? ''}` };
}
