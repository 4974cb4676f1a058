import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ValidationPipe } from '@nestjs/common';
import { getMetadataStorage, IsString } from 'class-validator';
import { fill } from '../../src/kernel/language.js';
import { wordsOf } from '../../src/platform/routes/validation-messages.js';
import { soundInput } from '../../src/platform/edge/sound-input.js';
import { createValidationPipe } from '../../src/platform/edge/validation.js';
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
    expect(said(page.body.errors)).toEqual([['limit', 'int', whole]]);
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
    expect(said(page.body.errors)).toEqual([['limit', 'max', most]]);
  });

  it('name units as people write them', async () => {
    const { id } = await anAdmission(world);
    const { body } = await world.as('nurse').post(`/api/v1/encounters/${id}/vitals`, { temperature: 50 });
    expect(said(body.errors)).toEqual([['/temperature', 'impossible', 'Giá trị phải từ 10 đến 47 °C.']]);
  });
});

describe('All mistakes of a request', () => {
  const rulesOf = (errors: { pointer: string; rule: string }[]) =>
    errors.map(({ pointer, rule }) => `${pointer} ${rule}`).sort();

  it('are told in one answer: what cannot be beside what is no number', async () => {
    const { id } = await anAdmission(world);
    const round = { temperature: 36.66, heartRate: 500, systolic: 60, diastolic: 90 };
    const { status, body } = await world.as('nurse').post(`/api/v1/encounters/${id}/vitals`, round);
    expect(status).toBe(400);
    expect(rulesOf(body.errors)).toEqual([
      '/diastolic diastolic-not-below-systolic',
      '/heartRate impossible',
      '/temperature number',
    ]);
  });

  it('are told of identifiers beside an empty name, each item by itself', async () => {
    const identifiers = [
      { system: 'cccd', value: '1' },
      { system: 'cmnd', value: '2' },
      { system: 'bhyt', value: '3' },
      { system: 'cccd', value: '' },
      null,
    ];
    const { body } = await world.as('registrar').post('/api/v1/patients', { fullName: '', sex: 'male', identifiers });
    expect(rulesOf(body.errors)).toEqual(
      expect.arrayContaining([
        '/fullName person-name',
        '/identifiers/0/value cccd-12-digits',
        '/identifiers/1/value cmnd-9-digits',
        '/identifiers/3/value not-empty',
      ]),
    );
    expect(rulesOf(body.errors).filter((text) => text.startsWith('/identifiers/2'))).toHaveLength(1);
    expect(new Set(rulesOf(body.errors)).size).toBe(body.errors.length);
  });

  it('say nothing of a round in which the only value was refused', async () => {
    const { id } = await anAdmission(world);
    const { body } = await world.as('nurse').post(`/api/v1/encounters/${id}/vitals`, { temperature: 'warm' });
    expect(rulesOf(body.errors)).toEqual(['/temperature number']);
  });

  it('are told of a query too, by the names of its parameters', async () => {
    const { body } = await world.as('doctor').get('/api/v1/orders?limit=0&cursor=x&colour=red');
    expect(rulesOf(body.errors)).toEqual(['colour unknown-field', 'cursor cursor', 'limit min']);
  });

  it('are one, of a list in place of fields', async () => {
    const { body } = await world.as('registrar').post('/api/v1/patients', [{ fullName: 'An' }, 2]);
    expect(rulesOf(body.errors)).toEqual([' object']);
  });

  it('are fifty at most', async () => {
    const fields = Object.fromEntries(Array.from({ length: 80 }, (_, n) => [`extra${n}`, n]));
    const { body } = await world.as('registrar').post('/api/v1/patients', { fullName: 'An', sex: 'male', ...fields });
    expect(body.errors).toHaveLength(50);
  });
});

