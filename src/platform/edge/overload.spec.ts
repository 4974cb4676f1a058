import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fastify from 'fastify';
import type { RouteOptions } from '../routes/route.decorator.js';
import { lists, listsOf, reads, searches } from '../routes/disclosure.js';
import { Problem } from '../../kernel/problem.js';
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
    expect(at8).toMatchObject({ '/chart': read, '/vitals-of-one': read });
    expect(at8).toMatchObject({ '/chart-vitals': 'let in', '/login': 'let in', '/ready': 'let in' });
    for (const end of ends) end();
    await turn();
    expect(new Set(Object.values(await answers()))).toEqual(new Set(['let in']));
  });
});
