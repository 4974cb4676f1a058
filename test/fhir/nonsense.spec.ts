import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { aMachine, connect, PUBLIC_URL } from '../clients/machines.js';
import { aPatient } from '../support/builders.js';
import { startWorld, type Client, type World } from '../support/world.js';

let world: World;
let machine: Client;
let patientId: string;

beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  machine = await connect(
    world,
    await aMachine(world, ['system/*.cruds', 'system/BulkExport.c']),
    'system/*.cruds system/BulkExport.c',
  );
  patientId = (await aPatient(world)).id;
});
afterAll(() => world.close());

/** What somebody may take for a name of a parameter, and nobody else should read. */
const SECRET = 'Nguyễn Bí Mật 0912345678';
const E = encodeURIComponent(SECRET);

interface Api {
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
}
const api = JSON.parse(readFileSync('openapi.json', 'utf8')) as Api;
/** Each route once: those of a type are made alike, and two of them stand for all. */
const TYPES = ['Observation', 'Patient', '{type}', 'AuditEvent', 'Subscription', 'Group', '$export', undefined];
const LIKE_OTHERS = /^\/fhir\/R4\/Patient\/(?:_history|_search|\{id\}(?:\/_history.*)?)$/;
const routes = Object.entries(api.paths)
  .filter(
    ([path]) =>
      path.startsWith('/fhir/R4') &&
      !path.includes('.well-known') &&
      TYPES.includes(path.split('/')[3]) &&
      !LIKE_OTHERS.test(path),
  )
  .flatMap(([path, methods]) => Object.keys(methods).map((method) => [method, path] as const));
const gets = routes.filter(([method]) => method === 'get').map(([, path]) => path);
const writes = routes.filter(([method]) => method !== 'get');

const filled = (path: string, id = patientId) =>
  path.replace('{type}', 'Immunization').replace('{type}', 'Condition').replace('{id}', id).replace('{version}', '1');

/** What is wrong with an answer: it broke, it is refused in another language than FHIR's, or it says again what nobody should read. */
function wrongWith({ status, text, headers }: Response): string | undefined {
  if (status >= 500) return `${status} ${text.slice(0, 80)}`;
  if (status < 400) return undefined;
  if (!headers['content-type']?.startsWith('application/fhir+json')) return `${status} ${headers['content-type']}`;
  if ((JSON.parse(text) as { resourceType?: string }).resourceType !== 'OperationOutcome') {
    return `${status} no OperationOutcome`;
  }
  return text.includes('Bí Mật') || text.includes(E) || text.includes('0912345678')
    ? `${status} tells it again`
    : undefined;
}

async function wrongAmong(asked: readonly (() => [string, Promise<Response>])[]): Promise<string[]> {
  const wrong: string[] = [];
  const waiting = [...asked];
  const some = async () => {
    for (let ask = waiting.pop(); ask; ask = waiting.pop()) {
      const [what, answer] = ask();
      const found = wrongWith(await answer);
      if (found) wrong.push(`${what.slice(0, 150)}: ${found}`);
    }
  };
  await Promise.all([some(), some(), some(), some()]);
  return wrong;
}

