import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { duplicateKey, membersIn } from '../../src/platform/edge/duplicate-keys.js';
import { aPatient } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('A name that stands twice in one object is refused and named:', () => {
  it.each([
    ['at the top', '{"fullName": "An", "sex": "male", "fullName": "Bình"}', '/fullName'],
    ['written in two ways', '{"sex": "male", "fullName": "An", "full\\u004eame": "Bình"}', '/fullName'],
    [
      'inside a list',
      '{"fullName": "An", "sex": "male", "phones": ["\\"a\\": 1"], "addresses": [{"text": "a"}, {"text": "b", "text": "c"}]}',
      '/addresses/1/text',
    ],
  ])('%s', async (_where, text, pointer) => {
    const answer = await world
      .as('registrar')
      .post('/api/v1/patients', text as never, { 'Content-Type': 'application/json' });
    expectProblem(answer, 400, 'validation');
    expect(answer.body.errors).toEqual([{ pointer, rule: 'duplicate-key', message: expect.any(String) }]);
  });

  it('below /fhir, too', async () => {
    const text = '{"resourceType": "Observation", "status": "final", "status": "cancelled"}';
    const answer = await world
      .as('lab')
      .post('/fhir/R4/Observation', text as never, { 'Content-Type': 'application/fhir+json' });
    expect([answer.status, answer.body.issue[1].expression]).toEqual([400, ['/status']]);
  });

  it('and never where there are none, whatever stands in the texts', () => {
    for (const value of [
      { a: 'x": "', b: '\\', c: { a: '\\"', d: [] }, e: [{ a: 1 }, { a: ':' }], '': {} },
      [{}, [], '"a":1,"a":2'],
      { '\\': { '\\': ':\\\\' }, '"': { '"': '"' } },
    ]) {
      for (const text of [JSON.stringify(value), JSON.stringify(value, null, 2)]) {
        let members = 0;
        JSON.parse(text, function (this: object, _key, inner: unknown) {
          if (!Array.isArray(this)) members++;
          return inner;
        });
        expect([membersIn(text), duplicateKey(text)]).toEqual([members - 1, undefined]);
      }
    }
  });
});

describe('If-Match', () => {
  it.each(['"1', '1"', 'W/1', 'W/"1', '"1" "2"', '""'])('%s is no version, and is refused', async (tag) => {
    const { id } = await aPatient(world);
    const answer = await world.as('registrar').patch(`/api/v1/patients/${id}`, { sex: 'male' }, { 'If-Match': tag });
    expectProblem(answer, 400, 'validation');
    expect(answer.body.errors[0]).toMatchObject({ pointer: 'If-Match', rule: 'etag' });
  });
});
