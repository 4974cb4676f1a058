import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { LightMyRequestResponse } from 'fastify';
import { expectProblem } from '../support/problems.js';
import { aPatient } from '../support/builders.js';
import { clientOf, PASSWORD, startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
let tokens: { registrar: string; doctor: string; lab: string };
let before: string;
beforeAll(async () => {
  world = await startWorld();
  tokens = { registrar: await tokenOf('registrar'), doctor: await tokenOf('doctor'), lab: await tokenOf('lab') };
});
beforeEach(async () => {
  before = await stored();
});
afterAll(() => world.close());

const tokenOf = async (username: string) => {
  const body = { username, password: PASSWORD };
  return (await clientOf(world.app).post('/api/v1/auth/login', body)).body.accessToken as string;
};
/** What is stored: anything a refused request could have left behind. */
const stored = async () => {
  const [row] = await world.sql(`SELECT (SELECT count(*) FROM patient) AS patients, (SELECT count(*) FROM encounter)
    AS encounters, (SELECT count(*) FROM idempotency_key) AS keys,
    (SELECT count(*) FROM audit.event WHERE kind IN ('create', 'update')) AS writes`);
  return JSON.stringify(row);
};

const ROUTES = [
  ['/api/v1/patients', 'registrar'],
  ['/api/v1/encounters', 'doctor'],
  ['/fhir/R4', 'lab'],
] as const;
type Sender = (typeof ROUTES)[number][1];

/** Sends bytes as they are, as no JSON client would. */
function send(path: string, role: Sender, payload: Buffer | string, headers: Record<string, string> = {}) {
  return world.app.inject({
    method: 'POST',
    url: path,
    payload,
    headers: {
      'content-type': path.startsWith('/fhir') ? 'application/fhir+json' : 'application/json',
      authorization: `Bearer ${tokens[role]}`,
      ...headers,
    },
  });
}

/** Below /fhir problems are OperationOutcomes; elsewhere problem+json. */
function expectRefusal(answer: LightMyRequestResponse, status: number, code?: string): void {
  if (answer.headers['content-type']?.toString().startsWith('application/fhir+json')) {
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ resourceType: 'OperationOutcome' });
  } else {
    const { statusCode, headers } = answer;
    expectProblem(
      { status: statusCode, headers: headers as Record<string, string>, body: answer.json() },
      status,
      code,
    );
  }
}

