import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aMachine, connect, PUBLIC_URL } from '../clients/machines.js';
import { startWorld, type Client, type World } from '../support/world.js';

let world: World;
let machine: Client;
let other: Client;
const SCOPES = ['system/ServiceRequest.rs', 'system/Patient.rs', 'system/Subscription.crus'];
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL, OUTGOING_HOSTS: 'lis.example' });
  const of = async () => connect(world, await aMachine(world, SCOPES), SCOPES.join(' '));
  [machine, other] = [await of(), await of()];
});
afterAll(() => world.close());

const asked = (more: object = {}, channel: object = {}) => ({
  resourceType: 'Subscription',
  status: 'requested',
  reason: 'LIS: chỉ định mới',
  criteria: 'ServiceRequest?',
  channel: { type: 'rest-hook', endpoint: 'https://lis.example/hooks', ...channel },
  ...more,
});
const path = '/fhir/R4/Subscription';

describe('A Subscription', () => {
  it('is asked for by a machine for itself, approved by a person, read, and ended', async () => {
    const made = await machine.post(path, asked());
    expect([made.status, made.body.status, made.headers.etag]).toEqual([201, 'requested', 'W/"1"']);
    expect(made.body.extension[0].valueString).toMatch(/^whsec_/);
    const own = `${path}/${made.body.id}`;
    const waiting = await machine.get(own);
    expect([waiting.body.status, waiting.body.extension, waiting.body.criteria]).toEqual([
      'requested',
      undefined,
      'ServiceRequest?',
    ]);
    const approved = await world
      .as('privacy-officer')
      .post(`/api/v1/subscriptions/${made.body.id}/approve`, {}, { 'If-Match': '"1"' });
    expect(approved.status).toBe(200);
    const active = await machine.get(own);
    expect(active.body.status).toBe('active');
    expect((await machine.get(path)).body.entry).toHaveLength(1);
    const off = { ...active.body, status: 'off' };
    expect([
      (await machine.put(own, off)).status,
      (await machine.put(own, off, { 'If-Match': 'W/"1"' })).status,
    ]).toEqual([428, 412]);
    const ended = await machine.put(own, off, { 'If-Match': String(active.headers.etag) });
    expect([ended.status, ended.body.status]).toEqual([200, 'off']);
  });

  it('is found and ended however many came after it, and listed page by page', async () => {
    const many = await connect(world, await aMachine(world, ['system/*.cruds']), 'system/*.cruds');
    const oldest = (await many.post(path, asked())).body;
    const columns = 'client_id, name, channel, address, topics, secret, proposed_by';
    await world.sql(
      `WITH who AS MATERIALIZED (SELECT set_config('emr.context', '{"actorKind":"system","username":"test"}', true)),
         made AS (INSERT INTO subscription (${columns}) SELECT ${columns} FROM subscription, who, generate_series(1, 100) WHERE id = $1 RETURNING id)
       INSERT INTO subscription_state (subscription_id) SELECT id FROM made`,
      [oldest.id],
    );
    const off = { ...oldest, extension: undefined, status: 'off' };
    const ended = await many.put(`${path}/${oldest.id}`, off, { 'If-Match': 'W/"1"' });
    expect([ended.status, ended.body.status]).toEqual([200, 'off']);
    const page = (await many.get(path)).body as {
      entry: { resource: { id: string } }[];
      link: { relation: string; url: string }[];
    };
    const next = page.link.find(({ relation }) => relation === 'next')!.url;
    const last = (await many.get(next.slice(next.indexOf('/fhir/R4')))).body;
    const listed = [...page.entry, ...last.entry].map(({ resource }) => resource.id);
    expect([page.entry.length, new Set(listed).size, listed.includes(oldest.id)]).toEqual([100, 101, true]);
    expect(last.link).toHaveLength(1);
  });

  it('is no other machine’s to see or end', async () => {
    const { body } = await machine.post(path, asked());
    const theirs = await other.get(`${path}/${body.id}`);
    const ended = await other.put(`${path}/${body.id}`, { ...body, status: 'off' }, { 'If-Match': 'W/"1"' });
    expect([theirs.status, ended.status, (await other.get(path)).body.entry]).toEqual([404, 404, []]);
  });

  it.each([
    [asked({ criteria: 'ServiceRequest?status=active' }), 400, 'criteria-not-taken'],
    [asked({ criteria: 'Observation?' }), 400, 'criteria-not-taken'],
    [asked({ criteria: 'constructor' }), 400, 'criteria-not-taken'],
    [asked({}, { type: 'email' }), 400, 'channel-not-taken'],
    [asked({}, { payload: 'application/fhir+json' }), 400, 'channel-not-taken'],
    [asked({}, { header: ['Authorization: Bearer x'] }), 400, 'channel-not-taken'],
    [asked({ reason: undefined }), 400, 'required'],
    [asked({}, { endpoint: 'https://elsewhere.example/x' }), 400, 'host-allowed'],
    [asked({ criteria: 'DiagnosticReport?' }), 422, ''],
  ])('%j is refused with %i and why', async (body, status, rule) => {
    const answer = await machine.post(path, body);
    expect([answer.status, answer.body.resourceType, answer.text.includes(rule)]).toEqual([
      status,
      'OperationOutcome',
      true,
    ]);
  });

  it('is not for people, nor for machines without its scope', async () => {
    const without = await connect(world, await aMachine(world, ['system/Patient.rs']), 'system/Patient.rs');
    expect((await without.get(path)).status).toBe(403);
    for (const role of ['admin', 'doctor', 'lab'] as const) expect((await world.as(role).get(path)).status).toBe(403);
  });
});
