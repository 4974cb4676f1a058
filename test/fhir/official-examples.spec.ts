import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { aMachine, connect, PUBLIC_URL } from '../clients/machines.js';
import { startWorld, type Client, type World } from '../support/world.js';
import { differences, exactly } from './as-sent.js';

/** Where the package hl7.fhir.r4.examples is unpacked (`npm pack hl7.fhir.r4.examples@4.0.1`): 190 MB that nobody else needs, so that it is no dependency. */
const FOLDER = process.env['FHIR_EXAMPLES'] ?? 'data/hl7.fhir.r4.examples/package';
const withExamples = existsSync(FOLDER) ? it : it.skip;
/** Types of the official examples that this service says it takes. */
const TYPES =
  'Patient Practitioner PractitionerRole Organization Location Encounter Condition AllergyIntolerance Observation DiagnosticReport Specimen ServiceRequest MedicationRequest MedicationAdministration Composition DocumentReference Provenance Task'.split(
    ' ',
  );

interface Resource {
  readonly resourceType: string;
  readonly id: string;
}
let world: World;
let machine: Client;
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  machine = await connect(world, await aMachine(world, ['system/*.cruds']), 'system/*.cruds');
});
afterAll(() => world.close());

/** Definitions, which no example refers to. */
const DEFINITIONS = /^(?:CodeSystem|ConceptMap|OperationDefinition|SearchParameter|StructureDefinition|ValueSet)-/;
let examples: ReadonlyMap<string, Resource> | undefined;
/** As they stand in the package, with every digit. */
const texts = new Map<string, string>();
const readAll = (): ReadonlyMap<string, Resource> =>
  (examples ??= new Map(
    readdirSync(FOLDER)
      .filter((name) => /^[A-Z].*\.json$/.test(name) && !DEFINITIONS.test(name))
      .map((name) => readFileSync(`${FOLDER}/${name}`, 'utf8'))
      .map((text) => {
        const resource = JSON.parse(text) as Resource;
        texts.set(keyOf(resource), text);
        return [keyOf(resource), resource];
      }),
  ));
const keyOf = ({ resourceType, id }: Resource) => `${resourceType}/${id}`;

function referencesIn(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === 'reference' && typeof child === 'string' ? [child] : referencesIn(child),
  );
}

/** A resource with everything of the package that it refers to. */
function withTargets(first: Resource, all: ReadonlyMap<string, Resource>): Resource[] {
  const found = new Map<string, Resource>();
  const add = (resource: Resource) => {
    const key = `${resource.resourceType}/${resource.id}`;
    if (found.has(key)) return;
    found.set(key, resource);
    for (const reference of referencesIn(resource)) {
      const target = all.get(reference);
      if (target) add(target);
    }
  };
  add(first);
  return [...found.values()];
}

/** Official examples that name two patients in one resource, or in what it refers to. */
const TWO_PATIENTS = [
  'Composition/example',
  'Condition/f203',
  'Condition/f204',
  'Encounter/f203',
  'MedicationAdministration/medadmin0301',
  'MedicationAdministration/medadmin0302',
  'MedicationAdministration/medadmin0303',
  'MedicationAdministration/medadmin0304',
  'MedicationAdministration/medadmin0305',
  'MedicationAdministration/medadmin0306',
  'MedicationAdministration/medadmin0307',
  'MedicationAdministration/medadmin0309',
  'MedicationAdministration/medadmin0311',
  'MedicationAdministration/medadmin0312',
  'MedicationAdministration/medadminexample03',
  'MedicationRequest/medrx002',
  'MedicationRequest/medrx0301',
  'MedicationRequest/medrx0302',
  'MedicationRequest/medrx0303',
  'MedicationRequest/medrx0305',
  'MedicationRequest/medrx0307',
  'MedicationRequest/medrx0308',
  'MedicationRequest/medrx0309',
  'MedicationRequest/medrx0310',
  'MedicationRequest/medrx0311',
  'MedicationRequest/medrx0313',
  'MedicationRequest/medrx0315',
  'MedicationRequest/medrx0316',
  'MedicationRequest/medrx0318',
  'MedicationRequest/medrx0323',
  'MedicationRequest/medrx0330',
  'MedicationRequest/medrx0332',
  'MedicationRequest/medrx0333',
  'MedicationRequest/medrx0336',
  'MedicationRequest/medrx0338',
  'MedicationRequest/medrx0339',
  'Task/example3',
];

const LABORATORY = ['101', 'lri-example', 'micro', 'lipids', 'report', 'ghp'];
type Entry = { fullUrl: string; resource: Resource };

