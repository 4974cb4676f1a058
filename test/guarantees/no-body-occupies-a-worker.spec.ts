import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { may, ROLES } from '../../src/platform/routes/policy.js';
import { REGISTRATION } from '../clients/machines.js';
import { historySender } from '../clients/machines.js';
import { aPatient } from '../support/builders.js';
import { routesOf, somePath } from '../support/routes.js';
import { startWorld, type Client, type World } from '../support/world.js';
import { elementAt, valueOf } from '../../src/kernel/list.js';

interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly type?: string;
  readonly items?: Schema;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
}
interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}
const { paths, components } = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

/** A megabyte of JSON, and the CPU time that any of it may cost, this process's own writing of it included; in ms. */
const MEBIBYTE = 1_048_576;
const MOST_CPU = 1_000;
/** What walks every field of every route grows with them; in ms. */
const WALK = 300_000;
const WHOLE = { bytes: MEBIBYTE, cpu: MOST_CPU };
/** Of that, for what is tried at many places. What grows with the square of its size shows at a quarter, too. */
const QUARTER = { bytes: MEBIBYTE / 4, cpu: MOST_CPU / 4 };

let world: World;
let histories: Client;
let patientId: string;
beforeAll(async () => {
  // It is about CPU: a machine that has other work may be slow to answer, and nobody is signed out meanwhile.
  world = await startWorld({ STATEMENT_TIMEOUT_MS: '60000', ACCESS_TOKEN_MINUTES: '60' });
  histories = await historySender(world);
  patientId = (await aPatient(world)).id;
});
afterAll(() => world.close());

const resolved = (schema: Schema): Schema => {
  if (schema.$ref) return resolved(valueOf(components.schemas, schema.$ref.split('/').at(-1)!));
  return schema.allOf?.length === 1 ? resolved(elementAt(schema.allOf, 0)) : schema;
};

interface Place {
  /** Names that lead to it; `*` is an item of a list. */
  readonly steps: readonly string[];
  readonly schema: Schema;
}

/** Every place in a body, lists and what is in them included. */
function placesIn(schema: Schema, steps: readonly string[] = []): Place[] {
  const { properties = {}, items } = resolved(schema);
  const inside = items ? [['*', items] as const] : Object.entries(properties);
  return inside.flatMap(([name, child]) => {
    const at = [...steps, name];
    return [{ steps: at, schema: resolved(child) }, ...placesIn(child, at)];
  });
}

const putAt = (steps: readonly string[], value: unknown): unknown =>
  steps.reduceRight<unknown>((inside, step) => (step === '*' ? [inside] : { [step]: inside }), value);

const aMebibyteOf = (item: unknown, bytes = MEBIBYTE): unknown[] =>
  Array.from({ length: Math.floor(bytes / (JSON.stringify(item).length + 1)) - 250 }, () => item);

/** Every route of our own API that takes a described body, with somebody who may call it. */
function routesWithBodies(): { name: string; schema: Schema; send: (body: object) => Promise<Response> }[] {
  return routesOf(world.app).flatMap(({ name, method, path, declaration }) => {
    const content = paths[path.replace(/:(\w+)/g, '{$1}')]?.[method]?.requestBody?.content;
    const schema = content?.['application/json']?.schema;
    if (!schema || !declaration || path.startsWith('/fhir')) return [];
    const { action } = declaration;
    const role = ROLES.find((one) => action === 'public' || action === 'signed-in' || may(one, action))!;
    const caller: Client = action === 'public' ? world.anonymous : world.as(role);
    const headers = { 'If-Match': '"1"' };
    const to = somePath(path);
    const send = (body: object) =>
      method === 'patch' ? caller.patch(to, body, headers) : caller.post(to, body, headers);
    return [{ name, schema, send }];
  });
}

/** What it costs, in ms of this process's CPU. */
async function costOf(send: () => Promise<Response>): Promise<{ cpu: number; status: number; bytes: number }> {
  const before = process.cpuUsage();
  const { status, text } = await send();
  const { user, system } = process.cpuUsage(before);
  return { cpu: (user + system) / 1_000, status, bytes: text.length };
}

/** What reading and writing a mebibyte of small objects costs where a second is the limit, in ms of CPU. */
const USUAL = 12;

