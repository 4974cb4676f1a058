import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const AN = { fullName: 'Lê Văn An', sex: 'male' };
const NOBODY = '/api/v1/patients/01900000-0000-7000-8000-000000000000';
const register = (body: object, headers: Record<string, string>) =>
  world.as('registrar').post('/api/v1/patients', body, headers);
const countOf = async () => (await world.sql<{ n: number }>('SELECT count(*)::int AS n FROM patient'))[0]!.n;

describe('Idempotency-Key', () => {
  it('with another body, another route or another address is refused, and nothing is stored', async () => {
    const key = { 'Idempotency-Key': 'one-key' };
    const first = await register(AN, key);
    expect(first.status).toBe(201);
    const before = await countOf();
    expectProblem(await register({ ...AN, sex: 'female' }, key), 422, 'key-reused');
    const elsewhere = { patientId: first.body.id, class: 'outpatient', wardId: world.wards[1].id, reason: 'Ho' };
    expectProblem(await world.as('registrar').post('/api/v1/encounters', elsewhere, key), 422, 'key-reused');
    const admission = { patientId: first.body.id, class: 'outpatient', wardId: world.wards[0].id, reason: 'Ho' };
    const admitted = await world.as('doctor').post('/api/v1/encounters', admission, { 'Idempotency-Key': 'two' });
    expect(admitted.status).toBe(201);
    expectProblem(
      await world
        .as('doctor')
        .post('/api/v1/encounters', { ...admission, reason: 'Sốt' }, { 'Idempotency-Key': 'two' }),
      422,
      'key-reused',
    );
    expect(await countOf()).toBe(before);
  });

  it('gives the same answer again and says so, also when ten come at once', async () => {
    const { id } = await aPatient(world);
    const admission = { patientId: id, class: 'inpatient', wardId: world.wards[0].id, reason: 'Đau ngực' };
    const admit = () => world.as('doctor').post('/api/v1/encounters', admission, { 'Idempotency-Key': 'at-once' });
    const answers = await Promise.all(Array.from({ length: 10 }, admit));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201));
    expect(new Set(answers.map(({ text }) => text.length)).size).toBe(1);
    expect(new Set(answers.map(({ body }) => body.id as string)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(9);
    const { n } = elementAt(await world.sql('SELECT count(*)::int AS n FROM encounter WHERE patient_id = $1', [id]), 0);
    expect(n).toBe(1);
  });

  it('belongs to one person: the same key of another is another key', async () => {
    const key = { 'Idempotency-Key': 'shared' };
    const mine = await register(AN, key);
    const hers = await world.as('doctor').post('/api/v1/patients', AN, key);
    expect([201, 403]).toContain(hers.status);
    expect(hers.body.id).not.toBe(mine.body.id);
  });

  it('of a refused request may be used again with a right one', async () => {
    const key = { 'Idempotency-Key': 'second-try' };
    expectProblem(await register({ ...AN, sex: 'nam' }, key), 400, 'validation');
    expect((await register(AN, key)).status).toBe(201);
  });

  it.each(['', ' ', 'a b', 'khoá', 'x'.repeat(201)])('%p is refused', async (key) => {
    const before = await countOf();
    const answer = await world.app.inject({
      method: 'POST',
      url: '/api/v1/patients',
      headers: { 'idempotency-key': key, 'content-type': 'application/json' },
      payload: AN,
    });
    expect([400, 401]).toContain(answer.statusCode);
    const signedIn = key === 'khoá' ? undefined : await register(AN, { 'Idempotency-Key': key });
    if (signedIn) expectProblem(signedIn, 400, 'validation');
    expect(await countOf()).toBe(before);
  });
});

