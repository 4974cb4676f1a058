import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES } from '../../src/platform/routes/policy.js';
import { changeBehind } from '../support/processes.js';
import { expectProblem } from '../support/problems.js';
import { startWorld, type World } from '../support/world.js';
import {
  aMachine,
  approve,
  ask,
  assertion,
  connect,
  form,
  PUBLIC_URL,
  REGISTRATION,
  someKeys,
  type Machine,
} from './machines.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
});
afterAll(() => world.close());

const SCOPES = ['system/Patient.rs', 'system/Observation.rs'];
const at = (version: number) => ({ 'If-Match': `"${version}"` });
const change = (id: string, version: number, fields: object) =>
  world.as('admin').patch(`/api/v1/clients/${id}`, fields, at(version));
const token = async (machine: Machine) => ask(world, form(await assertion(machine)));

/** A client that nobody has approved. */
async function waiting(): Promise<Machine> {
  const keys = await someKeys();
  const input = { ...REGISTRATION, scopes: SCOPES, jwks: { keys: [keys.publicJwk] } };
  const { body } = await world.as('admin').post('/api/v1/clients', input);
  return { id: body.id, clientId: body.clientId, version: body.version, keys };
}

describe('A registered client', () => {
  it('gets no token until the privacy officer approved it, and is answered like a stranger meanwhile', async () => {
    const machine = await waiting();
    const answer = await token(machine);
    expect([answer.status, answer.body.error]).toEqual([401, 'invalid_client']);
    const stranger = await token({ ...machine, clientId: 'khong-ai' });
    expect(answer.body.error_description).toBe(stranger.body.error_description);
    const event = elementAt(
      await world.sql(`SELECT detail FROM audit.event WHERE kind = 'sign-in-failed' AND entity_id = $1`, [machine.id]),
      0,
    );
    expect(event.detail.why).toBe('waits for approval');
    const approved = await approve(world, machine.id);
    expect(approved.body).toMatchObject({
      approval: 'approved',
      proposedBy: { id: world.staff.admin.id, fullName: 'Người thử admin' },
      approvedBy: { id: world.staff['privacy-officer'].id },
      approvedAt: expect.stringMatching(/Z$/),
      version: 2,
    });
    expect((await token(machine)).status).toBe(200);
  });

  it('is approved by privacy officers only, in the version they read, once, and never after it was disabled', async () => {
    const { id } = await waiting();
    for (const role of ROLES.filter((one) => one !== 'privacy-officer')) {
      expectProblem(await world.as(role).post(`/api/v1/clients/${id}/approve`, {}, at(1)), 403, 'forbidden');
    }
    await change(id, 1, { scopes: ['system/*.cruds'] });
    expectProblem(await approve(world, id, 1), 412, 'stale-precondition');
    expect((await approve(world, id, 2)).status).toBe(200);
    expectProblem(await approve(world, id, 3), 409, 'client-approved');
    await world.as('admin').post(`/api/v1/clients/${id}/disable`, {}, at(3));
    expectProblem(await approve(world, id, 4), 409, 'client-disabled');
    expectProblem(await approve(world, '01900000-0000-7000-8000-000000000000'), 404, 'client-not-found');
  });

  it('stands in the list of those that wait, and no more once it is approved; the trail says who did', async () => {
    const { id } = await waiting();
    const listed = async (approval: string) =>
      (await world.as('privacy-officer').get(`/api/v1/clients?approval=${approval}&limit=100`)).body.items.some(
        (item: { id: string }) => item.id === id,
      ) as boolean;
    expect([await listed('waiting'), await listed('approved')]).toEqual([true, false]);
    await approve(world, id);
    expect([await listed('waiting'), await listed('approved')]).toEqual([false, true]);
    const [event] = await world.sql(
      `SELECT username, changes FROM audit.event WHERE entity_id = $1 AND kind = 'update'`,
      [id],
    );
    expect(event).toMatchObject({
      username: 'privacy-officer',
      changes: { approved_by: [null, world.staff['privacy-officer'].id], approved_at: [null, expect.any(String)] },
    });
  });
});

describe('An approved client', () => {
  it.each([
    ['new keys', (key: object) => ({ jwks: { keys: [key] } })],
    ['an address of keys', () => ({ jwksUrl: 'https://lis.example/jwks.json' })],
    ['a further scope', () => ({ scopes: [...SCOPES, 'system/Encounter.rs'] })],
    ['wider scopes', () => ({ scopes: ['system/*.rs'] })],
  ])('with %s waits again, and its running tokens with it', async (_what, fields) => {
    const machine = await aMachine(world, SCOPES);
    const client = await connect(world, machine);
    expect((await client.get('/fhir/R4/Patient?name=khong')).status).toBe(200);
    const changed = await change(machine.id, 2, fields((await someKeys()).publicJwk));
    expect(changed.body).toMatchObject({ approval: 'waiting', approvedBy: null, approvedAt: null });
    expect((await client.get('/fhir/R4/Patient?name=khong')).status).toBe(401);
    expect((await token(machine)).status).toBe(401);
    await approve(world, machine.id, 3);
    expect((await client.get('/fhir/R4/Patient?name=khong')).status).toBe(200);
  });

  it.each([
    ['another name', { name: 'LIS mới', purpose: 'Khác', contact: '0900000000' }],
    ['fewer scopes', { scopes: [SCOPES[0]] }],
    ['the same scopes', { scopes: SCOPES }],
  ])('with %s works on: that gives it nothing', async (_what, fields) => {
    const machine = await aMachine(world, SCOPES);
    expect((await change(machine.id, 2, fields)).body.approval).toBe('approved');
    expect((await token(machine)).status).toBe(200);
  });

  it('with fewer keys works on with those left, and waits when one comes back', async () => {
    const [kept, gone] = [await someKeys(), await someKeys()];
    const keys = [gone.publicJwk, kept.publicJwk];
    const machine = await aMachine(world, SCOPES, { jwks: { keys } }, kept);
    expect((await change(machine.id, 2, { jwks: { keys: [kept.publicJwk] } })).body.approval).toBe('approved');
    expect((await token(machine)).status).toBe(200);
    expect((await change(machine.id, 3, { jwks: { keys } })).body.approval).toBe('waiting');
    const forged = { ...gone.publicJwk, kid: kept.kid };
    await approve(world, machine.id, 4);
    expect((await change(machine.id, 5, { jwks: { keys: [forged] } })).body.approval).toBe('waiting');
  });

  it('cannot be changed behind the service without waiting, nor approved by who changed it', async () => {
    const { id } = await aMachine(world, SCOPES);
    await changeBehind(
      world,
      `UPDATE machine_client SET scopes = '{system/*.cruds}', approved_at = now() WHERE id = '${id}'`,
    );
    expect((await world.as('admin').get(`/api/v1/clients/${id}`)).body.approval).toBe('waiting');
    const { id: other } = await waiting();
    await expect(
      changeBehind(
        world,
        `UPDATE machine_client SET approved_at = now(), approved_by = proposed_by WHERE id = '${other}'`,
      ),
    ).rejects.toThrow('machine_client_second_person');
  });

  it('is not approved by who set its keys as administrator and became privacy officer since', async () => {
    const { id } = await waiting();
    const officer = world.staff['privacy-officer'].id;
    await changeBehind(world, `UPDATE machine_client SET proposed_by = '${officer}' WHERE id = '${id}'`);
    expectProblem(await approve(world, id, 2), 403, 'client-own-approval');
  });
});
