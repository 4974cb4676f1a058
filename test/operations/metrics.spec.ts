import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';

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

  it('ask for their token when one is set', async () => {
    expect((await world.anonymous.get('/metrics')).status).toBe(401);
    expect((await world.anonymous.get('/metrics', { Authorization: 'Bearer guess' })).status).toBe(401);
  });
});
