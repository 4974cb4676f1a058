import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Telemetry } from '../../src/platform/telemetry/telemetry.js';
import { aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';

interface Attribute {
  key: string;
  value: { stringValue?: string; intValue?: string };
}
interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  attributes: Attribute[];
  startTimeUnixNano: string;
  endTimeUnixNano: string;
}

const received: { path: string; token: unknown; text: string }[] = [];
let collector: Server;
let world: World;
beforeAll(async () => {
  collector = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (more: string) => (text += more));
    request.on('end', () => {
      received.push({ path: request.url ?? '', token: request.headers['x-token'], text });
      response.end('{}');
    });
  });
  collector.listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const { port } = collector.address() as AddressInfo;
  world = await startWorld({
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-token=a%20b',
    OTEL_TRACES_SAMPLER_ARG: '1',
  });
});
afterAll(async () => {
  await world.close();
  collector.close();
});

const spans = () =>
  received
    .filter(({ path }) => path === '/v1/traces')
    .flatMap(({ text }) => (JSON.parse(text) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] }).resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans.flatMap((one) => one.spans));

describe('Traces and metrics', () => {
  it('tell a collector of requests and their statements, in the trace of the caller, and nothing of anybody', async () => {
    const identifiers = [{ system: 'cccd', value: '079180004321' }];
    const patient = await aPatient(world, { fullName: 'Đặng Thị Bí Mật', phones: ['0908765432'], identifiers });
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const searches = ['name=dang+thi+bi+mat', 'identifier=079180004321', 'q=0908765432'];
    for (const search of searches) await world.as('registrar').get(`/api/v1/patients?${search}`);
    await world.as('registrar').get(`/api/v1/patients/${patient.id}`, { traceparent });
    await world.as('registrar').get(`/api/v1/khong-co/Bi-Mat-${patient.mrn}`);
    const telemetry = world.app.get(Telemetry, { strict: false });
    await telemetry.sendSpans();
    await telemetry.sendMetrics();

    const opened = spans().find(({ traceId }) => traceId === '0af7651916cd43dd8448eb211c80319c')!;
    const mine = spans().filter(({ traceId }) => traceId === opened.traceId);
    const server = mine.find(({ name }) => name === 'GET /api/v1/patients/:id')!;
    expect(server.parentSpanId).toBe('b7ad6b7169203331');
    expect(BigInt(server.endTimeUnixNano) > BigInt(server.startTimeUnixNano)).toBe(true);
    const statements = mine.filter(({ parentSpanId }) => parentSpanId === server.spanId);
    expect(statements.length).toBeGreaterThan(0);
    expect(new Set(spans().flatMap(({ attributes }) => attributes.map(({ key }) => key)))).toEqual(
      new Set([
        ...['http.request.method', 'http.route', 'http.response.status_code', 'benhan.request_id'],
        ...['db.system.name', 'db.query.summary'],
      ]),
    );
    const metrics = received.find(({ path }) => path === '/v1/metrics')!;
    expect(metrics.token).toBe('a b');
    expect(metrics.text).toContain('http_request_duration_seconds');

    const all = received.map(({ text }) => text).join('\n');
    const secrets = ['Mật', 'bi+mat', 'Bi-Mat', 'bi mat', '079180004321', '0908765432', patient.id, patient.mrn];
    const people = Object.values(world.staff).flatMap(({ id, username }) => [id, `"${username}"`]);
    expect([...secrets, ...people].filter((word) => all.includes(word))).toEqual([]);
  });

  it('do nothing without a collector', async () => {
    const other = await startWorld();
    const telemetry = other.app.get(Telemetry, { strict: false });
    const sends = jest.spyOn(globalThis, 'fetch');
    try {
      const traceparent = '00-0af7651916cd43dd8448eb211c80319d-b7ad6b7169203331-01';
      await other.as('registrar').get('/api/v1/patients?name=ai', { traceparent });
      await telemetry.sendSpans();
      // The world before has its collector, and goes on sending.
      expect(sends.mock.calls.filter(([to]) => typeof to === 'string' && to.startsWith('/v1/'))).toEqual([]);
    } finally {
      sends.mockRestore();
      await other.close();
    }
  });
});
