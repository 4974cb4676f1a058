import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { needsOf, scopeText } from '../../src/platform/routes/scope.rules.js';
import { anOrder, aPatient } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { routesOf, somePath, type DeclaredRoute } from '../support/routes.js';
import { clientOf, startWorld, type Client, type World } from '../support/world.js';
import { aMachine, approve, ask, assertion, connect, form, PUBLIC_URL, someKeys, type Machine } from './machines.js';

let world: World;
let routes: DeclaredRoute[];
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL, CLIENT_JWKS_HTTP: 'true', KEY_SET_NETWORKS: '127.0.0.0/8' });
  routes = routesOf(world.app).filter(
    ({ declaration, name }) => declaration?.action !== 'public' && !name.includes(':code'),
  );
});
afterAll(() => world.close());
afterEach(() => void jest.restoreAllMocks());

const call = (client: Client, { method }: DeclaredRoute, path: string) =>
  method === 'get' || method === 'delete' ? client[method](path) : client[method](path, bodyFor(path));
const bodyFor = (path: string) =>
  path === '/fhir/R4'
    ? {
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [
          { resource: { resourceType: 'Condition' }, request: { method: 'POST', url: 'Condition' } },
          { resource: { resourceType: 'Encounter', id: 'a' }, request: { method: 'PUT', url: 'Encounter/a' } },
        ],
      }
    : {};