/** How many times slower this machine is just now; at least 1. */
function slowness(): number {
  const text = JSON.stringify(aMebibyteOf({ a: 1 }));
  const costs = Array.from({ length: 5 }, () => {
    const before = process.cpuUsage();
    JSON.stringify(JSON.parse(text));
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return Math.max(1, Math.min(...costs) / USUAL);
}

async function expectCheap(name: string, send: () => Promise<Response>, most = MOST_CPU): Promise<void> {
  let { cpu, status, bytes } = await costOf(send);
  // What went over once may have met the collection of garbage, or the machine's other work; so may what was told to come again.
  if (cpu >= most || status === 503) {
    most *= slowness();
    ({ cpu, status, bytes } = await costOf(send));
  }
  expect(`${name}: ${cpu < most ? 'cheap' : `${cpu.toFixed(0)} ms, ${status}`}`).toBe(`${name}: cheap`);
  // Refusals are short; what was taken comes back whole.
  const words = status < 300 || bytes < 65_536 ? '' : `${bytes} bytes`;
  expect(`${name}: ${status} ${words}`).toMatch(/: [24]\d\d $/);
}

describe('A mebibyte of anything answers within a second of CPU', () => {
  it(
    'every list of every described body, of empty items and of numbers; each says how long it may be',
    async () => {
      let lists = 0;
      for (const { name, schema, send } of routesWithBodies()) {
        for (const { steps, schema: at } of placesIn(schema).filter((place) => place.schema.type === 'array')) {
          lists++;
          const where = `${name} ${steps.join('/')}`;
          expect(`${where} maxItems ${at.maxItems}`).toMatch(/maxItems \d+$/);
          for (const item of [{}, 1, 'a']) {
            // Items that are objects cost most.
            const { bytes, cpu } = typeof item === 'object' ? WHOLE : QUARTER;
            const body = putAt(steps, aMebibyteOf(item, bytes)) as object;
            await expectCheap(`${where} of ${JSON.stringify(item)}`, () => send(body), cpu);
          }
        }
      }
      expect(lists).toBeGreaterThan(12);
    },
    WALK,
  );

  it(
    'fields that nobody described, and a single long text in every field',
    async () => {
      const flood = Object.fromEntries(Array.from({ length: 90_000 }, (_, at) => [`f${at}`, 1]));
      for (const [index, { name, schema, send }] of routesWithBodies().entries()) {
        if (index % 10 === 0) await expectCheap(`${name} unknown fields`, () => send(flood));
        for (const { steps } of placesIn(schema).filter((place) => place.schema.type === 'string')) {
          // Before a sign, and between two, where trimming takes none of them away.
          for (const before of ['', 'x']) {
            const body = putAt(steps, `${before}${' '.repeat(MEBIBYTE / 8)}!`) as object;
            await expectCheap(`${name} ${steps.join('/')} of spaces behind “${before}”`, () => send(body));
          }
        }
      }
    },
    WALK,
  );

  it('what is described as an object only: keys of machines, and the form of the token endpoint', async () => {
    const jwks = { keys: aMebibyteOf({ kty: 'EC' }) };
    await expectCheap('keys', () => world.as('admin').post('/api/v1/clients', { ...REGISTRATION, jwks }));
    const one = { keys: [Object.fromEntries(Array.from({ length: 90_000 }, (_, at) => [`f${at}`, 1]))] };
    await expectCheap('one key', () => world.as('admin').post('/api/v1/clients', { ...REGISTRATION, jwks: one }));
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const fields = 'a=1&'.repeat(MEBIBYTE / 4 - 100);
    await expectCheap('form', () => world.anonymous.post('/oauth2/token', fields as never, form));
  });
});

it('no header costs more than its length, sent ten times at once', async () => {
  const names = ['Authorization', 'Accept-Language', 'X-Terminal', 'X-Reason', 'If-Match', 'If-None-Match', 'Accept'];
  for (const name of names) {
    for (const part of ['a', 'a,', 'a;', '" ', '%20']) {
      const value = `x${part.repeat(14_000 / part.length)}x`;
      const client = name === 'Authorization' ? world.anonymous : world.as('doctor');
      const send = () => client.get(`/fhir/R4/Patient/${patientId}`, { [name]: value });
      const many = async () => elementAt(await Promise.all(Array.from({ length: 10 }, send)), 0);
      await expectCheap(`${name} of ${part}`, many, QUARTER.cpu);
    }
  }
});

/** Elements that repeat in the resources the chart takes; `.` leads into an element that does not. */
const REPEATED = [
  'contained extension modifierExtension identifier category code.coding basedOn partOf performer note component',
  'referenceRange interpretation hasMember derivedFrom result specimen.coding media presentedForm conclusionCode type reasonCode',
  'participant diagnosis location statusHistory dosageInstruction reaction bodySite evidence stage name telecom address contact',
  'communication link meta.tag meta.extension text.extension subject.extension valueCodeableConcept.coding',
].flatMap((names) => names.split(' '));

describe('A mebibyte of any FHIR', () => {
  const resource = (resourceType: string) => ({
    resourceType,
    status: 'final',
    subject: { reference: `Patient/${patientId}` },
    patient: { reference: `Patient/${patientId}` },
    code: { text: 'Kali' },
    effectiveDateTime: '2026-01-01',
  });
  const transaction = (...resources: { resourceType: string }[]) => ({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: resources.map((one) => ({ resource: one, request: { method: 'POST', url: one.resourceType } })),
  });
  const postAlone = (body: object & { resourceType: string }) => () =>
    world.as('lab').post(`/fhir/R4/${body.resourceType}`, body);
  const postBundle = (body: object) => () => histories.post('/fhir/R4', body);

  it('every list of every type that the chart takes', async () => {
    for (const path of REPEATED) {
      const list = aMebibyteOf({}, QUARTER.bytes);
      const body = (type: string) => ({ ...resource(type), ...(putAt(path.split('.'), list) as object) });
      await expectCheap(`DiagnosticReport ${path}`, postAlone(body('DiagnosticReport')), QUARTER.cpu);
      await expectCheap(`Condition ${path}`, postBundle(transaction(body('Condition'))), QUARTER.cpu);
    }
  });

  it('lists that refer to each other, lists within lists, entries by the thousand', async () => {
    const contained = (count: number, id: (at: number) => string) =>
      Array.from({ length: count }, (_, at) => ({ resourceType: 'Observation', id: id(at), status: 'final' }));
    const results = (count: number, id: string) => Array.from({ length: count }, () => ({ reference: id }));
    const report = resource('DiagnosticReport');
    const both = { contained: contained(1_000, () => 'a'), result: results(1_000, '#k') };
    await expectCheap('contained × result', postAlone({ ...report, ...both }));
    const found = { contained: contained(1_000, (at) => `k${at}`), result: results(1_000, '#k999') };
    await expectCheap('contained × one result', postAlone({ ...report, ...found }));
    const wide = { contained: contained(12_000, (at) => `k${at}`), result: results(12_000, '#k') };
    await expectCheap('contained × result, too many', postAlone({ ...report, ...wide }));
    const extension = aMebibyteOf({}).slice(0, 340_000);
    const nested = Array.from({ length: 340 }, () => ({ extension: extension.slice(0, 1_000) }));
    await expectCheap(
      'extensions',
      postAlone({ ...report, extension: nested, conclusion: 'x' } as { resourceType: string }),
    );
    await expectCheap(
      'extensions kept',
      postBundle(transaction({ ...resource('Basic'), extension: nested } as { resourceType: string })),
    );
    await expectCheap('entries', postBundle({ ...transaction(), entry: aMebibyteOf({}) }));
    const urn = 'urn:uuid:00000000-0000-4000-8000-000000000000';
    const lost = transaction(...Array.from({ length: 5_000 }, () => ({ ...report, result: results(1, urn) })));
    await expectCheap('entries that refer to nothing', postBundle(lost));
    const long = `${'a/A/b/_history/'.repeat(60_000)}\n`;
    await expectCheap('a long address', postBundle(transaction({ ...report, subject: { reference: long } } as never)));
    await expectCheap('a long text', postAlone({ ...report, conclusion: `${' '.repeat(MEBIBYTE)}!` } as never));
  });
});
