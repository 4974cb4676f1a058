import helmet from '@fastify/helmet';
import { fastify, type FastifyReply, type FastifyRequest } from 'fastify';

/** What answers are read by programs: a browser that opens one runs nothing in it and shows it in no frame. */
const ANSWERS = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: [`'none'`],
      objectSrc: [`'none'`],
      baseUri: [`'none'`],
      formAction: [`'none'`],
      frameAncestors: [`'none'`],
      sandbox: [],
    },
  },
  frameguard: { action: 'deny' },
} as const;

/** The page to try the API in carries one inline script and style of its own; everything else comes from this server. */
const DOCS = {
  ...ANSWERS,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: [`'self'`],
      scriptSrc: [`'self'`, `'unsafe-inline'`],
      styleSrc: [`'self'`, `'unsafe-inline'`],
      imgSrc: [`'self'`, 'data:'],
      objectSrc: [`'none'`],
      baseUri: [`'none'`],
      formAction: [`'self'`],
      frameAncestors: [`'none'`],
    },
  },
};

/** Puts Helmet's headers on an answer, before anything can fail. */
export type SecurityHeaders = (request: Pick<FastifyRequest, 'url'>, reply: FastifyReply) => void;

/** They are the same for all answers of a kind, so Helmet is asked once for each kind. */
export async function askSecurityHeaders(): Promise<SecurityHeaders> {
  const [answers, docs] = await Promise.all([askHelmet(ANSWERS), askHelmet(DOCS)]);
  return ({ url }, reply) => void reply.headers(/^\/docs(?:[/?]|$)/.test(url) ? docs : answers);
}

async function askHelmet(options: typeof ANSWERS | typeof DOCS): Promise<Record<string, string>> {
  const probe = fastify();
  let headers = {};
  await probe.register(helmet, options as object);
  probe.get('/', (_request, reply) => {
    headers = reply.raw.getHeaders();
    return '';
  });
  await probe.inject('/');
  await probe.close();
  return headers;
}
