import { RESOURCE_TYPES } from '../elements/resource-types.js';
import { notTaken } from '../fhir.errors.js';
import { HOW_ANSWERED, one, type Query } from '../search/search-request.js';

/** What an operation is given: a resource, and values by their names. */
export interface Given {
  readonly resource: unknown;
  readonly values: Readonly<Record<string, unknown>>;
}

interface Parameter {
  readonly name?: unknown;
  readonly resource?: unknown;
  readonly [value: string]: unknown;
}

/** Most parameters of one call. */
const MOST = 20;

/**
 * What stands in a Parameters resource, or is the resource itself, together with the parameters of the address.
 * @throws Problem notImportable for parameters that are not known: what is left out would count in silence
 */
export function readGiven(body: unknown, query: Query, known: readonly string[]): Given {
  const { resourceType, parameter } = (body ?? {}) as { resourceType?: unknown; parameter?: unknown };
  const isWrapped = resourceType === 'Parameters';
  const parameters = isWrapped && Array.isArray(parameter) ? (parameter as (Parameter | null)[]) : [];
  if (parameters.length > MOST) throw notTaken('Parameters.parameter', 'too-many', { max: MOST });
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(query)) if (!HOW_ANSWERED.has(name)) values[name] = one(value);
  let resource: unknown = isWrapped ? undefined : body;
  for (const given of parameters) {
    const { name, ...rest } = given ?? {};
    if (name === 'resource') resource = rest.resource;
    else if (typeof name === 'string') values[name] = Object.values(rest)[0];
  }
  const unknown = Object.keys(values).find((name) => !known.includes(name));
  if (unknown !== undefined) throw notTaken(unknown, 'parameter-unknown', { known: known.join(', ') });
  return { resource, values };
}

/** A whole number of a range; the usual one where nothing is given. @throws Problem notImportable */
export function wholeOf(value: unknown, name: string, { usual, most }: { usual: number; most: number }): number {
  if (value === undefined) return usual;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw notTaken(name, 'parameter-invalid');
  return Math.min(number, most);
}

/** The types that are asked for; undefined for all. */
export function typesIn(query: Query): string[] | undefined {
  const said = [query._type ?? []].flat().flatMap((value) => value.split(','));
  const types = [...new Set(said.map((type) => type.trim()).filter((type) => type !== ''))];
  return types.length > 0 ? types : undefined;
}

/** The same, each of them a type of FHIR. @throws Problem notImportable */
export function typesAsked(query: Query): string[] | undefined {
  const types = typesIn(query);
  const wrong = types?.find((type) => !RESOURCE_TYPES.has(type));
  if (wrong !== undefined) throw notTaken('_type', 'unknown-resource-type', { type: wrong });
  return types;
}

/**
 * What an operation is asked that came by POST: the parameters of the address, and those of a Parameters resource.
 * @throws Problem notImportable for any other body
 */
export function askedIn(query: unknown, body: unknown): Query {
  const asked = (query ?? {}) as Query;
  if (body === undefined || body === null || Object.keys(body).length === 0) return asked;
  const { resourceType, parameter = [] } = body as { resourceType?: unknown; parameter?: unknown };
  if (resourceType !== 'Parameters') throw notTaken('Parameters', 'resource-type', { expected: 'Parameters' });
  if (!Array.isArray(parameter)) throw notTaken('Parameters.parameter', 'not-a-list');
  if (parameter.length > MOST) throw notTaken('Parameters.parameter', 'too-many', { max: MOST });
  const all: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (const [name, values] of Object.entries(asked)) all[name] = [values].flat();
  for (const given of parameter as (Parameter | null)[]) {
    const { name, ...rest } = given ?? {};
    const value = Object.values(rest)[0];
    if (typeof name !== 'string' || !isSimple(value)) throw notTaken('Parameters.parameter', 'parameter-invalid');
    (all[name] ??= []).push(String(value));
  }
  return all;
}

const isSimple = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);
