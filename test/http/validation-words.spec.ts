import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getMetadataStorage } from 'class-validator';
import { fill } from '../../src/kernel/language.js';
import { wordsOf } from '../../src/platform/routes/validation-messages.js';
import { paramsOfRule, ruleName } from '../../src/platform/edge/validation-rules.js';
import { anAdmission } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';

interface Rule {
  readonly name?: string;
  readonly type: string;
  readonly target: abstract new () => object;
  readonly propertyName: string;
}

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** Every rule of every class that bodies and queries are checked against. */
function rulesInUse(): (Rule & { name: string })[] {
  const { validationMetadatas } = getMetadataStorage() as unknown as { validationMetadatas: Map<unknown, Rule[]> };
  const conditions = ['conditionalValidation', 'whitelistValidation'];
  return [...validationMetadatas.values()]
    .flat()
    .filter(({ type }) => !conditions.includes(type))
    .map((rule) => ({ ...rule, name: rule.name ?? rule.type }));
}

const said = (errors: { pointer: string; rule: string; message: string }[]) =>
  errors.map(({ pointer, rule, message }) => [pointer, rule, message]);

describe('The words of a broken rule', () => {
  it('exist in both languages for every rule in use, with every bound filled in', () => {
    const rules = rulesInUse();
    expect(rules.length).toBeGreaterThan(200);
    const without = rules.filter(({ name, target, propertyName }) => {
      const params = paramsOfRule(target.prototype as object, propertyName, name);
      const words = wordsOf({ rule: ruleName(name), params });
      return !words || [words.vi, words.en].some((sentence) => /\{[a-z]\w*\}|undefined/.test(fill(sentence, params)));
    });
    expect(without.map(({ name, target, propertyName }) => `${target.name}.${propertyName} ${name}`)).toEqual([]);
  });

  it('say only that it is missing of what is missing', async () => {
    const { body } = await world.as('doctor').post('/api/v1/encounters', {});
    expect(said(body.errors)).toEqual(
      ['/patientId', '/class', '/wardId', '/reason'].map((pointer) => [pointer, 'required', 'Bắt buộc phải có.']),
    );
  });

  it.each([
    ['vi', 'Phải là danh sách.', 'Phải là số nguyên.'],
    ['en', 'Must be a list.', 'Must be a whole number.'],
  ])('say only what it is not, of the wrong type: %s', async (language, list, whole) => {
    const headers = { 'Accept-Language': language };
    const patient = { fullName: 'An', sex: 'male', phones: '0903123456' };
    const { body } = await world.as('registrar').post('/api/v1/patients', patient, headers);
    expect(said(body.errors)).toEqual([['/phones', 'array', list]]);
    const page = await world.as('doctor').get('/api/v1/orders?limit=abc', headers);
    expect(said(page.body.errors)).toEqual([['/limit', 'int', whole]]);
  });

  it.each([
    ['vi', 'Hãy chọn một giá trị có trong danh sách.', 'Không được quá 300 ký tự.', 'Không được quá 100.'],
    ['en', 'Choose one of the values on the list.', 'Must have at most 300 characters.', 'Must be 100 or less.'],
  ])('say what is allowed: %s', async (language, sexes, characters, most) => {
    const headers = { 'Accept-Language': language };
    const patient = { fullName: 'An', sex: 'x', addresses: [{ text: 'x'.repeat(301) }] };
    const { body } = await world.as('registrar').post('/api/v1/patients', patient, headers);
    expect(said(body.errors)).toEqual([
      ['/sex', 'in', sexes],
      ['/addresses/0/text', 'max-length', characters],
    ]);
    expect(body.errors[0].allowed).toEqual(['male', 'female', 'other', 'unknown']);
    const page = await world.as('doctor').get('/api/v1/orders?limit=101', headers);
    expect(said(page.body.errors)).toEqual([['/limit', 'max', most]]);
  });

  it('name units as people write them', async () => {
    const { id } = await anAdmission(world);
    const { body } = await world.as('nurse').post(`/api/v1/encounters/${id}/vitals`, { temperature: 50 });
    expect(said(body.errors)).toEqual([['/temperature', 'impossible', 'Giá trị phải từ 25 đến 45 °C.']]);
  });
});

describe('A text of nothing but spaces', () => {
  it('is no reason for an admission', async () => {
    const input = { patientId: world.staff.nurse.id, class: 'inpatient', wardId: world.wards[0].id, reason: '  ' };
    const { status, body } = await world.as('doctor').post('/api/v1/encounters', input);
    expect(status).toBe(400);
    expect(said(body.errors)).toEqual([['/reason', 'not-empty', 'Không được để trống.']]);
  });
});
