import { checkIdentifier, IDENTIFIER_SYSTEMS } from '../../../clinical/patients/identifier.rules.js';
import {
  idsOfIdentifierSql,
  idsOfMrnSql,
  idsOfValueSql,
  storedForms,
} from '../../../clinical/patients/finding.rules.js';
import { VISIT_NUMBER_SYSTEM } from '../maps/encounter.map.js';
import { ORDER_NUMBER_SYSTEM } from '../maps/service-request.map.js';
import {
  alternatives,
  date,
  ownId,
  parameter,
  reference,
  tokenOf,
  type Condition,
  type Parameter,
} from './parameters.js';
import { invalidParameter, type At } from './parameter-refusals.js';

/** SQL of an array of the ids of the patients whom an identifier, `system|value` or `value`, names; the id that a sender gave is one. */
export function idsOfPatientSql(token: string, at: At, name: string): string {
  const { system, code: number } = tokenOf(token, name);
  if (!number.trim()) invalidParameter(name);
  if (!system) return idsOfValueSql(at(storedForms(number)));
  if (system === IDENTIFIER_SYSTEMS.mrn) return idsOfMrnSql(at(number));
  // However it is written, one of ours is looked for as it is kept.
  const checked = checkIdentifier(system, number);
  const [ofSystem, value] = checked.ok ? [at(checked.system), at(checked.value)] : [at(system), at(number)];
  const [source, sourceId] = originOf(system, number).map(at) as [string, string];
  return `${idsOfIdentifierSql(ofSystem, value)} || ARRAY(
    SELECT entity_id FROM fhir_source WHERE source = ${source} AND source_id = ${sourceId} AND resource_type = 'Patient' AND entity_id IS NOT NULL)`;
}

/** The source and the id there behind an identifier, as originalIdentifiers tells it. */
const originOf = (system: string, number: string): [string, string] => {
  const [, urn, id] = (system === 'urn:ietf:rfc:3986' && /^(urn:\w+):(.+)$/.exec(number)) || [];
  return urn !== undefined && id !== undefined ? [urn, id] : [system, number];
};

/** By an identifier that its sender says the kind of: `http://terminology.hl7.org/CodeSystem/v2-0203|MR|12345`. */
export const identifierOfType: Condition = (value, at, name) => {
  const each = alternatives(value).map((one) => {
    const [system, code, number, ...more] = one.split('|');
    if (!code || !number || more.length > 0) invalidParameter(name);
    const said = [{ type: { coding: [{ ...(system && { system }), code }] }, value: number }];
    return `SELECT coalesce(entity_id, id) FROM fhir_source WHERE resource ? 'identifier' AND resource->'identifier' @> ${at(JSON.stringify(said))}::jsonb`;
  });
  return `r.entity_id = ANY(ARRAY(${each.join(' UNION ')}))`;
};

/** By what the sender called it: an identifier it gave, or the id it has there. @param own SQL of the ids it has by a number of ours */
export const senders = (own?: (at: At, token: string) => string): Parameter =>
  parameter(
    (value, at, name) => {
      const each = alternatives(value).map((one) => {
        const { system, code } = tokenOf(one, name);
        if (!code) invalidParameter(name);
        const [source, sourceId] = originOf(system ?? '', code).map(at) as [string, string];
        const identifier = at(JSON.stringify([{ ...(system && { system }), value: code }]));
        return `SELECT coalesce(entity_id, id) FROM fhir_source WHERE resource ? 'identifier' AND resource->'identifier' @> ${identifier}::jsonb
          UNION SELECT coalesce(entity_id, id) FROM fhir_source WHERE source = ${source} AND source_id = ${sourceId}
          ${own ? `UNION ${own(at, one)}` : ''}`;
      });
      return `r.entity_id = ANY(ARRAY(${each.join(' UNION ')}))`;
    },
    { type: 'token', ofType: identifierOfType },
  );

/** SQL of the ids of rows that have a number of ours. */
const ofNumber =
  (table: string, column: string, ours: string) =>
  (at: At, token: string): string => {
    const { system = ours, code } = tokenOf(token, 'identifier');
    return `SELECT id FROM ${table} WHERE ${column} = ${at(system === ours ? code : null)}::text`;
  };

export const ofVisitNumber = ofNumber('encounter', 'visit_number', VISIT_NUMBER_SYSTEM);
export const ofOrderNumber = ofNumber('service_order', 'number', ORDER_NUMBER_SYSTEM);
const ofPatient = (at: At, token: string): string =>
  `SELECT unnest(${idsOfPatientSql(token, at, 'patient.identifier')})`;

/** SQL of the ids of visits by our number, or by one of whoever sent them. */
const ofVisit = (at: At, token: string): string => {
  const { system, code } = tokenOf(token, 'encounter.identifier');
  const identifier = at(JSON.stringify([{ ...(system && { system }), value: code }]));
  return `${ofVisitNumber(at, token)} UNION SELECT entity_id FROM fhir_source WHERE resource_type = 'Encounter' AND entity_id IS NOT NULL
    AND resource ? 'identifier' AND resource->'identifier' @> ${identifier}::jsonb`;
};

export const patientReference = reference('patient_id', 'Patient', ofPatient);

export const OF_A_PATIENT = {
  identifier: senders(),
  _id: ownId,
  _lastUpdated: date('updated_at'),
  patient: patientReference,
  subject: patientReference,
  encounter: reference('encounter_id', 'Encounter', ofVisit),
} as const;

export const NEEDS = ['patient', 'subject', 'encounter', '_id', 'identifier'] as const;