const pathOf = ({ path }: DeclaredRoute) => somePath(path.replace(':type', 'Immunization'));
/** The scopes a call of a route needs, as its declaration says. */
const scopesFor = (route: DeclaredRoute): string[] => {
  const params = { type: 'Immunization' };
  return needsOf(route.declaration!.scopes!, { params, headers: {}, body: bodyFor(route.path) }).map(scopeText);
};
const TAKEN = new Date(Date.now() - 3_600_000).toISOString();
const CODE = { coding: [{ system: 'http://loinc.org', code: '2823-3', display: 'Kali' }] };
const reportFor = (order: { id: string; patientId: string }) => ({
  resourceType: 'DiagnosticReport',
  status: 'final',
  basedOn: [{ reference: `ServiceRequest/${order.id}` }],
  subject: { reference: `Patient/${order.patientId}` },
  code: CODE,
  effectiveDateTime: TAKEN,
  contained: [
    {
      resourceType: 'Observation',
      id: 'k',
      status: 'final',
      code: CODE,
      valueQuantity: { value: 5.9, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
    },
  ],
  result: [{ reference: '#k' }],
});

describe('What a machine may call', () => {
  it('is each route of FHIR and HL7 v2, with exactly the scope the route names', async () => {
    const machine = await aMachine(world, ['system/*.cruds', 'system/BulkExport.c']);
    const open = routes.filter(({ declaration }) => declaration?.scopes);
    expect(open.length).toBeGreaterThan(15);
    for (const route of open) {
      const scopes = scopesFor(route);
      const allowed = await call(await connect(world, machine, scopes.join(' ')), route, pathOf(route));
      expect(`${route.name} ${allowed.status}`).not.toMatch(/ (401|403|5\d\d)$/);
      // Everything but one of them.
      for (const missing of scopes) {
        const [, type, right] = /system\/(\w+|\*)\.(\w)/.exec(missing)!;
        const rest = [
          `system/${type}.${'cruds'.replace(right!, '')}`,
          type === 'Practitioner' ? 'system/Location.cruds' : 'system/Practitioner.cruds',
          ...scopes,
        ];
        const client = await connect(world, machine, rest.filter((scope) => scope !== missing).join(' '));
        const refused = await call(client, route, pathOf(route));
        expect(`${route.name} ${missing} ${refused.status}`).toBe(`${route.name} ${missing} 403`);
        const said = route.path.startsWith('/fhir') ? refused.body.issue[0].diagnostics : refused.body.detail;
        expect(said).toContain(missing);
      }
    }
  });

  it('is nothing that is for people, whatever its scopes', async () => {
    const client = await connect(world, await aMachine(world, ['system/*.cruds']));
    const closed = routes.filter(({ declaration }) => !declaration?.scopes);
    expect(closed.length).toBeGreaterThan(50);
    for (const route of closed) {
      const { status } = await call(client, route, somePath(route.path));
      expect(`${route.name} ${status}`).toBe(`${route.name} 403`);
    }
  });

  it('every FHIR route that asks who calls says which scope it needs', () => {
    // The trail is read by people.
    const silent = routes
      .filter(({ path, declaration }) => path.startsWith('/fhir') && !declaration?.scopes)
      .filter(({ declaration }) => declaration!.action !== 'audit.read');
    expect(silent).toEqual([]);
  });

  it('a refusal is on the trail with the client', async () => {
    const machine = await aMachine(world, ['system/DiagnosticReport.c']);
    const answer = await (await connect(world, machine)).get('/fhir/R4/Patient?name=an');
    expect(answer.status).toBe(403);
    expect(answer.headers['www-authenticate']).toContain('insufficient_scope');
    const [event] = await world.sql('SELECT * FROM audit.event WHERE request_id = $1', [
      answer.headers['x-request-id'],
    ]);
    expect(event).toMatchObject({
      kind: 'refusal',
      actor_kind: 'client',
      actor_id: machine.id,
      username: machine.clientId,
      entity: 'GET /fhir/R4/Patient',
    });
  });

  it('a condition on a create needs to search too, in a Bundle as well', async () => {
    const order = await anOrder(world);
    const creator = await connect(world, await aMachine(world, ['system/DiagnosticReport.c']));
    const condition = { 'If-None-Exist': 'identifier=http://lis.example|1' };
    expect((await creator.post('/fhir/R4/DiagnosticReport', reportFor(order), condition)).status).toBe(403);
    const request = { method: 'POST', url: 'DiagnosticReport', ifNoneExist: 'identifier=http://lis.example|1' };
    const bundle = { resourceType: 'Bundle', type: 'transaction', entry: [{ resource: reportFor(order), request }] };
    expect((await creator.post('/fhir/R4', bundle)).status).toBe(403);
    const both = await connect(world, await aMachine(world, ['system/DiagnosticReport.cs']));
    const identifier = [{ system: 'http://lis.example', value: '1' }];
    const made = await both.post('/fhir/R4/DiagnosticReport', { ...reportFor(order), identifier }, condition);
    expect(made.status).toBe(201);
  });

  it.each([[{}], [{ entry: [] }], [{ entry: [null] }], [{ entry: 'x' }], [{ entry: [{ resource: 7 }] }]])(
    'a Bundle that cannot be read (%p) is for nobody but who may do everything',
    async (bundle) => {
      const some = await connect(world, await aMachine(world, ['system/Patient.cruds']));
      expect((await some.post('/fhir/R4', bundle)).status).toBe(403);
      const all = await connect(world, await aMachine(world, ['system/*.cruds']));
      expect((await all.post('/fhir/R4', bundle)).status).toBe(400);
    },
  );
});

describe('A laboratory system', () => {
  it('posts a report for an order; the order is completed, and every event names the client', async () => {
    const machine = await aMachine(world, ['system/DiagnosticReport.cr'], { clientId: 'lis-chinh' });
    const lis = await connect(world, machine);
    const order = await anOrder(world);
    const answer = await lis.post('/fhir/R4/DiagnosticReport', reportFor(order), { 'Idempotency-Key': order.id });
    expect(answer.status).toBe(201);
    const again = await lis.post('/fhir/R4/DiagnosticReport', reportFor(order), { 'Idempotency-Key': order.id });
    expect([again.body.id, again.headers['idempotency-replayed']]).toEqual([answer.body.id, 'true']);
    const now = await world.as('doctor').get(`/api/v1/orders/${order.id}`);
    expect(now.body.status).toBe('completed');
    const events = await world.sql(
      'SELECT kind, entity, actor_kind, actor_id, username, role, session_id, patient_id FROM audit.event WHERE request_id = $1',
      [answer.headers['x-request-id']],
    );
    expect(events.map(({ entity }) => entity)).toEqual(expect.arrayContaining(['diagnostic_report', 'observation']));
    for (const event of events) {
      expect(event).toMatchObject({
        actor_kind: 'client',
        actor_id: machine.id,
        username: 'lis-chinh',
        role: null,
        session_id: null,
        patient_id: order.patientId,
      });
    }
    const seen = await world.as('auditor').get(`/api/v1/audit/events?actorId=${machine.id}&kind=create`);
    expect(seen.body.items[0].actor).toMatchObject({ id: machine.id, kind: 'client', username: 'lis-chinh' });
    const read = await lis.get(`/fhir/R4/DiagnosticReport/${answer.body.id}`);
    expect(read.status).toBe(200);
    const [event] = await world.sql(`SELECT kind, actor_kind, patient_id FROM audit.event WHERE request_id = $1`, [
      read.headers['x-request-id'],
    ]);
    expect(event).toEqual({ kind: 'read', actor_kind: 'client', patient_id: order.patientId });
  });

  it('brings a whole Bundle along for which it has the scopes', async () => {
    const lis = await connect(
      world,
      await aMachine(world, ['system/Patient.c', 'system/Encounter.c', 'system/AllergyIntolerance.c']),
    );
    const [patient, visit] = [
      'urn:uuid:6d5f0c1e-0f2a-4c55-9a4e-2f5f1f6b7a10',
      'urn:uuid:6d5f0c1e-0f2a-4c55-9a4e-2f5f1f6b7a11',
    ];
    const subject = { reference: patient };
    const bundle = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        {
          fullUrl: patient,
          resource: {
            resourceType: 'Patient',
            name: [{ text: 'Lê Thị Máy' }],
            gender: 'female',
            birthDate: '1970-01-02',
          },
          request: { method: 'POST', url: 'Patient' },
        },
        {
          fullUrl: visit,
          resource: {
            resourceType: 'Encounter',
            status: 'finished',
            class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
            subject,
            period: { start: TAKEN, end: TAKEN },
          },
          request: { method: 'POST', url: 'Encounter' },
        },
        {
          resource: { resourceType: 'AllergyIntolerance', code: { text: 'Penicillin' }, patient: subject },
          request: { method: 'POST', url: 'AllergyIntolerance' },
        },
      ],
    };
    const answer = await lis.post('/fhir/R4', bundle);
    expect([answer.status, answer.body.entry?.length]).toEqual([200, 3]);
  });
});