describe('Lists', () => {
  const search = (query: string) => world.as('registrar').get(`/api/v1/patients?name=an${query}`);

  it.each(['0', '101', '-1', 'abc', '1.5', '1e9', '', 'NaN', 'Infinity', '20;DROP', '%00', '1&limit=2'])(
    'refuse limit=%s',
    async (limit) => {
      const answer = await search(`&limit=${limit}`);
      expectProblem(answer, 400);
    },
  );

  const cursor = (values: unknown) => Buffer.from(JSON.stringify(values)).toString('base64url');
  it.each([
    ['not base64', '***'],
    ['not JSON', 'YWJj'],
    ['empty', ''],
    ['an object', cursor({ a: 1 })],
    ['too short', cursor([])],
    ['too long', cursor(['a', 'b', 'c', 'd', 'e', 'f'])],
    ['of numbers', cursor([1, 2])],
    ['of lists', cursor([['a'], ['b']])],
    ['of SQL', cursor(["' OR 1=1 --", "' OR 1=1 --"])],
    ['with a NUL', cursor(['a\0', 'b'])],
    ['of nothing', cursor([null])],
    ['of nothing twice', cursor([null, null])],
    ['of nothing thrice', cursor([null, null, null])],
    ['very long', 'x'.repeat(1001)],
    ['given twice', `${cursor(['a', 'b'])}&cursor=${cursor(['a', 'b'])}`],
  ])('refuse a cursor that is %s', async (_what, value) => {
    expectProblem(await search(`&cursor=${value}`), 400, 'validation');
    const ward = world.wards[0].id;
    const encounters = await world.as('doctor').get(`/api/v1/encounters?wardId=${ward}&cursor=${value}`);
    expectProblem(encounters, 400, 'validation');
  });

  it.each(['&page=2', '&name[]=x', '&sort=name', '&limit[$gt]=1'])('refuse the query %s', async (more) => {
    expectProblem(await search(more), 400, 'validation');
  });

  it.each(['%', '%00', '%ED%A0%80', '%FF%FE', "' OR 1=1 --", '{{x}}', '%25_%25', '\\', 'a&name=b', '%F0%9F%98%B7'])(
    'survive a search for %s',
    async (name) => {
      const answer = await world.as('registrar').get(`/api/v1/patients?name=${name.replaceAll(' ', '%20')}`);
      if (answer.status === 200) expect(answer.body.items).toEqual([]);
      else expectProblem(answer, 400);
    },
  );
});

describe('Addresses and methods', () => {
  it.each(['/api', '/api/v1', '/api/v2/patients', '/api/v1/patient', '/api/v1/patients/', '/.env', '/api/v1/../x'])(
    'GET %s is nothing, and says so as problem+json',
    async (path) => {
      expectProblem(await world.as('doctor').get(path), 404, 'not-found');
    },
  );

  it.each(['%', '%2', '%ZZ', '%C0%AF', '%00', 'x'.repeat(300)])(
    'a path that cannot be read (%s) is refused',
    async (path) => {
      const answer = await world.as('doctor').get(`/api/v1/patients/${path}`);
      expect([400, 404, 414]).toContain(answer.status);
      expect(answer.body).toMatchObject({ status: answer.status, title: expect.any(String) });
    },
  );

  it.each(['1', 'abc', "1' OR '1'='1", '..%2f..%2fetc', 'x'.repeat(150), '01900000-0000-7000-8000-00000000000g'])(
    'the id %p is refused',
    async (id) => {
      const answer = await world.as('doctor').get(`/api/v1/patients/${encodeURIComponent(id)}`);
      expectProblem(answer, 400);
      expect(answer.body.errors).toEqual([{ pointer: 'id', rule: 'uuid', message: 'Mã định danh không đúng dạng.' }]);
    },
  );

  it.each(['DELETE', 'PUT'] as const)('%s is no way to a patient', async (method) => {
    const { id } = await aPatient(world);
    const answer = await world.app.inject({ method, url: `/api/v1/patients/${id}` });
    expect(answer.statusCode).toBe(405);
    expect(answer.json()).toMatchObject({ status: answer.statusCode });
    expect(answer.headers.allow).toBe('GET, HEAD, PATCH');
    expect((await world.as('doctor').get(`/api/v1/patients/${id}`)).status).toBe(200);
  });
});

describe('Accept-Language', () => {
  const [VI, EN] = ['Không tìm thấy', 'Not found'];
  it.each([
    [undefined, VI],
    ['vi', VI],
    ['vi-VN', VI],
    ['en', EN],
    ['en-GB,en;q=0.9', EN],
    ['EN-us', EN],
    ['fr', VI],
    ['fr, en;q=0.5', EN],
    ['vi;q=0.2, en;q=0.8', EN],
    ['en;q=0.2, vi;q=0.8', VI],
    ['en;q=0', VI],
    ['vi;q=0, en', EN],
    ['*', VI],
    ['en;q=abc', EN],
    [';;;,,,q=1', VI],
    ['x'.repeat(5000), VI],
  ])('%p is answered with %p', async (language, title) => {
    const answer = await world.as('doctor').get('/api/v1/nothing', language ? { 'Accept-Language': language } : {});
    expectProblem(answer, 404, 'not-found');
    expect(answer.body.title).toBe(title);
    expect(answer.headers['content-language']).toBe(title === EN ? 'en' : 'vi');
  });
});

