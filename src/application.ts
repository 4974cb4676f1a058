import 'reflect-metadata';
import cors from '@fastify/cors';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { AppModule } from './app.module.js';
import { STAFF } from './demo/demo-data.js';
import type { Settings } from './platform/config/settings.js';
import { AllowedMethods } from './platform/routes/allowed-methods.js';
import { greet, registerHooks } from './platform/edge/hooks.js';
import { logRequests, logUnreadable, nestLogger } from './platform/edge/logging.js';
import { httpsServers, tlsFilesOf } from './platform/edge/https-server.js';
import { serveDocs } from './platform/edge/openapi.js';
import { Overload } from './platform/edge/overload.js';
import { interceptPlainly } from './platform/edge/plain-interceptor.js';
import { ProblemFilter } from './platform/edge/problem.filter.js';
import { askSecurityHeaders } from './platform/edge/security-headers.js';
import { answerExpectations, answerUnreadable } from './platform/edge/unreadable.js';
import { takeForms } from './platform/edge/uploads.js';
import { createValidationPipe } from './platform/edge/validation.js';
import { serveConsoleFiles } from './platform/console/console-files.js';
import { Uploaders } from './platform/security/uploaders.js';
import { Metrics } from './platform/operations/metrics.js';
import { Telemetry } from './platform/telemetry/telemetry.js';

/** Whom the page to try the API in offers to sign in as. */
const demoOf = ({ seedDemo, demoPassword }: Settings) =>
  seedDemo
    ? { accounts: STAFF.map(({ username, fullName: name }) => ({ username, name })), password: demoPassword }
    : { accounts: [] };

const httpOf = ({ requestTimeoutMs }: Settings) => ({
  // Answered by our own hook, as every other problem is.
  requireHostHeader: false,
  headersTimeout: requestTimeoutMs,
  // Node looks every so often for connections that say nothing, or take too long to say it.
  connectionsCheckingInterval: Math.min(requestTimeoutMs, 5_000),
});
type Secure = Awaited<ReturnType<typeof askSecurityHeaders>>;

/** What every request passes first. Whom files are taken of is asked once the service stands; of nobody before. */
function hookInto(fastify: FastifyInstance, settings: Settings, secure: Secure): { uploaders?: Uploaders } {
  const known: { uploaders?: Uploaders } = {};
  registerHooks(fastify, settings, secure);
  takeForms(fastify, settings, async (given) => (await known.uploaders?.isSignedIn(given)) ?? false);
  return known;
}

/** Builds the service, ready to listen. The same for the server, for tests and for the API description. */
export async function createApplication(settings: Settings, logger: Logger): Promise<NestFastifyApplication> {
  const allowedMethods = new AllowedMethods();
  const problems = new ProblemFilter(logger, allowedMethods);
  const secure = await askSecurityHeaders();
  const tls = tlsFilesOf(settings);
  const adapter = new FastifyAdapter({
    bodyLimit: Math.max(settings.bodyLimitBytes, settings.fhirBodyLimitBytes),
    requestTimeout: settings.requestTimeoutMs,
    connectionTimeout: settings.requestTimeoutMs * 2,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerUnreadable,
    http: httpOf(settings),
    ...(tls && { serverFactory: httpsServers(tls, httpOf(settings), logger) }),
    // From nobody else are X-Forwarded-* headers believed.
    trustProxy: settings.trustProxy,
    routerOptions: { maxParamLength: 200 },
    // Clients of FHIR write `[base]/` and `[base]/Patient/?name=` as often as without.
    rewriteUrl: ({ url = '/' }) => url.replace(/^(\/fhir\/R4(?:\/[^?]*?)?)\/(?=\?|$)/, '$1'),
    // An address that cannot be read is refused before any hook, and so is logged here.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      greet(request, reply, secure);
      problems.send(error, request, reply);
      logUnreadable(logger, request, reply);
    },
  });
  const fastify = adapter.getInstance();
  allowedMethods.learnFrom(fastify);
  const known = hookInto(fastify, settings, secure);
  const overload = new Overload(settings.requestsAtOnce).watch(fastify);
  answerExpectations(fastify.server);
  logRequests(fastify, logger);
  interceptPlainly();
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(settings), adapter, {
    logger: nestLogger(logger),
    bodyParser: false,
    abortOnError: false,
    routeConflictPolicy: { duplicate: 'error', shadow: 'error' },
    routeResolutionStrategy: 'specificity',
  });
  known.uploaders = app.get(Uploaders);
  app.get(Metrics).observe(fastify, overload.metrics);
  app.get(Telemetry).observe(fastify);
  app.useGlobalFilters(problems);
  app.useGlobalPipes(createValidationPipe());
  if (settings.corsOrigins.length > 0) {
    await app.register(cors, {
      origin: settings.corsOrigins,
      methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH'],
      exposedHeaders: ['ETag', 'X-Request-Id', 'Idempotency-Replayed', 'Retry-After', 'X-Care-Access'],
    });
  }
  await serveConsoleFiles(app);
  if (settings.docs === 'on') serveDocs(app, demoOf(settings));
  return app;
}
