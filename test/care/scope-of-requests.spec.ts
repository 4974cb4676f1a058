import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { RecordedRead } from '../../src/platform/audit/recorded-read.js';
import { CareRelationship } from '../../src/platform/care/care-relationship.js';
import { Database } from '../../src/platform/database/database.js';
import { runInContext } from '../../src/kernel/request-context.js';
import { aWholeChart } from '../support/whole-chart.js';
import { entranceOf } from '../support/door.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { PASSWORD, startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
let one: string;
let other: string;
beforeAll(async () => {
  world = await startWorld();
  one = (await aWholeChart(world)).patientId;
  other = (await aWholeChart(world)).patientId;
});
afterAll(() => world.close());

describe('What a request may see', () => {
  it('a request that names one record sees its patient only, also for roles whose work is with all', async () => {
    const care = world.app.get(CareRelationship, { strict: false });
    const order = elementAt(await world.sql('SELECT id FROM service_order WHERE patient_id = $1', [one]), 0);
    const scopeOf = async (role: string, route: string, asked: object = {}, options: object = {}) => {
      const context = { route, actor: { kind: 'staff', role, id: world.staff.doctor.id, username: role } };
      const declared = { action: 'order.read', discloses: {}, summary: '', ...options };
      await care.decideScope(context as never, declared as never, { params: {}, query: {}, body: {}, ...asked });
      return (context as { scope?: string }).scope;
    };
    const read = 'GET /api/v1/orders/:id';
    for (const role of ['lab', 'pharmacist', 'registrar', 'records-officer']) {
      expect(await scopeOf(role, read, { params: { id: order.id } })).toBe(`{${one}}`);
    }
    expect(await scopeOf('lab', read, { params: { id: other } })).toBe('{}');
    expect(await scopeOf('lab', 'GET /api/v1/patients/:id', { params: { id: one.toUpperCase() } })).toBe(`{${one}}`);
    expect(await scopeOf('lab', 'GET /fhir/R4/Observation', { query: { patient: `Patient/${one}` } })).toBe(`{${one}}`);
    expect(await scopeOf('registrar', 'POST /x', { body: { patientId: one } }, { scope: 'admission' })).toBe(
      `{${one}}`,
    );
    expect(await scopeOf('lab', 'GET /api/v1/orders', {}, { scope: 'mine' })).toBe(`^lab 30 ${world.staff.doctor.id}`);
    expect(await scopeOf('registrar', 'GET /api/v1/patients', {}, { scope: 'names' })).toBe('+{}');
    expect(await scopeOf('registrar', 'GET /api/v1/roster', {}, { scope: 'nobody', discloses: 'nothing' })).toBe('');
    expect(await scopeOf('auditor', read, { params: { id: order.id } })).toBe('#');
    expect(await scopeOf('admin', read, { params: { id: order.id } })).toBe('');
  });

  it('a HEAD is decided about, and told of, as its GET is', async () => {
    await worksOnlyIn(world, 'head-nurse');
    const { username } = world.staff['head-nurse'];
    const { body } = await world.anonymous.post('/api/v1/auth/login', { username, password: PASSWORD });
    const head = (path: string) =>
      request(entranceOf(world.app)).head(path).set('Authorization', `Bearer ${body.accessToken}`);
    const asked = [`Patient?_id=${one}`, `Condition?patient=${one}`, `Patient/${one}`];
    const seen: unknown[] = [];
    for (const path of asked) {
      const answer = await head(`/fhir/R4/${path}`);
      const events = await world.sql('SELECT kind, entity, patient_id FROM audit.event WHERE request_id = $1', [
        answer.headers['x-request-id'],
      ]);
      seen.push([answer.status, events]);
    }
    const refused = (entity: string) => [403, [{ kind: 'refusal', entity, patient_id: one }]];
    expect(seen).toEqual(['GET /fhir/R4/Patient', 'GET /fhir/R4/Condition', 'GET /fhir/R4/Patient/:id'].map(refused));
  });

  it('requests that share a read do not share what they see', async () => {
    // As if the condition had been forgotten.
    const everyone = new RecordedRead<{ seen: string[] }>(world.app.get(Database, { strict: false }), {
      name: 'test.forgotten',
      kind: 'patient',
      entity: 'patient',
      subject: 'SELECT id AS patient_id, NULL::uuid AS encounter_id FROM patient WHERE id = asked.entity_id',
      shows: 'SELECT array_agg(id::text) AS seen FROM patient WHERE asked.place IS NOT NULL',
    });
    const read = (scope: string, username: string) => {
      const actor = { kind: 'system', username } as const;
      const request = {
        requestId: username,
        language: 'en',
        purpose: 'TREAT',
        route: 'GET /test',
        path: '/test',
      } as const;
      return runInContext({ ...request, actor, scope }, () => everyone.of(scope === `{${other}}` ? other : one));
    };
    const asked = Array.from({ length: 20 }, (_, n) => elementAt(['*', `{${one}}`, `{${other}}`, `{${one}}`], n % 4));
    const rows = await Promise.all(asked.map((scope, n) => read(scope, `person-${n}`)));
    rows.forEach((row, n) => {
      if (asked[n] === '*') expect(row?.seen).toEqual(expect.arrayContaining([one, other]));
      else expect(row?.seen).toEqual([elementAt(asked, n).slice(1, -1)]);
    });
  });
});
