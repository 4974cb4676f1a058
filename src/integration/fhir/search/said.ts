import { alternatives, inConcepts, laterOf, parameter, tokenOf, type Parameter } from './parameters.js';
import { invalidParameter, type At } from './parameter-refusals.js';
import { isUuid } from '../../../kernel/uuid.js';

/** What records do not hold and their senders said: it is looked for in what was sent. */

/** SQL of an element of the resource `r` as its sender said it; null of what was written here. */
export const saidOf = (type: string, element: string): string =>
  `(SELECT k.resource->'${element}' FROM fhir_source k WHERE (k.entity_id = r.entity_id OR k.id = r.entity_id) AND k.resource_type = '${type}' LIMIT 1)`;

/** A CodeableConcept, or a list of them. @param also SQL of the code and its system that the record itself has */
export const saidConcept = (type: string, element: string, also?: readonly [code: string, system: string]): Parameter =>
  parameter(
    (value, at, name) => {
      const each = alternatives(value).flatMap((part) => {
        const asked = tokenOf(part, name);
        const said = inConcepts(saidOf(type, element), asked, at);
        return also ? [said, isCode(asked, also, at)] : [said];
      });
      return `(${each.join(' OR ')})`;
    },
    { type: 'token', column: also?.[0] ?? saidOf(type, element), words: `${saidOf(type, element)}::text` },
  );

const isCode = ({ system, code }: ReturnType<typeof tokenOf>, [own, its]: readonly [string, string], at: At): string =>
  [
    ...(code === '' ? [`${own} IS NOT NULL`] : [`${own} = ${at(code)}`]),
    ...(system === undefined ? [] : [system === '' ? `${its} IS NULL` : `${its} = ${at(system)}`]),
  ].join(' AND ');

/** An Identifier, or a list of them. */
export const saidIdentifier = (type: string, element: string): Parameter =>
  parameter(
    (value, at, name) => {
      const each = alternatives(value).map((part) => {
        const { system, code } = tokenOf(part, name);
        if (code === '') invalidParameter(name);
        const wanted = JSON.stringify({ ...(system && { system }), value: code });
        return `coalesce(${saidOf(type, element)} @> ${at(wanted)}::jsonb, false)`;
      });
      return `(${each.join(' OR ')})`;
    },
    { type: 'token', column: saidOf(type, element) },
  );

/** Of a path (`participant.individual`) the element that stands in the resource itself. */
const topOf = (element: string): string => element.split('.', 1)[0]!;

const KEPT = 'SELECT id, entity_id, source, source_id, resource_type FROM fhir_source';

/** SQL of the resources that sent a row, of which `k` says `element`, and that this names one of the resources `p` or stands among `addresses`. */
const naming = (
  element: string,
  those: string,
  addresses: string,
): string => `EXISTS (SELECT FROM fhir_source k, jsonb_path_query(k.resource, '$.${element}[*]') one (said)
    WHERE (k.entity_id = r.entity_id OR k.id = r.entity_id) AND k.resource ? '${topOf(element)}' AND (
      one.said->>'reference' = ANY (${addresses}) OR k.targets->>(one.said->>'reference') = ANY (${addresses})
      OR EXISTS (SELECT FROM (${those}) p WHERE p.source = k.source AND one.said->>'reference' = p.resource_type || '/' || p.source_id)))`;

/**
 * A reference that only what was sent has: by our address of what it names, whether its sender named it by that, by its own id, or by an address of its
 * Bundle; and by an identifier of that, or one beside the reference.
 * @param types what it may lead to
 */
export const saidReference = (element: string, ...types: readonly [string, ...string[]]): Parameter => {
  const named = (value: string, at: At): string => {
    const asked = alternatives(value).flatMap((one) =>
      one.includes('/') ? one : types.map((type) => `${type}/${one}`),
    );
    const ids = [...new Set(asked.flatMap((one) => one.split('/').slice(1)))].filter(isUuid);
    const rows = types.includes('Observation') ? `ARRAY(${laterOf(at(ids))})` : `${at(ids)}::uuid[]`;
    return naming(element, `${KEPT} WHERE entity_id = ANY (${rows}) OR id = ANY (${rows})`, `${at(asked)}::text[]`);
  };
  const identified = (value: string, at: At, name: string): string => {
    const each = alternatives(value).map((one) => {
      const { system, code } = tokenOf(one, name);
      if (!code) invalidParameter(name);
      const wanted = at(JSON.stringify([{ ...(system && { system }), value: code }]));
      const those = `${KEPT} WHERE resource ? 'identifier' AND resource->'identifier' @> ${wanted}::jsonb`;
      const addresses = `ARRAY(SELECT resource_type || '/' || coalesce(entity_id, id) FROM (${those}) p)`;
      return `${naming(element, those, addresses)} OR ${besides(element, wanted)}`;
    });
    return `(${each.join(' OR ')})`;
  };
  const column = `(SELECT k.resource->'${topOf(element)}' FROM fhir_source k WHERE (k.entity_id = r.entity_id OR k.id = r.entity_id) AND k.resource ? '${topOf(element)}' LIMIT 1)`;
  return parameter(named, {
    type: 'reference',
    column,
    chains: { _id: named, identifier: identified },
    isSaid: true,
    ...(types.length === 1 && { names: types[0] }),
  });
};

/** The identifier that stands beside a reference. */
const besides = (element: string, wanted: string): string =>
  `EXISTS (SELECT FROM fhir_source k, jsonb_path_query(k.resource, '$.${element}[*]') one (said)
    WHERE (k.entity_id = r.entity_id OR k.id = r.entity_id) AND one.said->'identifier' @> (${wanted}::jsonb->0))`;
