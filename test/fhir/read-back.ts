import type { Response } from 'supertest';
import { IMPORTED } from '../../src/integration/fhir/maps/index.js';
import { parseDateTime } from '../../src/integration/fhir/elements/date-time.js';
import type { Client, World } from '../support/world.js';
import type { Bundle } from './synthea.js';
import { elementAt } from '../../src/kernel/list.js';

type Json = Record<string, unknown>;

/** Where each entry of a transaction is now: `urn:uuid:…` → `Observation/<id>`. */
export function placesOf(bundle: Bundle, answer: Response): Map<string, string> {
  const locations = (answer.body as { entry: { response: { location: string } }[] }).entry;
  return new Map(
    bundle.entry.map(({ fullUrl }, index) => [
      fullUrl!,
      elementAt(locations, index).response.location.replace(/\/_history\/.*$/, ''),
    ]),
  );
}

/** Everything of a type that a patient has, following every next link. */
export async function everything(client: Client, type: string, patientId: string): Promise<Json[]> {
  const found: Json[] = [];
  let next: string | undefined = `/fhir/R4/${type}?${type === 'Patient' ? '_id' : 'patient'}=${patientId}&_count=100`;
  while (next) {
    const { body } = (await client.get(next)) as {
      body: { entry: { resource: Json }[]; link: { relation: string; url: string }[] };
    };
    found.push(...body.entry.map(({ resource }) => resource));
    const link = body.link.find(({ relation }) => relation === 'next')?.url;
    next = link && new URL(link).pathname + new URL(link).search;
  }
  return found;
}

/** What was sent and what is read back, side by side, by place: elements, values, times and references alike. */
export async function sentAndRead(world: World, bundle: Bundle, answer: Response): Promise<{ sent: Json; read: Json }> {
  const places = placesOf(bundle, answer);
  const patient = bundle.entry.find(({ resource }) => resource.resourceType === 'Patient')!;
  const patientId = elementAt(places.get(patient.fullUrl!)!.split('/'), 1);
  const sent: Json = {};
  for (const { fullUrl, resource } of bundle.entry) {
    if ((IMPORTED as readonly string[]).includes(resource.resourceType)) {
      sent[places.get(fullUrl!)!] = factsOf(resource, places);
    }
  }
  const read: Json = {};
  for (const type of IMPORTED) {
    for (const resource of await everything(world.as('doctor'), type, patientId)) {
      const place = `${type}/${resource.id as string}`;
      read[place] = only(factsOf(resource, new Map()), sent[place] as Json | undefined);
    }
  }
  return { sent, read };
}

/** Elements that are the server's, or that it may add: its ids, its version, its own identifiers. */
const OURS = ['id', 'meta', 'text'];

function factsOf(resource: Json, places: Map<string, string>): Json {
  const facts = Object.fromEntries(Object.entries(resource).filter(([name]) => !OURS.includes(name)));
  return comparable(facts, places) as Json;
}

/** Times as instants, references as places. */
function comparable(value: unknown, places: Map<string, string>): unknown {
  if (typeof value === 'string') {
    const instant = /^\d{4}-\d\d-\d\dT/.test(value) ? parseDateTime(value) : undefined;
    return instant?.toISOString() ?? places.get(value) ?? value;
  }
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => comparable(item, places));
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, comparable(child, places)]));
}

/** The elements that were sent, and of the identifiers those that were sent. */
function only(read: Json, sent: Json | undefined): Json {
  if (!sent) return read;
  const elements = Object.entries(read).filter(([name]) => name in sent);
  const identifiers = sent.identifier as unknown[] | undefined;
  return {
    ...Object.fromEntries(elements),
    ...(identifiers && { identifier: (read.identifier as unknown[]).slice(0, identifiers.length) }),
  };
}
