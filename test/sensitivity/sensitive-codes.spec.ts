import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient } from '../support/builders.js';
import { flagOf } from '../support/app-writes.js';
import { expectProblem } from '../support/problems.js';
import { startWorld, type World } from '../support/world.js';

const PATH = '/api/v1/sensitive-codes';
const ICD_10 = 'http://hl7.org/fhir/sid/icd-10';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const entry = (code: string, fields: object = {}) => ({
  system: ICD_10,
  code,
  prefix: true,
  kind: 'other',
  note: 'Quyết định của bệnh viện',
  ...fields,
});
const add = (body: object, role: 'admin' | 'privacy-officer' = 'privacy-officer') => world.as(role).post(PATH, body);
const change = (id: string, version: number, body: object) =>
  world.as('privacy-officer').patch(`${PATH}/${id}`, body, { 'If-Match': `"${version}"` });
const flagAfter = async (code: string) => {
  const { id } = await aPatient(world);
  const body = { code: { system: ICD_10, code, display: 'Chẩn đoán' } };
  expect((await world.as('doctor').post(`/api/v1/patients/${id}/problems`, body)).status).toBe(201);
  return flagOf(world, id);
};

describe('The list of sensitive codes', () => {
  it('comes with a set to start from, each code with its kind and why, in pages by system and code', async () => {
    const seen: { system: string; code: string; note: string }[] = [];
    for (let at: string | null = `${PATH}?limit=30`; at;) {
      const { body } = await world.as('admin').get(at);
      seen.push(...body.items);
      at = body.next as string | null;
    }
    const keys = seen.map(({ system, code }) => `${system}|${code}`);
    expect(keys).toEqual([...keys].sort());
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(expect.arrayContaining([`${ICD_10}|B20`, 'http://loinc.org|75622-1']));
    expect(seen.every(({ note }) => note.length > 0)).toBe(true);
    const { body } = await world.as('auditor').get(`${PATH}?kind=substance-use&limit=100`);
    expect(body.items.map(({ code }: { code: string }) => code)).toEqual(expect.arrayContaining(['F10', '7200002']));
    expect(body.items.every(({ kind }: { kind: string }) => kind === 'substance-use')).toBe(true);
  });

  it('takes a code that counts at once, and no longer when it is taken off; both stand on the trail', async () => {
    expect(await flagAfter('A54.9')).toBe('N');
    const answer = await add(entry('a54', { system: ' ICD-10 ' }));
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ system: ICD_10, code: 'A54', active: true, version: 1 });
    expect(await flagAfter('A54.9')).toBe('R');
    const { id } = answer.body as { id: string };
    expect((await change(id, 1, { active: false })).body).toMatchObject({ active: false, version: 2 });
    expect(await flagAfter('A54.9')).toBe('N');
    const trail = await world.sql('SELECT kind, username, changes FROM audit.event WHERE entity_id = $1 ORDER BY id', [
      id,
    ]);
    expect(trail).toMatchObject([
      { kind: 'create', username: 'privacy-officer', changes: { code: 'A54' } },
      { kind: 'update', username: 'privacy-officer', changes: { active: [true, false] } },
    ]);
    expect((await change(id, 1, { active: true })).status).toBe(412);
    expect((await change(id, 2, { active: true, note: 'Dùng lại' })).body).toMatchObject({
      active: true,
      note: 'Dùng lại',
    });
  });

  it('has each code once, however its system is written', async () => {
    expectProblem(await add(entry('b20', { system: 'icd10' })), 409, 'sensitive-code-taken');
    expectProblem(await add(entry('7917-8', { system: 'LOINC', prefix: false })), 409, 'sensitive-code-taken');
  });

  it.each([
    [{ code: 'A' }, '/code'],
    [{ code: 'A 54' }, '/code'],
    [{ system: ' ' }, '/system'],
    [{ kind: 'secret' }, '/kind'],
    [{ note: '' }, '/note'],
    [{ prefix: 'yes' }, '/prefix'],
  ])('refuses %j and names %s', async (fields, pointer) => {
    const answer = await add(entry('A60', fields));
    expectProblem(answer, 400, 'validation');
    expect((answer.body.errors as { pointer: string }[]).map((error) => error.pointer)).toContain(pointer);
  });

  it('is kept by administrators and privacy officers', async () => {
    expect((await add(entry('A61'), 'admin')).status).toBe(201);
    for (const role of ['doctor', 'registrar', 'records-officer', 'auditor'] as const) {
      expect((await world.as(role).post(PATH, entry('A62'))).status).toBe(403);
    }
    expect((await change('01900000-0000-7000-8000-000000000000', 1, { active: false })).status).toBe(404);
  });
});
