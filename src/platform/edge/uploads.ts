import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Settings } from '../config/settings.js';
import { httpProblems, Problem } from '../../kernel/problem.js';
import '../routes/upload.js';
import { readMultipart } from './multipart.js';

const FORM = 'multipart/form-data';
/** What a form has around its file, in bytes. */
const AROUND_A_FILE = 65_536;
/** Files that a process holds at one time: each is in memory, some times over, until it is stored. */
const MOST_AT_ONCE = 2;

/** Whether a request may be as large as a file: it is a form, for a route that takes one, of somebody who says who they are. */
export const bringsFile = ({ routeOptions, headers }: FastifyRequest): boolean =>
  routeOptions?.config?.takesFiles === true &&
  headers.authorization !== undefined &&
  headers['content-type']?.toLowerCase().startsWith(FORM) === true;

export const formLimit = ({ fileLimitBytes }: Settings): number => fileLimitBytes + AROUND_A_FILE;

/** Reads forms where a route takes them, and nowhere else; some at a time. */
export function takeForms(fastify: FastifyInstance, settings: Settings): void {
  let atOnce = 0;
  fastify.addHook('onRequest', async (request, reply) => {
    if (!bringsFile(request)) return;
    if (atOnce === MOST_AT_ONCE) throw new Problem(httpProblems.busy);
    atOnce += 1;
    reply.raw.once('close', () => (atOnce -= 1));
  });
  const options = { parseAs: 'buffer', bodyLimit: formLimit(settings) } as const;
  fastify.addContentTypeParser(FORM, options, (request, body, done) => {
    try {
      const { config } = request.routeOptions;
      if (config.takesFiles !== true) throw new Problem(httpProblems.unsupportedMediaType);
      if (request.headers.authorization === undefined) throw new Problem(httpProblems.unauthenticated);
      const { fields, file, hash } = readMultipart(request.headers['content-type']!, body as unknown as Buffer);
      Object.assign(request, { upload: file, bodyHash: hash });
      done(null, fields);
    } catch (error) {
      done(error as Error);
    }
  });
}
