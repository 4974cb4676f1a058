import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { pino } from 'pino';
import { createApplication } from '../../src/application.js';
import { loadSettings } from '../../src/platform/config/load-settings.js';
import { CompactRange } from '../../src/platform/audit/sealing/compact-range.js';
import { sealBatch } from '../../src/platform/audit/sealing/seal-batch.js';
import { signingKey } from '../../src/platform/audit/sealing/signing-key.js';
import { WitnessDelivery } from '../../src/platform/audit/sealing/witness-delivery.js';
import type { Witness } from '../../src/platform/audit/sealing/witness.js';
import { Session } from '../../src/platform/database/session.js';
import { aPatient } from '../support/builders.js';
import { changeBehind } from '../support/processes.js';
import { settingsOfWorld, startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
beforeAll(async () => {
  world = await startWorld({ METRICS_TOKEN: 'for the monitoring only' });
});
afterAll(() => world.close());

describe('The metrics', () => {
  it('count requests by route and status, and tell nothing of patients', async () => {
    const patient = await aPatient(world, { fullName: 'Lê Thị Đo Đếm' });
    await world.as('nurse').get(`/api/v1/patients/${patient.id}`);
    await world.as('nurse').get('/api/v1/patients?name=do%20dem');
    const { status, text } = await world.anonymous.get('/metrics', { Authorization: 'Bearer for the monitoring only' });
    expect(status).toBe(200);
    expect(text).toMatch(/http_request_duration_seconds_count\{[^}]*route="GET \/api\/v1\/patients\/:id"[^}]*\} \d+/);
    expect(text).toMatch(/database_connections\{state="open"\} \d+/);
    expect(text).not.toContain(patient.id);
    expect(text).not.toMatch(/dem|Đếm/);
  });

  it('ask for their token', async () => {
    expect((await world.anonymous.get('/metrics')).status).toBe(401);
    expect((await world.anonymous.get('/metrics', { Authorization: 'Bearer guess' })).status).toBe(401);
  });

  it('are closed while there is no token, and open where the setting says so', async () => {
    const statusWith = async (settings: Record<string, string>) => {
      const loaded = loadSettings({ ...settingsOfWorld(world.database), ...settings });
      const app = await createApplication(loaded, pino({ level: 'silent' }));
      await app.init();
      const { statusCode } = await app.inject('/metrics');
      const empty = await app.inject({ url: '/metrics', headers: { authorization: 'Bearer undefined' } });
      await app.close();
      return [statusCode, empty.statusCode];
    };
    expect(await statusWith({})).toEqual([401, 401]);
    expect(await statusWith({ METRICS: 'open' })).toEqual([200, 200]);
  });
});

describe('The metrics of what was given up', () => {
  const metric = async (name: string): Promise<number> => {
    const { text } = await world.anonymous.get('/metrics', { Authorization: 'Bearer for the monitoring only' });
    return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
  };

  it('count jobs that failed for good, and messages of others that wait for a person', async () => {
    const all = () => Promise.all(['jobs_dead', 'incoming_messages_kept'].map((name) => metric(name)));
    expect(await all()).toEqual([0, 0]);
    await world.sql(`INSERT INTO pgboss.job (name, data) VALUES ('dead-letter', '{"name": "downtime-sheets"}')`);
    await changeBehind(
      world,
      `INSERT INTO incoming_message (protocol, sender, content, content_hash, body_hash, answer, settled_at, state)
         SELECT 'hl7v2', 'lab', '\\x00', repeat('0', 64), repeat(state, 2), '\\x00', now(), state FROM unnest(ARRAY['kept', 'filed', 'kept']) AS state`,
    );
    expect(await all()).toEqual([1, 2]);
  });
});

describe('The metrics of sealing', () => {
  const AN_HOUR = 3600;
  let folder: string;
  let session: Session;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sealing-metrics-'));
    session = await Session.open(world.database.sealerUrl);
  });
  afterAll(async () => {
    await session.close();
    rmSync(folder, { recursive: true });
  });

  const seal = async () => {
    const signer = await signingKey(session.query, join(folder, 'key.pem'), 'hospital/audit');
    while ((await sealBatch(session, signer, new CompactRange(), 5000)).count > 0);
  };
  const deliver = (witness: Partial<Witness>) =>
    new WitnessDelivery(
      session.query,
      { name: 'folder /w', atOnce: 500, lastSize: () => Promise.resolve(0), take: () => Promise.resolve(), ...witness },
      () => undefined,
    ).deliver();
  const metric = async (name: string): Promise<number> => {
    const { text } = await world.anonymous.get('/metrics', { Authorization: 'Bearer for the monitoring only' });
    return Number(new RegExp(`^${name}(?:\\{witness="folder /w"\\})? (\\S+)$`, 'm').exec(text)?.[1]);
  };

  it('tell how old the oldest event is that is not sealed, and how many are', async () => {
    await world.sql(`INSERT INTO audit.event (id, occurred_at, kind, actor_kind, username, entity)
      VALUES (uuidv7('-1 hour'), now() - interval '1 hour', 'create', 'system', 'late', 'x')`);
    expect(await metric('audit_oldest_unsealed_event_seconds')).toBeGreaterThanOrEqual(AN_HOUR);
    // Told beside "ready": a service that cannot seal still serves.
    const waiting = await world.anonymous.get('/health/ready');
    expect(waiting.status).toBe(200);
    expect(waiting.body.unsealedSeconds).toBeGreaterThanOrEqual(AN_HOUR);
    await seal();
    expect((await world.anonymous.get('/health/ready')).body).toEqual({ status: 'ok' });
    expect(await metric('audit_oldest_unsealed_event_seconds')).toBeLessThan(AN_HOUR);
    const { leaves } = elementAt(
      await world.sql<{ leaves: number }>('SELECT count(*)::int AS leaves FROM audit.leaf'),
      0,
    );
    expect(await metric('audit_sealed_events')).toBe(leaves);
    expect(await metric('database_clock_differs_seconds')).toBeLessThan(5);
  });

  it('tell that the clocks of service and database differ', async () => {
    const now = jest.spyOn(Date, 'now').mockImplementation(() => performance.timeOrigin + performance.now() + 300_000);
    try {
      expect(await metric('database_clock_differs_seconds')).toBeGreaterThan(290);
      expect((await world.anonymous.get('/health/ready')).body).toEqual({ status: 'ok', clockDiffersSeconds: 300 });
    } finally {
      now.mockRestore();
    }
  });

  it('tell of a witness that does not take checkpoints, and of one that knows more than the database', async () => {
    await deliver({ take: () => Promise.reject(new Error('away')) });
    expect(await metric('audit_witness_undelivered_seconds')).toBeGreaterThan(0);
    await deliver({});
    expect(await metric('audit_witness_undelivered_seconds')).toBe(0);
    expect(await metric('audit_witness_ahead_events')).toBe(0);
    await deliver({ lastSize: () => Promise.resolve(1_000_000) });
    expect(await metric('audit_witness_ahead_events')).toBeGreaterThan(900_000);
  });
});
