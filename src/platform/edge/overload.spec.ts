import { AsyncLocalStorage } from 'node:async_hooks';
import type { AddressInfo } from 'node:net';
import { PassThrough, Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fastify from 'fastify';
import type { RouteOptions } from '../routes/route.decorator.js';
import { lists, listsOf, reads, searches } from '../routes/disclosure.js';
import { Problem } from '../../kernel/problem.js';
import { until } from '../../../test/support/until.js';
import { Overload } from './overload.js';

const base = { summary: '', discloses: 'nothing' } as const;
const ROUTES: Readonly<Record<string, RouteOptions & { method?: string }>> = {
  '/report': { ...base, action: 'audit.read' },
  '/paper': { ...base, action: 'chart.read', answer: { mediaType: 'application/pdf', schema: {} } },
  '/board': { ...base, action: 'ward.board', scope: 'ward', discloses: lists('patient', () => undefined) },
  '/search': { ...base, action: 'patient.search', method: 'POST', discloses: searches('patient', () => never()) },
  '/chart': { ...base, action: 'chart.read', discloses: reads('patient', () => never()) },
  '/vitals-of-one': { ...base, action: 'chart.read', discloses: listsOf('vital_signs') },
  '/chart-vitals': { ...base, action: 'vitals.write', method: 'POST' },
  '/login': { ...base, action: 'public', method: 'POST' },
  '/ready': { ...base, action: 'public', probe: true },
};
const never = () => {
  throw new Error('asked of nobody');
};

const turn = () =>
  new Promise<void>((resolve) => {
    setImmediate(resolve);
  });

describe('When more comes than can be answered', () => {
  const service = fastify();
  const ends: (() => void)[] = [];
  beforeAll(async () => {
    new Overload(16).watch(service);
    service.setErrorHandler((error, _request, reply) => {
      const problem = error as Problem;
      return reply
        .status(problem.kind.status)
        .headers(problem.options.headers ?? {})
        .send('');
    });
    const waits = { ...base, action: 'signed-in' } as const;
    service.get(
      '/waits',
      { config: { declared: waits } },
      () =>
        new Promise((resolve) => {
          ends.push(() => {
            resolve('done');
          });
        }),
    );
    for (const [url, { method = 'GET', ...declared }] of Object.entries(ROUTES)) {
      service.route({ method, url, config: { declared }, handler: () => 'done' });
    }
    await service.ready();
  });
  afterAll(() => service.close());

  const answers = async () => {
    const told: Record<string, string> = {};
    for (const [url, { method = 'GET' }] of Object.entries(ROUTES)) {
      const { statusCode, headers } = await service.inject({ url, method: method as 'GET' });
      told[url] = statusCode === 200 ? 'let in' : `${statusCode}, again after ${headers['retry-after']}`;
    }
    return told;
  };
  const inHand = async (count: number) => {
    while (ends.length < count) {
      void service.inject('/waits').then();
      await turn();
    }
  };

  it('reports are refused first, then lists and searches, then reading; charting, signing in and probes go on', async () => {
    const [report, list, read] = [10, 3, 2].map((seconds) => `503, again after ${seconds}`);
    expect(new Set(Object.values(await answers()))).toEqual(new Set(['let in']));
    await inHand(2);
    expect(await answers()).toMatchObject({ '/report': report, '/paper': report, '/board': 'let in' });
    await inHand(4);
    expect(await answers()).toMatchObject({ '/board': list, '/search': list, '/chart': 'let in' });
    await inHand(8);
    const at8 = await answers();
    expect((await service.inject({ url: '/chart', method: 'HEAD' })).statusCode).toBe(503);
    expect(at8).toMatchObject({ '/chart': read, '/vitals-of-one': read });
    expect(at8).toMatchObject({ '/chart-vitals': 'let in', '/login': 'let in', '/ready': 'let in' });
    for (const end of ends) end();
    await turn();
    expect(new Set(Object.values(await answers()))).toEqual(new Set(['let in']));
  });
});

describe('One caller who asks for much at once', () => {
  // Who reads no further keeps a connection open, for which an end waits otherwise.
  const service = fastify({ forceCloseConnections: true });
  const asks = new AsyncLocalStorage<string>();
  const ends: (() => void)[] = [];
  const begun: (string | undefined)[] = [];
  const downloads: PassThrough[] = [];
  /** What ends the making of a download that nobody can end by going away. */
  const slow: (() => void)[] = [];
  beforeAll(async () => {
    service.addHook('onRequest', (request, _reply, next) => {
      asks.run(request.headers.authorization!, next);
    });
    new Overload(400).watch(service);
    service.setErrorHandler((error, _request, reply) => reply.status((error as Problem).kind.status).send(''));
    service.get('/waits', { config: { declared: { ...base, action: 'signed-in' } } }, () => {
      begun.push(asks.getStore());
      return new Promise((resolve) => {
        ends.push(() => {
          resolve('done');
        });
      });
    });
    const answer = { mediaType: 'application/x-ndjson', schema: {} };
    service.get('/export', { config: { declared: { ...base, action: 'audit.read', answer } } }, (_request, reply) => {
      const lines = new PassThrough();
      downloads.push(lines);
      lines.write('{}');
      return reply.send(lines);
    });
    service.get('/slow', { config: { declared: { ...base, action: 'audit.read', answer } } }, (_request, reply) =>
      reply.send(
        Readable.from(
          (async function* () {
            yield '{}';
            await new Promise<void>((resolve) => {
              slow.push(resolve);
            });
          })(),
        ),
      ),
    );
    await service.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(() => service.close());

  it('has four downloads made for them while they are sent, and the next when one is over; nobody else waits', async () => {
    const { port } = service.server.address() as AddressInfo;
    const download = (authorization: string) =>
      fetch(`http://127.0.0.1:${port}/export`, { headers: { authorization } });
    const many = Array.from({ length: 6 }, () => download('one'));
    await until(() => downloads.length >= 4);
    const [first, other] = await Promise.all([many[0], download('other')]);
    expect([downloads.length, other.status]).toEqual([5, 200]);
    // Who goes without a word makes room as well.
    await first?.body?.cancel();
    await until(() => downloads.length >= 6);
    for (const one of downloads) one.end();
    await until(() => downloads.length >= 7);
    downloads.at(-1)?.end();
    expect((await Promise.all(many)).map(({ status }) => status)).toEqual(Array(6).fill(200));
    await other.body?.cancel();
  });

  it('has no more worked on at once by going away: a turn ends when its work ends, and who only waited leaves the line', async () => {
    const { port } = service.server.address() as AddressInfo;
    const leaving = new AbortController();
    const before = begun.length;
    const asked = Array.from({ length: 20 }, () =>
      fetch(`http://127.0.0.1:${port}/waits`, { headers: { authorization: 'gone' }, signal: leaving.signal }).catch(
        () => undefined,
      ),
    );
    await until(() => begun.length === before + 16);
    leaving.abort();
    await Promise.all(asked);
    const again = ask('gone', 3);
    again.forEach((one) => void one.then());
    expect(await settled()).toBe(before + 16);
    ends.splice(0, 2).forEach((end) => {
      end();
    });
    expect(await settled()).toBe(before + 18);
    for (let n = 0; n < 3; n++) {
      ends.splice(0).forEach((end) => {
        end();
      });
      await settled();
    }
    expect((await Promise.all(again)).map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    expect(begun.length).toBe(before + 19);
    begun.length = before;
  });

  it('has what is made for a download counted until it is no longer made, though nobody reads it', async () => {
    const { port } = service.server.address() as AddressInfo;
    const leaving = new AbortController();
    const [before, held] = [downloads.length, slow.length];
    const asked = Array.from({ length: 6 }, () =>
      fetch(`http://127.0.0.1:${port}/slow`, { headers: { authorization: 'two' }, signal: leaving.signal }).catch(
        () => undefined,
      ),
    );
    await until(() => slow.length === held + 4);
    leaving.abort();
    await Promise.all(asked);
    const next = fetch(`http://127.0.0.1:${port}/slow`, { headers: { authorization: 'two' } });
    for (let n = 0; n < 20; n++) await turn();
    expect([slow.length - held, downloads.length]).toEqual([4, before]);
    slow.forEach((end) => {
      end();
    });
    await until(() => slow.length === held + 5);
    slow.at(-1)?.();
    expect(await (await next).text()).toBe('{}');
  });

  const ask = (authorization: string, count: number) =>
    Array.from({ length: count }, () => service.inject({ url: '/waits', headers: { authorization } }));
  const settled = async () => {
    for (let n = 0; n < 20; n++) await turn();
    return begun.length;
  };

  it('waits for their own requests, which keep who they are of, and nobody else does', async () => {
    const many = ask('Bearer one', 16 + 64);
    many.forEach((one) => void one.then());
    await settled();
    // Who asks for more than may wait is told so.
    expect((await ask('Bearer one', 1)[0])?.statusCode).toBe(503);
    // However the same token is sent.
    expect((await ask('bEARER   one and more', 1)[0])?.statusCode).toBe(503);
    // Nor does a HEAD, which is as much work, go past the line.
    const head = { method: 'HEAD', url: '/waits', headers: { authorization: 'Bearer one' } } as const;
    expect((await service.inject(head)).statusCode).toBe(503);
    expect(await settled()).toBe(16);
    const [other] = ask('other', 1);
    void other!.then();
    expect(await settled()).toBe(17);
    expect(begun.at(-1)).toBe('other');
    // What makes room is somebody else's request; what goes on is the caller's own.
    asks.run('nobody', () => {
      ends.splice(0, 5).forEach((end) => {
        end();
      });
    });
    expect(await settled()).toBe(22);
    for (let n = 0; n < 8; n++) {
      ends.splice(0).forEach((end) => {
        end();
      });
      await settled();
    }
    expect((await Promise.all([...many, other])).map((answer) => answer?.statusCode)).toEqual(Array(81).fill(200));
    expect(begun.filter((who) => who === 'Bearer one')).toHaveLength(80);
  });
});
