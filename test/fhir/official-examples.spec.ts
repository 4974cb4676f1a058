import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { aMachine, connect, PUBLIC_URL } from '../clients/machines.js';
import { startWorld, type Client, type World } from '../support/world.js';
import { readExamples, referencesIn, sendAll, type Example, type Examples } from './examples.js';

/** Where the package hl7.fhir.r4.examples is unpacked (`npm pack hl7.fhir.r4.examples@4.0.1`): 190 MB that nobody else needs, so that it is no dependency. */
const FOLDER = process.env['FHIR_EXAMPLES'] ?? 'data/hl7.fhir.r4.examples/package';
const withExamples = existsSync(FOLDER) ? it : it.skip;
let world: World;
let machine: Client;
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  machine = await connect(world, await aMachine(world, ['system/*.cruds']), 'system/*.cruds');
});
afterAll(() => world.close());

let examples: Examples | undefined;
const readAll = (): Examples => (examples ??= readExamples(FOLDER));

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
type Entry = { fullUrl: string; resource: Example };

/** A report as a transaction, with whom and what it refers to that it does not bring itself. */
function asTransaction(name: string, all: ReadonlyMap<string, Example>): object {
  const { entry } = all.get(`Bundle/${name}`) as unknown as { entry: Entry[] };
  const ours = `http://${name}.example/fhir/`;
  const own = entry.map(({ fullUrl, resource }) => ({
    fullUrl: fullUrl.replace(/^.*\/(\w+\/[^/]+)$/, `${ours}$1`),
    resource,
  }));
  const known = new Set(own.map(({ fullUrl }) => fullUrl));
  const named = (reference: string): Example[] => {
    const [resourceType = '', id = ''] = reference.split('/');
    const found = all.get(reference) ?? { resourceType, id };
    return ['Patient', 'ServiceRequest'].includes(resourceType) ? [found] : [];
  };
  const others = new Map<string, Entry>();
  const add = (resources: readonly Example[]) => {
    for (const resource of resources.flatMap(referencesIn).flatMap(named)) {
      const fullUrl = `${ours}${resource.resourceType}/${resource.id}`;
      if (known.has(fullUrl)) continue;
      known.add(fullUrl);
      others.set(fullUrl, { fullUrl, resource });
      add([resource]);
    }
  };
  add(own.map(({ resource }) => resource));
  const request = ({ resourceType }: Example) => ({ method: 'POST', url: resourceType });
  const entries = [...others.values(), ...own].map((one) => ({ ...one, request: request(one.resource) }));
  return { resourceType: 'Bundle', type: 'transaction', entry: entries };
}

withExamples.each(LABORATORY)('The official laboratory report %s is taken', async (name) => {
  const { status, body } = await machine.post('/fhir/R4', asTransaction(name, readAll().all));
  expect([status, body.issue]).toEqual([200, undefined]);
});

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
    const { changed, refused, taken, kept } = await sendAll(machine, readAll(), SAID_TWICE);
    expect(changed).toEqual([]);
    expect([...refused.keys()].sort()).toEqual(Object.values(REFUSED).flat().sort());
    expect({ taken, kept }).toEqual({ taken: 173, kept: 39 });
  },
  120_000,
);