describe('What is taken from a client', () => {
  const search = (client: Client) => client.get('/fhir/R4/Patient?name=khong');
  const patch = ({ id, version }: Machine, fields: object) =>
    world.as('admin').patch(`/api/v1/clients/${id}`, fields, { 'If-Match': `"${version}"` });

  it('is gone at once for its running tokens: disabled', async () => {
    const machine = await aMachine(world, ['system/Patient.rs']);
    const client = await connect(world, machine);
    expect((await search(client)).status).toBe(200);
    await world.as('admin').post(`/api/v1/clients/${machine.id}/disable`, {}, { 'If-Match': '"2"' });
    const refused = await search(client);
    expect([refused.status, refused.body.issue[0].code]).toEqual([401, 'login']);
    const answer = await ask(world, form(await assertion(machine)));
    expect([answer.status, answer.body.error]).toEqual([401, 'invalid_client']);
  });

  it('is gone at once for its running tokens: a scope; a new one needs a new token', async () => {
    const machine = await aMachine(world, ['system/Patient.rs']);
    const client = await connect(world, machine);
    await patch(machine, { scopes: ['system/Observation.rs'] });
    await approve(world, machine.id, 3);
    expect((await search(client)).status).toBe(403);
    expect((await client.get('/fhir/R4/Observation?_id=01900000-0000-7000-8000-000000000000')).status).toBe(403);
  });

  it('a key: from then on only the new one signs', async () => {
    const machine = await aMachine(world, ['system/Patient.rs']);
    const keys = await someKeys('RS384');
    await patch(machine, { jwks: { keys: [keys.publicJwk] } });
    await approve(world, machine.id, 3);
    expect((await ask(world, form(await assertion(machine)))).status).toBe(401);
    expect((await search(await connect(world, { ...machine, keys }))).status).toBe(200);
  });
});

