import type { At } from './parameter-refusals.js';
import { alternatives, coded, inConcepts, tokenOf, type Condition } from './parameters.js';

/** Parts of an observation: as the record has them, and in the other codings that only what was sent says of them. */
export const PARTS = "r.facts->'components'";

/** Of any part of the observation `r`: `c.part` stands for it, `c.place` for which of them it is. */
export const ofParts =
  (condition: Condition): Condition =>
  (value, at, name) =>
    `EXISTS (SELECT FROM jsonb_array_elements(${PARTS}) WITH ORDINALITY c (part, place) WHERE ${condition(value, at, name)})`;

/** SQL of whether the value of a report, JSON, may be the one that the observation `r` was made of: rows keep no place in a message. */
const mayBe = (value: string): string => `${value}->>'resourceType' = 'Observation'
  AND (${value}->'code'->>'text' = r.facts->'code'->>'display' OR ${value}->'code'->'coding' @> jsonb_build_array(jsonb_build_object('code', r.code))
    OR ${value}->'code'->'coding' @> jsonb_build_array(jsonb_build_object('display', r.facts->'code'->>'display')))`;

/** SQL of rows whose `parts` are what was sent: by itself, or inside the report that the observation is in. */
const SENT = `
  SELECT k.resource->'component' AS parts FROM fhir_source k WHERE k.entity_id = r.entity_id AND k.resource_type = 'Observation' AND k.resource ? 'component'
  UNION ALL SELECT inner_one.value->'component' FROM fhir_source k, jsonb_array_elements(k.resource->'contained') inner_one (value)
    WHERE k.entity_id = r.report_id AND k.resource_type = 'DiagnosticReport' AND k.resource ? 'contained' AND ${mayBe('inner_one.value')}`;

/** SQL of whether a part that was sent, JSON, is the part `c` of the record: by its words, or a code that both have. */
const isPart = (part: string): string => `(${part}->'code'->>'text' = c.part->'code'->>'display'
    OR ${part}->'code'->'coding' @> jsonb_build_array(jsonb_build_object('code', c.part->'code'->>'code'))
    OR ${part}->'code'->'coding' @> jsonb_build_array(jsonb_build_object('display', c.part->'code'->>'display')))`;

/** Whether a concept of a part is said in a coding. @param element of what was sent @param own SQL of the code and its system of the record */
const ofPart = (element: string, own: Condition): Condition => {
  const said = (value: string, at: At, name: string): string =>
    alternatives(value)
      .map((one) => inConcepts(`sent.parts->(c.place::int - 1)->'${element}'`, tokenOf(one, name), at))
      .join(' OR ');
  return (value, at, name) => `(${own(value, at, name)} OR EXISTS (SELECT FROM (${SENT}) sent
      WHERE ${isPart('(sent.parts->(c.place::int - 1))')} AND (${said(value, at, name)})))`;
};

/** By a code of a part, whichever of its codings has it. */
export const partCode: Condition = ofPart('code', coded("c.part->'code'->>'code'", "c.part->'code'->>'system'"));

/** By what a part is coded as, likewise. */
export const partConcept: Condition = ofPart(
  'valueCodeableConcept',
  coded("c.part->'coded'->>'code'", "c.part->'coded'->>'system'"),
);
