import { readdirSync, readFileSync } from 'node:fs';
import type { Response } from 'supertest';
import type { Client } from '../support/world.js';
import { differences, exactly } from './as-sent.js';

/** Types of published examples that this service says it takes. */
const TYPES =
  'Patient Practitioner PractitionerRole Organization Location Encounter Condition AllergyIntolerance Observation DiagnosticReport Specimen ServiceRequest MedicationRequest MedicationAdministration Composition DocumentReference Provenance Task'.split(
    ' ',
  );

export interface Example {
  readonly resourceType: string;
  readonly id: string;
}
/** A folder of published examples, by type and id: as they are, and as they stand there, with every digit. */
export interface Examples {
  readonly all: ReadonlyMap<string, Example>;
  readonly texts: ReadonlyMap<string, string>;
}

/** Definitions, which no example refers to. */
const DEFINITIONS = ['CodeSystem', 'ConceptMap', 'OperationDefinition', 'SearchParameter', 'StructureDefinition'];

export function readExamples(folder: string): Examples {
  const all = new Map<string, Example>();
  const texts = new Map<string, string>();
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.json'))) {
    if (DEFINITIONS.some((one) => name.startsWith(`${one}-`))) continue;
    const text = readFileSync(`${folder}/${name}`, 'utf8');
    const resource = JSON.parse(text) as Partial<Example>;
    if (resource.resourceType === undefined || resource.id === undefined) continue;
    all.set(keyOf(resource as Example), resource as Example);
    texts.set(keyOf(resource as Example), text);
  }
  return { all, texts };
}
const keyOf = ({ resourceType, id }: Example) => `${resourceType}/${id}`;

export function referencesIn(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === 'reference' && typeof child === 'string' ? [child] : referencesIn(child),
  );
}

/** A resource with everything of the folder that it refers to. */
function withTargets(first: Example, all: Examples['all']): Example[] {
  const found = new Map<string, Example>();
  const add = (resource: Example) => {
    if (found.has(keyOf(resource))) return;
    found.set(keyOf(resource), resource);
    for (const reference of referencesIn(resource)) {
      const target = all.get(reference);
      if (target) add(target);
    }
  };
  add(first);
  return [...found.values()];
}

/** A resource with what it refers to, as the text of a transaction. */
function sentWith(resource: Example, { all, texts }: Examples): { keys: string[]; body: string } {
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

/** What a refusal says last, which is the most exact. */
const firstReason = ({ body, text }: Response): string => {
  const { diagnostics, expression } = (body as Refusal).issue?.at(-1) ?? {};
  return `${expression?.join() ?? ''} ${diagnostics ?? text}`;
};
interface Refusal {
  readonly issue?: readonly { diagnostics?: string; expression?: string[] }[];
}

/** What became of a folder's examples of the types that are taken. */
export interface Sent {
  readonly taken: number;
  readonly kept: number;
  /** Those that were refused, each with the first reason. */
  readonly refused: ReadonlyMap<string, string>;
  /** What is read back otherwise than it was sent. */
  readonly changed: readonly string[];
}

/** Sends each example with all that it refers to, and reads it back. @throws Error when one is answered as a fault of the service */
export async function sendAll(machine: Client, examples: Examples, exceptChanges: readonly string[]): Promise<Sent> {
  let [taken, kept] = [0, 0];
  const refused = new Map<string, string>();
  const changed: string[] = [];
  const places = new Map<string, string>();
  for (const [key, resource] of examples.all) {
    if (!TYPES.includes(resource.resourceType)) continue;
    const { keys, body } = sentWith(resource, examples);
    const answer: Response = await machine.post('/fhir/R4', body as never, AS_TEXT);
    if (answer.status >= 500) throw new Error(`${key}: ${answer.status} ${answer.text}`);
    if (answer.status === 202) kept++;
    else if (answer.status !== 200) refused.set(key, firstReason(answer));
    if (answer.status !== 200) continue;
    taken++;
    for (const [from, to] of placesIn(keys, answer)) places.set(from, to);
    const { text } = await machine.get(`/fhir/R4/${places.get(key)}`);
    const placeOf = (to: string) => places.get(to.replace(/\/_history.*/, '')) ?? to;
    const found = differences(exactly(examples.texts.get(key)!), exactly(text), placeOf);
    if (!exceptChanges.includes(key)) changed.push(...found.map((line) => `${key} ${line}`));
  }
  return { taken, kept, refused, changed };
}