describe('Numbers and units', () => {
  it.each([
    ['vi', 'Thường từ 35 đến 40,5 °C; kiểm tra lại và xác nhận.', 'Giá trị phải từ 0 đến 350 lần/phút.'],
    ['en', 'Usually from 35 to 40.5 °C: look again and confirm.', 'Must be from 0 to 350 /min.'],
  ])('are written as %s writes them', async (language, usual, possible) => {
    const { id } = await anAdmission(world);
    const chart = (round: object) =>
      world.as('nurse').post(`/api/v1/encounters/${id}/vitals`, round, { 'Accept-Language': language });
    expect(said((await chart({ temperature: 41 })).body.errors)).toEqual([['/temperature', 'improbable', usual]]);
    expect(said((await chart({ heartRate: 500 })).body.errors)).toEqual([['/heartRate', 'impossible', possible]]);
  });

  it('are counted in English by one or by many', () => {
    const { en } = wordsOf({ rule: 'max-length' })!;
    expect(fill(en, { max: 1 })).toBe('Must have at most 1 character.');
    expect(fill(en, { max: 20 })).toBe('Must have at most 20 characters.');
  });
});

describe('A role that may not', () => {
  it.each([
    ['vi', 'Điều dưỡng không được cho người bệnh ra viện.'],
    ['en', 'A nurse may not discharge a patient.'],
  ])('is told so in words: %s', async (language, words) => {
    const { id } = await anAdmission(world);
    const headers = { 'Accept-Language': language, 'If-Match': '"1"' };
    const path = `/api/v1/encounters/${id}/discharge`;
    const { status, body } = await world.as('nurse').post(path, { disposition: 'home' }, headers);
    expect([status, body.detail]).toEqual([403, words]);
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

interface Schema {
  $ref?: string;
  type?: string | string[];
  anyOf?: Schema[];
  allOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  enum?: unknown[];
  example?: unknown;
}
const { components, paths } = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
  components: { schemas: Record<string, Schema> };
  paths: Record<string, Record<string, { parameters?: { name: string; schema: Schema; example?: unknown }[] }>>;
};
const { schemas } = components;

/** A value as the description shows it. */
function exampleOf(schema: Schema, depth = 0): unknown {
  const described = schema.$ref ? schemas[schema.$ref.split('/').at(-1)!]! : schema;
  const one = described.allOf?.[0] ?? described.anyOf?.[0] ?? described.oneOf?.[0];
  if (described.example !== undefined) return described.example;
  if (described.enum) return described.enum[0];
  if (one) return exampleOf(one, depth);
  if (described.type === 'array') return depth > 4 ? [] : [exampleOf(described.items ?? {}, depth + 1)];
  if (!described.properties) return 'An';
  const fields = Object.entries(described.properties);
  return Object.fromEntries(fields.map(([name, field]) => [name, exampleOf(field, depth + 1)]));
}

/** Texts, as they stand in addresses. */
const parameters = new Map(
  Object.values(paths)
    .flatMap((methods) => Object.values(methods).flatMap(({ parameters: some = [] }) => some))
    .map(({ name, schema, example }) => [name, String(example ?? exampleOf(schema))]),
);

/** What a class takes, as the description shows it: a body or what stands in one, or the parameters of an address. */
function sampleOf(dto: new () => object): Record<string, unknown> {
  if (schemas[dto.name]) return exampleOf(schemas[dto.name]!) as Record<string, unknown>;
  const rules = getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false);
  const names = [...new Set(rules.map(({ propertyName }) => propertyName))];
  return Object.fromEntries(names.map((name) => [name, parameters.get(name) ?? 'An']));
}

/** What stands in no field, in some, or in a few that take anything. */
const ODD: unknown[] = [
  ...[null, true, false, 0, -0, -1, 1.55, 1e9, NaN, Infinity],
  ...['', ' ', 'x', 'x'.repeat(5001), '7', ' 7 ', '1e400', 'NaN', 'true', '2026-02-30', '\ud800', '\ufeffx', 'e\u0301'],
  ...[[], {}, [null], [[]], [{}], ['x'], ['x', 'x'], [1, 'x'], [undefined], Array(1), { x: 1 }, { 0: 'x', length: 1 }],
  ...[{ toString: 1 }, JSON.parse('{"__proto__":{"x":1}}'), { constructor: { name: 'x' } }, { then: 1 }, new Date(0)],
];
/** Of these a field gets so many, the next one others. */
const EACH = 2;

type Place = readonly string[];
/** Every field, and every item, however deep. */
const placesIn = (value: unknown, at: Place = []): Place[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([name, inside]) => [[...at, name], ...placesIn(inside, [...at, name])]);

/** A copy in which `odd` stands there; without the field when it is undefined. */
function placed(value: object, [name = '', ...rest]: Place, odd: unknown): object {
  const was = (value as Record<string, unknown>)[name];
  const now = rest.length > 0 ? placed(was as object, rest, odd) : odd;
  if (Array.isArray(value)) return value.with(Number(name), now) as object;
  const others = Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
  return now === undefined ? others : { ...others, [name]: now };
}

/** Names of no field; the pipe drops some of them without a word. */
const UNKNOWN = ['odd', '__proto__', 'constructor', 'toString', 'hasOwnProperty'];

/** The example, with one field less or alone, or with something odd in it; the next class gets others. */
const likes = (whole: Record<string, unknown>, nth: number): object[] => [
  whole,
  Object.assign(Object.create(null) as object, whole),
  {},
  { ...whole, [UNKNOWN[nth % UNKNOWN.length]!]: 1 },
  ...Object.entries(whole).map(([name, value]) => ({ [name]: value })),
  ...placesIn(whole).flatMap((place, at) => [
    placed(whole, place, undefined),
    ...Array.from({ length: EACH }, (_, n) => placed(whole, place, ODD[(nth + at * EACH + n) % ODD.length])),
    ...(place.length === 1 ? [placed({}, place, ODD[(nth + at * EACH) % ODD.length])] : []),
  ]),
];

/** As it stands in a request, of its own: the pipe changes what it is given. */
const copyOf = (body: object): object =>
  Object.getPrototypeOf(body) === null
    ? Object.assign(Object.create(null) as object, structuredClone({ ...body }))
    : structuredClone(body);

/** It has a field that nobody described. */
class Undescribed {
  @IsString()
  name!: string;

  more = 1;
}

describe('An input that is read at once', () => {
  const pipe = createValidationPipe();
  const byThePipe = (value: unknown, metatype: new () => object): Promise<unknown> =>
    (ValidationPipe.prototype.transform.call(pipe, value, { type: 'body', metatype }) as Promise<unknown>).catch(
      () => undefined,
    );

  it('is what the pipe lets in, and what it makes of it, of every class', async () => {
    const classes = [...new Set(rulesInUse().map(({ target }) => target))] as (new () => object)[];
    let [read, taken] = [0, 0];
    for (const [nth, dto] of classes.entries()) {
      for (const body of likes(sampleOf(dto), nth)) {
        const before = copyOf(body);
        const atOnce = soundInput(body, dto);
        const piped = await byThePipe(before, dto);
        // But for what was dropped of it.
        taken += Number(piped !== undefined && isDeepStrictEqual(body, before));
        if (atOnce === undefined) continue;
        read += 1;
        // Classes are compared too, and what was given has stayed as it was.
        const isSame = isDeepStrictEqual(atOnce, piped) && isDeepStrictEqual(body, before);
        expect(isSame ? undefined : { of: dto.name, body, atOnce, piped }).toBeUndefined();
      }
    }
    expect(taken).toBeGreaterThan(1000);
    // Most: a value that no class describes is for the pipe, and a name that every object has.
    expect(read / taken).toBeGreaterThan(0.8);
  });

  it('is of a class that describes all that its instances have', async () => {
    expect(await byThePipe({ name: 'An' }, Undescribed)).toBeUndefined();
    expect(soundInput({ name: 'An' }, Undescribed)).toBeUndefined();
  });
});