const QUERIES = [
  ...[
    '_format=xml',
    '_count=999999999',
    '_count=-1',
    '_count=1&_count=2',
    'patient=1&patient=2',
    '__proto__=x',
    'patient[a]=b',
  ],
  ...[
    `date=${E}`,
    'date=2026-13-45',
    'birthdate=2026-02-30',
    `name=${encodeURIComponent('Ánh'.normalize('NFD'))}`,
    'name=%00',
    'name=%FF',
  ],
  ...[
    `${E}=x`,
    `code:${E}=x`,
    `_include=${E}`,
    `_sort=${E}`,
    `_summary=${E}`,
    `_elements=${E}`,
    `_cursor=${E}`,
    '_cursor=WyJ4Il0',
  ],
  ...[
    `identifier=${E}|`,
    'identifier=|',
    `patient=${E}`,
    `_id=${E}`,
    `patient=${'a'.repeat(9000)}`,
    `_since=${E}`,
    `_type=${E}`,
  ],
  ...[
    `_has:${E}:patient:x=1`,
    '_has:Observation:patient:date=x',
    '_has:Nothing:patient:x=1',
    `patient.name=${E}`,
    'patient.birthdate=x',
  ],
  ...[
    'value-quantity=1e400',
    'code-value-quantity=x',
    'name:contains=%25',
    'name:exact=%20',
    'encounter.date=x',
    '_lastUpdated=x',
  ],
];
const IDS = [E, 'x'.repeat(70), '..%2f', '%00', "1'%20OR%201=1", '$foo', '_history', '%F0%9F%98%80'];
const ACCEPTED = ['text/xml', 'application/fhir+xml', 'image/png', ';;', 'application/fhir+json;fhirVersion=3.0'];
const BODIES = [
  ...[
    '{',
    '[]',
    'null',
    '"x"',
    '{"a":1,"a":2}',
    JSON.stringify({ resourceType: SECRET }),
    JSON.stringify([{ op: SECRET, path: SECRET }]),
  ],
  JSON.stringify({ resourceType: 'Patient', name: SECRET, [SECRET]: 1 }),
  JSON.stringify({ resourceType: 'Immunization', [SECRET]: 1, status: SECRET }),
  JSON.stringify({ resourceType: 'Parameters', parameter: [null, { name: SECRET, valueString: SECRET }] }),
  JSON.stringify({
    resourceType: 'Bundle',
    type: 'batch',
    entry: [null, 1, {}, { request: { method: SECRET, url: SECRET } }],
  }),
  JSON.stringify({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [{ request: { method: 'PUT', url: `${SECRET}?${SECRET}` }, resource: { resourceType: 'Condition' } }],
  }),
];

describe('Whatever nonsense is asked', () => {
  it('in the query of any route is refused as FHIR refuses, and not told again', async () => {
    const asked = gets.flatMap((path) =>
      QUERIES.map((query) => (): [string, Promise<Response>] => [
        `${path}?${query}`,
        machine.get(`${filled(path)}?${query}`),
      ]),
    );
    expect(await wrongAmong(asked)).toEqual([]);
  });

  it('by ids, versions and media types likewise', async () => {
    const byId = gets
      .filter((path) => path.includes('{id}'))
      .flatMap((path) => IDS.map((id) => [filled(path, id), {}] as const));
    const versions = IDS.map((id) => [`/fhir/R4/Observation/${patientId}/_history/${id}`, {}] as const);
    const accepted = gets.flatMap((path) => ACCEPTED.map((Accept) => [filled(path), { Accept }] as const));
    const others = ['/fhir/R4/', '/fhir/R4/patient', '/fhir/R4/Nothing', '/fhir/R4/Patient/x/y/z', `/fhir/R4/${E}`].map(
      (path) => [path, {}] as const,
    );
    const asked = [...byId, ...versions, ...accepted, ...others].map(
      ([path, headers]) =>
        (): [string, Promise<Response>] => [`${path} ${JSON.stringify(headers)}`, machine.get(path, headers)],
    );
    expect(await wrongAmong(asked)).toEqual([]);
  });

  it('in a body, of any kind that it says to be, likewise', async () => {
    const asked = writes.flatMap(([method, path]) =>
      [method === 'patch' ? 'application/json-patch+json' : 'application/fhir+json', 'application/xml'].flatMap(
        (type) =>
          (type === 'application/xml' ? BODIES.slice(0, 1) : BODIES).map((body) => (): [string, Promise<Response>] => {
            const headers = { 'Content-Type': type, 'If-None-Exist': `nothing=${E}`, 'If-Match': `W/"${E}"` };
            const call = machine[method as 'post'].bind(machine);
            return [
              `${method} ${path} ${type} ${body}`,
              method === 'delete' ? machine.delete(filled(path), headers) : call(filled(path), body as never, headers),
            ];
          }),
      ),
    );
    expect(await wrongAmong(asked)).toEqual([]);
  });
});
