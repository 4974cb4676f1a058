import { RESOURCE_TYPES } from '../elements/resource-types.js';
import { conditionOf, readName, type Chain } from './conditions.js';
import { leadsTo } from './includes.js';
import { refuseParameter, type At } from './parameter-refusals.js';
import type { SearchRequest } from './search-request.js';
import { readHas, type Has } from './has.js';
import { tableOf, TABLES } from './tables.js';

/** SQL of the condition that a resource of another type refers to the row, and meets what is asked of it. */
export function referredBy(type: string, has: Has, value: string, at: At): string {
  if (!RESOURCE_TYPES.has(has.type)) return refuseParameter(has.asked, 'has-not-taken', { type });
  const { parameters, select } = tableOf(has.type);
  const [reference, wanted] = [parameters[has.reference], parameters[readName(has.parameter).name]];
  const column =
    reference?.type === 'reference' && leadsTo(has.type, has.reference, type) ? reference.column : undefined;
  if (!column || !wanted || reference?.to !== type) return refuseParameter(has.asked, 'has-not-taken', { type });
  return `EXISTS (SELECT FROM (SELECT r.entity_id AS id) referred CROSS JOIN LATERAL (
    SELECT FROM (${select}) r WHERE ${column} = referred.id AND ${conditionOf(wanted, has.parameter, value, at)} LIMIT 1) referring)`;
}

/** SQL of the condition that what a reference leads to meets what is asked of it: one step, to types that are records here. */
export const chainTo: Chain = (given, chained, value, at) => {
  const { to, column } = given;
  if (to === undefined || to === 'Patient' || column === undefined || !(to in TABLES)) return undefined;
  const { parameters, select } = tableOf(to);
  const wanted = parameters[readName(chained).name];
  if (!wanted) return undefined;
  return `EXISTS (SELECT FROM (SELECT ${column} AS id) referring CROSS JOIN LATERAL (
    SELECT FROM (${select}) r WHERE r.entity_id = referring.id AND ${conditionOf(wanted, chained, value, at)} LIMIT 1) referred)`;
};

/** Types that a search looks at beside its own: whoever searches so learns something of them. */
export function alsoLookedAt(type: string, { filters }: Pick<SearchRequest, 'filters'>): string[] {
  const { parameters } = tableOf(type);
  const types = filters.flatMap(([asked]) => {
    const has = readHas(asked);
    if (has) return [has.type];
    const { name, chained } = readName(asked);
    // Who sends a number may ask for what is under it: that tells nothing of whose it is.
    const to =
      chained === undefined || chained === 'identifier' || chained === '_id' ? undefined : parameters[name]?.to;
    return to === undefined ? [] : [to];
  });
  return [...new Set(types)];
}
