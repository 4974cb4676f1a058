import helmet from '@fastify/helmet';
import { fastify, type FastifyInstance } from 'fastify';

const OPTIONS = {
  contentSecurityPolicy: {
    // The docs page carries one inline script and style of its own; everything else comes from this server.
    directives: {
      defaultSrc: [`'self'`],
      scriptSrc: [`'self'`, `'unsafe-inline'`],
      styleSrc: [`'self'`, `'unsafe-inline'`],
      imgSrc: [`'self'`, 'data:'],
      upgradeInsecureRequests: null,
    },
  },
};

/** Puts Helmet's headers on every answer. They are the same for all, so Helmet is asked once instead of each time. */
export async function addSecurityHeaders(service: FastifyInstance): Promise<void> {
  const headers = await askHelmet();
  service.addHook('onRequest', (_request, reply, next) => {
    void reply.headers(headers);
    next();
  });
}

async function askHelmet(): Promise<Record<string, string>> {
  const probe = fastify();
  let headers = {};
  await probe.register(helmet, OPTIONS);
  probe.get('/', (_request, reply) => {
    headers = reply.raw.getHeaders();
    return '';
  });
  await probe.inject('/');
  await probe.close();
  return headers;
}