describe('X-Request-Id', () => {
  it.each(['abc', 'req-42', "a.b:c_d-1/{}<>';", 'x'.repeat(100)])(
    '%s is kept beside ours, which no other request has',
    async (id) => {
      const answers = await Promise.all(
        (['doctor', 'nurse'] as const).map((role) => world.as(role).get(NOBODY, { 'X-Request-Id': id })),
      );
      const ours = answers.map(({ headers }) => headers['x-request-id']);
      expect(new Set(ours).size).toBe(2);
      for (const own of ours) expect(own).toMatch(/^[0-9a-f-]{36}$/);
      for (const answer of answers) expectProblem(answer, 404);
    },
  );

  it.each(['a b', 'x'.repeat(101), 'á'])('%p is refused, with the rule', async (id) => {
    const answer = await world.as('doctor').get(NOBODY, { 'X-Request-Id': id });
    expectProblem(answer, 400, 'validation');
    expect(answer.body.errors).toMatchObject([{ pointer: 'X-Request-Id', rule: 'request-id' }]);
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('stands on refusals that come before everything else', async () => {
    const answer = await world.as('doctor').get(NOBODY, { 'X-Purpose-Of-Use': 'SPY' });
    expectProblem(answer, 400, 'validation');
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is kept with what was read and with what was written', async () => {
    const { body: patient } = await world
      .as('registrar')
      .post('/api/v1/patients', { fullName: 'Vũ Mã Yêu Cầu', sex: 'female' }, { 'X-Request-Id': 'caller-77' });
    await world.as('doctor').get(`/api/v1/patients/${patient.id}/chart`, { 'X-Request-Id': 'caller-77' });
    const events = await world.sql(
      `SELECT DISTINCT kind, username, request_id FROM audit.event WHERE detail->>'callerRequestId' = 'caller-77' AND entity IN ('patient', 'chart')`,
    );
    expect(events.map(({ kind, username }) => `${kind} ${username}`).sort()).toEqual([
      'create registrar',
      'read doctor',
    ]);
    expect(new Set(events.map(({ request_id }) => request_id)).size).toBe(2);
  });
});

describe('X-Terminal and X-Reason', () => {
  it.each(['%', '%00', '%F0%9F%98%B7'.repeat(64), '%ED%A0%80', 'x'.repeat(5000), '<b>', '%0A%0Dinjected: 1'])(
    '%p does no harm',
    async (text) => {
      const { id } = await aPatient(world);
      const answer = await world.as('doctor').get(`/api/v1/patients/${id}`, { 'X-Terminal': text, 'X-Reason': text });
      expect(answer.status).toBe(200);
    },
  );

  it('a text cut at its limit is cut between characters', async () => {
    const { id } = await aPatient(world);
    const reason = encodeURIComponent('a' + '😷'.repeat(150));
    const answer = await world.as('doctor').get(`/api/v1/patients/${id}`, { 'X-Reason': reason });
    expect(answer.status).toBe(200);
  });
});

describe('If-Match', () => {
  const correct = (id: string, etag?: string, body: object = { sex: 'male' }) =>
    world.as('registrar').patch(`/api/v1/patients/${id}`, body, etag === undefined ? {} : { 'If-Match': etag });

  it.each(['"1"', '1', 'W/"1"', ' "1" '])('takes %p', async (etag) => {
    const { id } = await aPatient(world);
    const answer = await correct(id, etag);
    expect(answer.status).toBe(200);
    expect(answer.headers.etag).toBe('"2"');
  });

  it.each(['*', '"abc"', '"1", "2"', '"-1"', '"1.0"', "1'--", '"99999999999"', '0x1', '""'])(
    'refuses %p',
    async (etag) => {
      const { id } = await aPatient(world);
      expectProblem(await correct(id, etag), 400, 'validation');
      expect((await world.as('doctor').get(`/api/v1/patients/${id}`)).headers.etag).toBe('"1"');
    },
  );

  it('is asked for, and must be of now', async () => {
    const { id } = await aPatient(world);
    const without = await correct(id);
    expectProblem(without, 428, 'precondition-required');
    expect(without.body.errors).toMatchObject([{ pointer: 'If-Match', rule: 'required' }]);
    expectProblem(await correct(id, '"0"'), 412, 'stale-precondition');
    const stale = await correct(id, '"7"');
    expectProblem(stale, 412, 'stale-precondition');
    expect(stale.headers.etag).toBe('"1"');
    expect((await world.as('doctor').get(`/api/v1/patients/${id}`)).body).toMatchObject({ version: 1, sex: 'female' });
  });
});