const nested = (depth: number) => `{"x":${'['.repeat(depth)}${']'.repeat(depth)}}`;
const NOT_JSON: [string, string | Buffer][] = [
  ['nothing but an opening brace', '{'],
  ['a trailing comma', '{"fullName":"A",}'],
  ['single quotes', "{'fullName':'A'}"],
  ['XML', '<patient/>'],
  ['two documents', '{}{}'],
  ['a raw NUL', '{"fullName":"A\0B"}'],
  ['a raw NUL between fields', '{\0"fullName":"A"}'],
  ['an escaped NUL', '{"fullName":"A\\u0000B"}'],
  ['an escaped NUL in a name of a field', '{"a\\u0000b":1}'],
  ['bytes that are not UTF-8', Buffer.from('7b2261223a22fffe227d', 'hex')],
  ['an overlong form of UTF-8', Buffer.from('7b2261223a22c0af227d', 'hex')],
  ['UTF-8 cut in the middle', Buffer.from('7b2261223a22e1bb', 'hex')],
  ['UTF-16', Buffer.from('{"fullName":"A"}', 'utf16le')],
  ['half of a surrogate pair', '{"fullName":"A\\ud800"}'],
  ['the other half, in a name of a field', '{"\\udc00":1}'],
  ['__proto__', '{"__proto__":{"fullName":"A","sex":"male"}}'],
  ['__proto__ deeper down', '{"contacts":[{"__proto__":{"admin":true}}]}'],
  ['constructor.prototype', '{"constructor":{"prototype":{"admin":true}}}'],
  ['nesting of 100', nested(100)],
  ['nesting of 3,000', nested(3000)],
  ['nesting of 200,000', nested(200_000)],
  ['objects in objects, 20,000 deep', '{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000)],
];

describe.each(ROUTES)('POST %s refuses a body that', (path, role) => {
  it.each(NOT_JSON)('is or holds %s', async (_what, body) => {
    expectRefusal(await send(path, role, body), 400);
    expect(await stored()).toBe(before);
  });

  it.each(['null', '1', '"text"', 'true', '[]', '[{}]', '[[]]', '', '{}'])('is %p', async (body) => {
    expectRefusal(await send(path, role, body), 400);
    expect(await stored()).toBe(before);
  });

  it.each([
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'x',
  ])('says it is %s', async (type) => {
    expectRefusal(await send(path, role, '{}', { 'content-type': type }), 415, 'unsupported-media-type');
    expect(await stored()).toBe(before);
  });
});

describe('A body too large', () => {
  const large = JSON.stringify({ fullName: 'x'.repeat(10_000_000), sex: 'male' });

  it.each(ROUTES.slice(0, 2))('is refused by %s, whether or not its length is announced', async (path, role) => {
    expectRefusal(await send(path, role, large), 413, 'body-too-large');
    expectRefusal(await send(path, role, large, { 'content-length': '' }), 413, 'body-too-large');
    expect(await stored()).toBe(before);
  });
});

describe('Fields', () => {
  it.each([
    ['/api/v1/patients', 'registrar', { fullName: 'An', sex: 'male', admin: true }, ['/admin']],
    ['/api/v1/patients', 'registrar', { fullName: { $ne: '' }, sex: ['male'] }, ['/fullName', '/sex']],
    ['/api/v1/patients', 'registrar', { fullName: 'An', sex: 'male', toString: 'x' }, ['/toString']],
    ['/api/v1/patients', 'registrar', { fullName: 'An', sex: 'male', constructor: 'x' }, ['/constructor']],
    ['/api/v1/patients', 'registrar', { fullName: 'An', sex: 'male', then: {}, length: 3 }, ['/length', '/then']],
    ['/api/v1/patients', 'registrar', { fullName: 'An', sex: 'male', 'a/b~c': 1 }, ['/a~1b~0c']],
    ['/api/v1/patients', 'registrar', { fullName: 'An', sex: 'male', identifiers: [[]] }, ['/identifiers/0']],
    [
      '/api/v1/patients',
      'registrar',
      { fullName: 'An', sex: 'male', contacts: [null, 'x'] },
      ['/contacts/0', '/contacts/1'],
    ],
    ['/api/v1/encounters', 'doctor', {}, ['/class', '/patientId', '/reason', '/wardId']],
    [
      '/api/v1/encounters',
      'doctor',
      { patientId: 1, class: true, wardId: "' OR 1=1", bedId: {}, reason: 0, startedAt: 'now', status: 'finished' },
      ['/bedId', '/class', '/patientId', '/reason', '/startedAt', '/status', '/wardId'],
    ],
  ] as const)('%s %s %p: refused, naming %p', async (path, role, body, pointers) => {
    const answer = await world.as(role).post(path, body);
    expectProblem(answer, 400, 'validation');
    const errors = answer.body.errors as { pointer: string }[];
    expect([...new Set(errors.map(({ pointer }) => pointer))].sort()).toEqual(pointers);
    expect(await stored()).toBe(before);
  });

  it.each(["x'); DROP TABLE encounter;--", '<img src=x onerror=alert(1)>', '%00 ${x} {{y}} \\u0000', '😷 Sốt "cao"'])(
    'the reason %p is kept as it is',
    async (reason) => {
      const { id } = await aPatient(world);
      const input = { patientId: id, class: 'outpatient', wardId: world.wards[0].id, reason };
      const answer = await world.as('doctor').post('/api/v1/encounters', input);
      expect(answer.status).toBe(201);
      expect(answer.body.reason).toBe(reason);
      const row = elementAt(await world.sql('SELECT reason FROM encounter WHERE id = $1', [answer.body.id]), 0);
      expect(row.reason).toBe(reason);
    },
  );

  it.each([
    ['Sốt\ud800cao', 'invalid-utf8'],
    ['\udc00', 'invalid-utf8'],
    ['Sốt\0cao', 'nul-character'],
  ])('the reason %p, which no database keeps as it is, is refused', async (reason, code) => {
    const { id } = await aPatient(world);
    const kept = await stored();
    const input = { patientId: id, class: 'outpatient', wardId: world.wards[0].id, reason };
    const answer = await world.as('doctor').post('/api/v1/encounters', input);
    expectProblem(answer, 400, code);
    expect(answer.body.errors[0].pointer).toBe('/reason');
    expect(await stored()).toBe(kept);
  });

  it.each(['problems', 'allergies'])('a list where %s have an object is refused', async (what) => {
    const { id } = await aPatient(world);
    for (const body of [{ code: [] }, { code: null }, { code: 'x' }, {}]) {
      expectProblem(await world.as('doctor').post(`/api/v1/patients/${id}/${what}`, body), 400, 'validation');
    }
  });

  it('a name to sign in with that cannot be text is refused', async () => {
    const wrong = { username: 'doctor\ud800', password: 'x' };
    expectProblem(await world.anonymous.post('/api/v1/auth/login', wrong), 400, 'invalid-utf8');
  });
});

describe('A query', () => {
  it.each([
    ['%ff%fe', 'invalid-utf8'],
    ['an%ed%a0%80', 'invalid-utf8'],
    ['an%00', 'nul-character'],
  ])('whose name is %s is refused, naming the parameter and no body', async (name, code) => {
    const answer = await world.as('registrar').get(`/api/v1/patients?limit=5&name=${name}`);
    expectProblem(answer, 400, code);
    expect(answer.body.errors).toMatchObject([{ pointer: 'name' }]);
    expect(answer.body.title).not.toContain('Nội dung');
  });

  it('may hold a percent sign that encodes nothing', async () => {
    expect((await world.as('registrar').get('/api/v1/patients?name=an%2')).status).toBe(200);
  });

  it.each([
    ['/api/v1/auth/me', 'unknown-field'],
    ['/fhir/R4/metadata', 'parameter-unknown'],
  ])('that %s does not read is refused', async (path, rule) => {
    const answer = await world.as('doctor').get(`${path}?foo=1`);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(rule);
  });

  it('may say in which form FHIR is to answer', async () => {
    expect((await world.anonymous.get('/fhir/R4/metadata?_format=json')).status).toBe(200);
  });
});

it('An OperationOutcome says its sentences one by one', async () => {
  const answer = await world.as('doctor').post('/fhir/R4', {});
  expect(answer.status).toBe(403);
  expect(answer.body.issue[0].diagnostics).toBe(
    'Không có quyền làm việc này. Bác sĩ không được nhận dữ liệu từ hệ thống khác.',
  );
});