describe('A token of a machine', () => {
  it('is good for 5 minutes', async () => {
    const machine = await aMachine(world, ['system/Patient.rs']);
    const client = await connect(world, machine);
    expect((await client.get('/fhir/R4/Patient?name=khong')).status).toBe(200);
    const later = Date.now() + 301_000;
    jest.spyOn(Date, 'now').mockReturnValue(later);
    expect((await client.get('/fhir/R4/Patient?name=khong')).status).toBe(401);
  });

  it('is no token when it is changed, and the assertion is none either', async () => {
    const machine = await aMachine(world, ['system/Patient.rs']);
    const text = await assertion(machine);
    const [head, body, signature] = (await ask(world, form(text))).body.access_token.split('.') as string[];
    const claims = JSON.parse(Buffer.from(body!, 'base64url').toString()) as object;
    const more = Buffer.from(JSON.stringify({ ...claims, scope: 'system/*.cruds' })).toString('base64url');
    for (const token of [text, `${head}.${more}.${signature}`]) {
      expect((await clientOf(world.app, token).get('/fhir/R4/Patient?name=khong')).status).toBe(401);
    }
  });

  it('neither signs out nor refreshes', async () => {
    const machine = await aMachine(world, ['system/*.cruds']);
    const { body } = await ask(world, form(await assertion(machine)));
    expect(body.refresh_token).toBeUndefined();
    expectProblem(await clientOf(world.app, body.access_token as string).post('/api/v1/auth/logout'), 403, 'forbidden');
    expectProblem(await clientOf(world.app, body.access_token as string).get('/api/v1/auth/me'), 403, 'forbidden');
  });

  it('of people opens no more than before', async () => {
    const patient = await aPatient(world);
    expect((await world.as('doctor').get(`/fhir/R4/Patient/${patient.id}`)).status).toBe(200);
    expect((await world.as('admin').get(`/fhir/R4/Patient/${patient.id}`)).status).toBe(403);
  });
});

describe('Keys at an address', () => {
  let server: Server;
  let asked = 0;
  let answer: (keys: object[]) => { status?: number; text: string; location?: string } = (keys) => ({
    text: JSON.stringify({ keys }),
  });
  let published: object[] = [];
  beforeAll(async () => {
    server = createServer((_, reply) => {
      asked++;
      const { status = 200, text, location } = answer(published);
      reply.writeHead(status, { 'content-type': 'application/json', ...(location && { location }) }).end(text);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  const addressOf = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${path}`;

  it('are fetched once and again when a new kid comes, but not for every guess', async () => {
    const [first, next] = [await someKeys('ES384', 'khoa-1'), await someKeys('ES384', 'khoa-2')];
    published = [first.publicJwk];
    const jwksUrl = addressOf('jwks.json');
    const machine = await aMachine(world, ['system/Patient.rs'], { jwks: undefined, jwksUrl }, first);
    const use = async (keys = first) => (await ask(world, form(await assertion({ ...machine, keys })))).status;
    expect([await use(), await use(), asked]).toEqual([200, 200, 1]);
    published = [next.publicJwk];
    expect([await use(next), asked]).toEqual([401, 1]);
    const later = Date.now() + 31_000;
    jest.spyOn(Date, 'now').mockReturnValue(later);
    expect([await use(next), await use(first), asked]).toEqual([200, 401, 2]);
    jest.restoreAllMocks();
  });

  it.each([
    ['too large', { text: `{"keys":[],"x":"${'x'.repeat(70_000)}"}` }],
    ['elsewhere', { status: 302, text: '', location: 'http://169.254.169.254/' }],
    ['no JSON', { text: '<html>' }],
    ['no key set', { text: '{}' }],
    ['an error', { status: 500, text: '{}' }],
  ])('that are %s are no keys, and what came is not told', async (path, said) => {
    answer = () => said;
    const jwksUrl = addressOf(encodeURIComponent(path));
    const machine = await aMachine(world, ['system/Patient.rs'], { jwks: undefined, jwksUrl });
    const { status, body, text } = await ask(world, form(await assertion(machine)));
    expect([status, body.error]).toEqual([401, 'invalid_client']);
    expect(text).not.toMatch(/html|127\.0\.0\.1|169\.254/);
  });
});
