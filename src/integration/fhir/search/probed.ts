import { isUuid } from '../../../kernel/uuid.js';
import { RESOURCE_TYPES } from '../elements/resource-types.js';
import { readName } from './conditions.js';
import { MOST_NAMED } from './fhir.queries.js';
import { readHas } from './has.js';
import { alternatives, type Parameter } from './parameters.js';
import type { SearchRequest } from './search-request.js';
import { tableOf } from './tables.js';

/** What a search names: resources of a type that one of its conditions finds by itself. */
export interface Handle {
  readonly type: string;
  readonly asked: string;
  readonly value: string;
  /** Whether what is found is of whoever it names: one value, of which the answer is no contrary. */
  readonly isShownByFound: boolean;
}

/** Parameters by which a record is meant, and not what is in it. */
const NAMING: ReadonlySet<string> = new Set(['_id', 'identifier', 'phone', 'telecom']);

/**
 * The records that a search names, whatever it finds: by id, number or reference, here or through what a resource refers to or is referred to
 * by. An answer tells something of whose they are, though it be that there is nothing.
 */
export const handlesOf = (type: string, filters: SearchRequest['filters']): Handle[] =>
  filters.flatMap(([asked, value]) => handlesIn(type, asked, value)).filter((one) => !tableOf(one.type).isOfNobody);

function handlesIn(type: string, asked: string, value: string): Handle[] {
  const has = readHas(asked);
  if (has) return RESOURCE_TYPES.has(has.type) ? handlesIn(has.type, has.parameter, value) : [];
  const { name, modifier, chained } = readName(asked);
  const given = tableOf(type).parameters[name];
  if (!given || modifier === 'missing') return [];
  const through = chained ?? (modifier === 'identifier' ? modifier : undefined);
  if (through !== undefined) return given.to === undefined ? [] : handlesIn(given.to, through, value);
  const isShownByFound = modifier !== 'not' && alternatives(value).length === 1;
  if (given.type === 'reference') return referred(given, value, isShownByFound);
  return NAMING.has(name)
    ? [{ type, asked: modifier === 'of-type' ? `${name}:of-type` : name, value, isShownByFound }]
    : [];
}

/** `Observation/<id>`, or `<id>` where only one type can be meant. */
function referred({ to, names }: Parameter, value: string, isShownByFound: boolean): Handle[] {
  return alternatives(value).flatMap((one) => {
    const [, said, id = one] = /^([A-Z][A-Za-z]+)\/(.+)$/.exec(one) ?? [];
    const type = to ?? names ?? said;
    if (type === undefined || !RESOURCE_TYPES.has(type)) return [];
    return [{ type, asked: '_id', value: id, isShownByFound: isShownByFound && to !== undefined }];
  });
}

/** The patients whom handles name by their own ids; of more than {@link MOST_NAMED} the trail has what was asked for. */
export function patientsNamed(handles: readonly Handle[]): string[] {
  const ids = handles.flatMap((one) => (isOfPatientId(one) ? alternatives(one.value).filter(isUuid) : []));
  return ids.length > MOST_NAMED ? [] : [...new Set(ids)];
}

export const isOfPatientId = ({ type, asked }: Handle): boolean => type === 'Patient' && asked === '_id';
