import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { aMachine, connect, PUBLIC_URL } from '../clients/machines.js';
import { startWorld } from '../support/world.js';
import pg from 'pg';

it('A batch that takes longer than a line stays open answers the rest of its entries 503, and has done exactly the others', async () => {
  const world = await startWorld({ PUBLIC_URL, REQUEST_TIMEOUT_MS: '2000' });
  try {
    const machine = await connect(world, await aMachine(world, ['system/Organization.cruds']), 'system/Organization.c');
    const name = randomUUID();
    const entry = Array.from({ length: 1000 }, (_, at) => ({
      resource: { resourceType: 'Organization', id: `o${at}`, name },
      request: { method: 'POST', url: 'Organization' },
    }));
    const { status, body } = await machine.post('/fhir/R4', { resourceType: 'Bundle', type: 'batch', entry });
    const answers = (body.entry as { response: { status: string; outcome?: object } }[]).map(
      ({ response }) => response,
    );
    const done = answers.filter((answer) => answer.status.startsWith('201')).length;
    expect([status, answers.length]).toEqual([200, 1000]);
    expect(answers.slice(done).every((answer) => answer.status === '503' && answer.outcome)).toBe(true);
    expect([done > 0, done < 1000]).toEqual([true, true]);
    const [row] = await world.sql(`SELECT count(*)::int AS n FROM fhir_source WHERE resource->>'name' = $1`, [name]);
    expect(row).toEqual({ n: done });
  } finally {
    await world.close();
  }
});

it('An entry that finds its record held is answered 503 in its place, and those before and behind it are done', async () => {
  const world = await startWorld({ PUBLIC_URL, STATEMENT_TIMEOUT_MS: '2000' });
  const holder = new pg.Client(world.database.superuserUrl);
  try {
    await holder.connect();
    const scopes = ['system/Organization.cruds'];
    const machine = await connect(world, await aMachine(world, scopes), 'system/Organization.cruds');
    const organization = (id: string, name: string) => ({ resourceType: 'Organization', id, name });
    const post = (id: string) => ({
      resource: organization(id, randomUUID()),
      request: { method: 'POST', url: 'Organization' },
    });
    const first = await machine.post('/fhir/R4/Organization', organization('giu', 'Phòng khám cũ'));
    const put = {
      resource: organization(first.body.id, 'Phòng khám mới'),
      request: { method: 'PUT', url: `Organization/${first.body.id}`, ifMatch: 'W/"1"' },
    };
    await holder.query('BEGIN; SELECT FROM fhir_source FOR UPDATE');
    const { status, body } = await machine.post('/fhir/R4', {
      resourceType: 'Bundle',
      type: 'batch',
      entry: [post('truoc'), put, post('sau')],
    });
    const answers = (body.entry as { response: { status: string } }[]).map(({ response }) =>
      response.status.slice(0, 3),
    );
    expect([status, answers]).toEqual([200, ['201', '503', '201']]);
  } finally {
    await holder.end();
    await world.close();
  }
});
