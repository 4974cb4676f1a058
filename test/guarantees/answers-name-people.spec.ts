import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { elementAt, valueOf } from '../../src/kernel/list.js';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly items?: Schema;
  readonly properties?: Record<string, Schema>;
  readonly additionalProperties?: Schema | boolean;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}
interface Operation {
  readonly responses?: Record<string, { readonly content?: Record<string, { readonly schema?: Schema }> }>;
}
const { paths, components } = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

/** Names of properties that mean a person. */
const PERSON =
  /^by$|By$|^(author|recorder|practitioner|performer|reviewer|signer|requester|actor|who|staff|person)$|^staffId$/;
/** Where something stands beside the name of the same person. */
const BESIDE_ITS_NAME: Record<string, string> = {
  'VerificationResponse.issuedBy': 'the name itself, for the public; no id stands beside it',
  ...Object.fromEntries(
    ['ResultObservation', 'Report', 'ReportWithVersions', 'ReportVersion'].map((of) => [
      `${of}Response.performer`,
      'the name as the laboratory sent it; no account of ours stands behind it',
    ]),
  ),
  'HeldRoleResponse.staffId': 'username and fullName of the same person stand beside it',
};

const named = ($ref: string) => $ref.split('/').pop()!;
const partsOf = (schema: Schema) => [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];

/** Whether what stands here tells a name, however it is wrapped. */
function tellsName(schema: Schema): boolean {
  if (schema.$ref) return tellsName(valueOf(components.schemas, named(schema.$ref)));
  if (schema.items) return tellsName(schema.items);
  return 'fullName' in (schema.properties ?? {}) || partsOf(schema).some(tellsName);
}

/** Every property of every schema that answers reach, as `Schema.property`. */
function reached(): Map<string, Schema> {
  const properties = new Map<string, Schema>();
  const seen = new Set<string>();
  const walk = (schema: Schema, place: string): void => {
    if (schema.$ref) {
      const name = named(schema.$ref);
      if (!seen.has(name)) walk(valueOf(components.schemas, (seen.add(name), name)), name);
    }
    for (const part of partsOf(schema)) walk(part, place);
    if (schema.items) walk(schema.items, place);
    if (typeof schema.additionalProperties === 'object') walk(schema.additionalProperties, place);
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      properties.set(`${place}.${name}`, property);
      walk(property, place);
    }
  };
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  const answers = operations.flatMap(({ responses }) => Object.entries(responses ?? {}));
  for (const [status, { content }] of answers) {
    if (!status.startsWith('2')) continue;
    for (const { schema } of Object.values(content ?? {})) if (schema) walk(schema, 'answer');
  }
  return properties;
}

describe('Answers name people', () => {
  it('whoever did something is told by name, never by an id or an account alone', () => {
    const people = [...reached()].filter(([place]) => PERSON.test(elementAt(place.split('.'), 1)));
    expect(people.length).toBeGreaterThan(30);
    const nameless = people.filter(([place, schema]) => !(place in BESIDE_ITS_NAME) && !tellsName(schema));
    expect(nameless.map(([place]) => place)).toEqual([]);
  });

  it('no exception is left over', () => {
    const places = reached();
    expect(Object.keys(BESIDE_ITS_NAME).filter((place) => !places.has(place))).toEqual([]);
  });
});
