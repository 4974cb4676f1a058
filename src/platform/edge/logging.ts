import type { LoggerService } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pino, type DestinationStream, type Logger } from 'pino';
import type { Settings } from '../config/settings.js';

/**
 * The one log. It carries ids, routes and times; never names, bodies, queries or headers. Redaction is the second
 * net, for a field that someone logs by mistake.
 */
export function createLogger(
  settings: Pick<Settings, 'logLevel' | 'logFormat'>,
  destination?: DestinationStream,
): Logger {
  const options = {
    level: settings.logLevel,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: REDACTED, censor: '[removed]' },
  };
  if (destination) return pino(options, destination);
  if (settings.logFormat === 'pretty') {
    return pino({ ...options, transport: { target: 'pino-pretty', options: { ignore: 'pid', singleLine: true } } });
  }
  return pino(options);
}

const SENSITIVE = [
  'password',
  'accessToken',
  'refreshToken',
  'authorization',
  'fullName',
  'identifiers',
  'phones',
  'addresses',
  'contacts',
  'birthDate',
  'sections',
  'body',
  'query',
  'params',
];
const REDACTED = SENSITIVE.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** One line for each request, when its answer has left; probes that went well only at level debug. */
export function logRequests(fastify: FastifyInstance, logger: Logger): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    done();
    const { context } = request;
    const isProbe = reply.statusCode < 400 && /^GET \/(health|metrics)/.test(context?.route ?? '');
    const level = isProbe ? 'debug' : 'info';
    if (!logger.isLevelEnabled(level)) return;
    logger[level](
      {
        requestId: context?.requestId,
        person: context?.actor.username,
        role: context?.actor.role,
        route: context?.route,
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime * 10) / 10,
      },
      'request',
    );
  });
}

/** A request whose address cannot be read: who was at the other end, and nothing of what it said, for that may be anything. */
export function logUnreadable(logger: Logger, { context, method, raw }: FastifyRequest, reply: FastifyReply): void {
  const { requestId } = context;
  const peer = raw.socket.remoteAddress;
  logger.warn({ requestId, peer, route: `${method} (unreadable)`, status: reply.statusCode }, 'request');
}

/** Nest's own messages, into the same log. */
export function nestLogger(logger: Logger): LoggerService {
  const at =
    (level: 'info' | 'error' | 'warn' | 'debug') =>
    (message: unknown, ...rest: unknown[]) => {
      const context = typeof rest.at(-1) === 'string' ? (rest.at(-1) as string) : undefined;
      logger[level]({ context }, message instanceof Error ? message.message : String(message));
    };
  return {
    log: at('debug'),
    error: at('error'),
    warn: at('warn'),
    debug: at('debug'),
    verbose: at('debug'),
    fatal: at('error'),
  };
}
