import { isUuid } from '../../../kernel/uuid.js';
import { parameter, alternatives, tokenOf, type Parameter } from './parameters.js';
import { invalidParameter, type At } from './parameter-refusals.js';

/** SQL of the resources that sent a row, of which `k` says who performed it. */
const SENT = (condition: string) =>
  `EXISTS (SELECT FROM fhir_source k WHERE k.entity_id = r.entity_id AND k.resource ? 'performer' AND ${condition})`;

/** SQL of the condition that `k` names one of the resources `p`, in the words of its sender or by an address of its Bundle. */
const NAMES = (
  those: string,
) => `EXISTS (SELECT FROM (${those}) p, jsonb_array_elements(k.resource->'performer') one (said)
    WHERE (p.source = k.source AND one.said->>'reference' = p.resource_type || '/' || p.source_id)
       OR k.targets->>(one.said->>'reference') = p.resource_type || '/' || p.id)`;
const KEPT = 'SELECT source, source_id, resource_type, id FROM fhir_source';

/** Whom a sender names as having performed it: by our address of them, by their identifier, or by the identifier that stands beside the reference. */
export const performer: Parameter = parameter(
  (value, at) => {
    const ids = alternatives(value).map((one) => one.replace(/^[A-Z][A-Za-z]+\//, ''));
    return SENT(NAMES(`${KEPT} WHERE id = ANY(${at(ids.filter(isUuid))}::uuid[])`));
  },
  { type: 'reference', chains: { identifier } },
);

function identifier(value: string, at: At, name: string): string {
  const each = alternatives(value).map((one) => {
    const { system, code } = tokenOf(one, name);
    if (!code) invalidParameter(name);
    const wanted = { ...(system && { system }), value: code };
    const those = `${KEPT} WHERE resource ? 'identifier' AND resource->'identifier' @> ${at(JSON.stringify([wanted]))}::jsonb`;
    return `k.resource->'performer' @> ${at(JSON.stringify([{ identifier: wanted }]))}::jsonb OR ${NAMES(those)}`;
  });
  return SENT(`(${each.join(' OR ')})`);
}
