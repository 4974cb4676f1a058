import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '../config/settings.js';
import { httpProblems, Problem } from '../../kernel/problem.js';
import { fileTooLarge } from '../routes/upload.js';
import { readMultipart } from './multipart.js';

const FORM = 'multipart/form-data';
/** What a form has around its file, in bytes. */
const AROUND_A_FILE = 65_536;
/** Files that a process holds at one time: each is in memory, some times over, until it is stored. */
const MOST_AT_ONCE = 2;
/** How long a sender may take to get going, in ms. */
const BEGINS_AFTER_MS = 2000;

/** Whether the sender of these headers is signed in. */
export type AsksWho = (authorization: string | undefined) => Promise<boolean>;

/** Whether a request may be as large as a file: it is a form, for a route that takes one, of somebody who says who they are. */
export const bringsFile = ({ routeOptions, headers }: FastifyRequest): boolean =>
  routeOptions?.config?.takesFiles === true &&
  headers.authorization !== undefined &&
  headers['content-type']?.toLowerCase().startsWith(FORM) === true;

export const formLimit = ({ fileLimitBytes }: Settings): number => fileLimitBytes + AROUND_A_FILE;

/** A file that is on its way. */
class Arriving {
  /** Bytes that came. */
  received = 0;
  private readonly since = performance.now();
  private readonly left = Promise.withResolvers<true>();
  private readonly lost = Promise.withResolvers<never>();

  /** @param length bytes that are to come */
  constructor(
    readonly length: number,
    private readonly withinMs: number,
  ) {
    this.lost.promise.catch(() => undefined);
  }

  /** Whether it comes so slowly that it will not be whole in time. */
  get isLate(): boolean {
    const share = (performance.now() - this.since - BEGINS_AFTER_MS) / this.withinMs;
    return this.received < this.length && this.received < this.length * share;
  }

  /** Its place is somebody else's. @returns when it has left it */
  async giveUp(): Promise<void> {
    this.lost.reject(new Problem(httpProblems.requestTimeout));
    await this.left.promise;
  }

  leave(): void {
    this.left.resolve(true);
  }

  /** The next bytes. @throws Problem requestTimeout when it lost its place */
  async next(chunks: AsyncIterator<Buffer, undefined>): Promise<Buffer | undefined> {
    const { done, value } = await Promise.race([chunks.next(), this.lost.promise]);
    if (!done) this.received += value.length;
    return value;
  }
}

/** Reads forms where a route takes them, of whom it knows, and nowhere else; some at a time, and who hardly sends gives way. */
export function takeForms(fastify: FastifyInstance, settings: Settings, isSignedIn: AsksWho): void {
  const holding = new WeakMap<FastifyRequest, Arriving>();
  const places = new Set<Arriving>();
  const admit = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    // Of strangers nothing is read: the guard refuses them, by what they asked for.
    if (!(await isSignedIn(request.headers.authorization))) return;
    const most = formLimit(settings);
    const one = new Arriving(Number(request.headers['content-length'] ?? most), settings.requestTimeoutMs);
    // What is small is in nobody's way.
    if (one.length > AROUND_A_FILE) {
      if (places.size >= MOST_AT_ONCE) await [...places].find(({ isLate }) => isLate)?.giveUp();
      if (places.size >= MOST_AT_ONCE) throw new Problem(httpProblems.busy);
      if (reply.raw.destroyed || request.raw.destroyed) return;
      places.add(one);
      reply.raw.once('close', () => {
        places.delete(one);
        one.leave();
      });
    }
    holding.set(request, one);
  };
  fastify.addHook('onRequest', (request, reply, done) => {
    if (bringsFile(request)) admit(request, reply).then(() => done(), done);
    else done();
  });
  fastify.addContentTypeParser(FORM, async (request: FastifyRequest, body: IncomingMessage) => {
    if (request.routeOptions.config.takesFiles !== true) throw new Problem(httpProblems.unsupportedMediaType);
    if (request.headers.authorization === undefined) throw new Problem(httpProblems.unauthenticated);
    const one = holding.get(request);
    if (!one) return {};
    const bytes = await bytesOf(body, one, request, formLimit(settings)).catch((error: unknown) => {
      throw error instanceof Problem ? error : new Problem(httpProblems.malformedBody, { cause: error });
    });
    if (bytes === undefined) throw fileTooLarge(settings.fileLimitBytes);
    const { fields, file, hash } = readMultipart(request.headers['content-type']!, bytes);
    Object.assign(request, { upload: file, bodyHash: hash });
    return fields;
  });
}

/** The body, in memory once; undefined when it is too large. */
async function bytesOf(
  body: IncomingMessage,
  one: Arriving,
  { headers }: FastifyRequest,
  most: number,
): Promise<Buffer | undefined> {
  const told = Number(headers['content-length']);
  if (told > most) return undefined;
  // Where nobody says how much it is, room is made as it comes.
  let bytes = Buffer.allocUnsafeSlow(Number.isNaN(told) ? AROUND_A_FILE : told);
  let length = 0;
  const chunks = (body as AsyncIterable<Buffer, undefined>)[Symbol.asyncIterator]();
  for (let chunk; (chunk = await one.next(chunks)) !== undefined;) {
    if (length + chunk.length > most) return undefined;
    if (length + chunk.length > bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.min(most, Math.max(bytes.length * 2, length + chunk.length)));
      bytes.copy(larger, 0, 0, length);
      bytes = larger;
    }
    length += chunk.copy(bytes, length);
  }
  return bytes.subarray(0, length);
}