/** A report as a transaction, with whom and what it refers to that it does not bring itself. */
function asTransaction(name: string, all: ReadonlyMap<string, Resource>): object {
  const { entry } = all.get(`Bundle/${name}`) as unknown as { entry: Entry[] };
  const ours = `http://${name}.example/fhir/`;
  const own = entry.map(({ fullUrl, resource }) => ({
    fullUrl: fullUrl.replace(/^.*\/(\w+\/[^/]+)$/, `${ours}$1`),
    resource,
  }));
  const known = new Set(own.map(({ fullUrl }) => fullUrl));
  const named = (reference: string): Resource[] => {
    const [resourceType = '', id = ''] = reference.split('/');
    const found = all.get(reference) ?? { resourceType, id };
    return ['Patient', 'ServiceRequest'].includes(resourceType) ? [found] : [];
  };
  const others = new Map<string, Entry>();
  const add = (resources: readonly Resource[]) => {
    for (const resource of resources.flatMap(referencesIn).flatMap(named)) {
      const fullUrl = `${ours}${resource.resourceType}/${resource.id}`;
      if (known.has(fullUrl)) continue;
      known.add(fullUrl);
      others.set(fullUrl, { fullUrl, resource });
      add([resource]);
    }
  };
  add(own.map(({ resource }) => resource));
  const request = ({ resourceType }: Resource) => ({ method: 'POST', url: resourceType });
  const entries = [...others.values(), ...own].map((one) => ({ ...one, request: request(one.resource) }));
  return { resourceType: 'Bundle', type: 'transaction', entry: entries };
}

withExamples.each(LABORATORY)('The official laboratory report %s is taken', async (name) => {
  const { status, body } = await machine.post('/fhir/R4', asTransaction(name, readAll()));
  expect([status, body.issue]).toEqual([200, undefined]);
});

/** A resource of the package with what it refers to, as text. */
function sentWith(resource: Resource, all: ReadonlyMap<string, Resource>): { keys: string[]; body: string } {
  const keys = withTargets(resource, all).map(keyOf);
  const entry = keys.map(
    (key) =>
      `{"fullUrl":"http://hl7.org/fhir/${key}","request":{"method":"PUT","url":"${key}"},"resource":${texts.get(key)}}`,
  );
  return { keys, body: `{"resourceType":"Bundle","type":"transaction","entry":[${entry.join(',')}]}` };
}
const AS_TEXT = { 'Content-Type': 'application/fhir+json' };

/** Where each of what was sent is now. */
const placesIn = (keys: readonly string[], { body }: { body: { entry: { response: { location: string } }[] } }) =>
  keys.map((key, at) => [key, body.entry[at]!.response.location.replace(/\/_history.*/, '')] as const);

/** Two examples of one person, of whom the later one is shown. */
const SAID_TWICE = ['Patient/mom'];

/** Examples that cannot be written, by why; docs/fhir.md says so in words. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  'of two patients at once': TWO_PATIENTS,
  'of no time': ['Observation/bmd', 'Observation/decimal', 'Observation/example-genetics-brcapat'],
  'an animal alone': ['Patient/animal'],
};

withExamples(
  'Official examples are taken, or kept for a person, with all that they refer to; what is taken is read back as it was sent, to the digit',
  async () => {
    const all = readAll();
    const [refused, changed]: string[][] = [[], []];
    const counts = { taken: 0, kept: 0 };
    const places = new Map<string, string>();
    for (const [key, resource] of all) {
      if (!TYPES.includes(resource.resourceType)) continue;
      const { keys, body } = sentWith(resource, all);
      const answer = await machine.post('/fhir/R4', body as never, AS_TEXT);
      if (answer.status === 202) counts.kept++;
      else if (answer.status !== 200) refused!.push(key);
      if (answer.status !== 200) continue;
      counts.taken++;
      for (const [from, to] of placesIn(keys, answer)) places.set(from, to);
      const { text } = await machine.get(`/fhir/R4/${places.get(key)}`);
      const placeOf = (to: string) => places.get(to.replace(/\/_history.*/, '')) ?? to;
      const found = differences(exactly(texts.get(key)!), exactly(text), placeOf);
      if (!SAID_TWICE.includes(key)) changed!.push(...found.map((line) => `${key} ${line}`));
    }
    expect(changed).toEqual([]);
    expect(refused!.sort()).toEqual(Object.values(REFUSED).flat().sort());
    expect(counts).toEqual({ taken: 173, kept: 39 });
  },
  120_000,
);
