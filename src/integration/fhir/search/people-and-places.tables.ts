import { keptRows } from './kept.table.js';
import { foldName } from '../../../clinical/patients/name.rules.js';
import { staffNameSql } from '../../../hospital/staff/staff-name.columns.js';
import { foldedSql } from './folded.js';
import { alternatives, codeOf, date, ownId, parameter, reference, token, type Parameter } from './parameters.js';
import { inParts, type ResourceTable } from './resource-table.js';
import { senders } from './of-a-patient.js';
import { STAFF_SYSTEMS } from '../maps/people-and-places.map.js';

/**
 * Who works here and where things are, beside those whom other systems told of. They are few and of no patient; what others sent is found
 * through the index of what has no patient.
 */

const OF_NOBODY = { patient_id: 'NULL::uuid AS patient_id', encounter_id: 'NULL::uuid AS encounter_id' };
const NO_PATIENT = `${OF_NOBODY.patient_id}, ${OF_NOBODY.encounter_id}`;
/** SQL of a name without its marks, each word behind a blank. */
const folded = (name: string) => foldedSql(`' ' || ${name}`);

/** Words of a name, each of which begins one of the words that are known. */
const named = (column: string): Parameter =>
  parameter(
    (value, at) => {
      const each = alternatives(value).map((one) => {
        const words = foldName(one)
          .split(' ')
          .map((word) => `% ${word.replace(/[\\%_]/g, '\\$&')}%`);
        return `${folded(`r.${column}`)} LIKE ALL (${at(words)}::text[])`;
      });
      return `(${each.join(' OR ')})`;
    },
    { type: 'string', column: `r.${column}`, folded: folded(`r.${column}`) },
  );

const active: Parameter = codeOf('active');
const ofStaff = (at: (value: unknown) => string, asked: string): string => {
  const [system, code] = asked.includes('|') ? asked.split('|', 2) : [undefined, asked];
  const byName = `SELECT id FROM staff_member WHERE username = ${at(system === undefined || system === STAFF_SYSTEMS.username ? code : null)}::text`;
  const byCertificate = `SELECT id FROM staff_member
    WHERE practising_certificate = ${at(system === undefined || system === STAFF_SYSTEMS.certificate ? code : null)}::text`;
  return `${byName} UNION ${byCertificate}`;
};
const ofCode = (tables: readonly string[]) => (at: (value: unknown) => string, asked: string) => {
  const place = at(asked.slice(asked.indexOf('|') + 1));
  return tables.map((table) => `SELECT id FROM ${table} WHERE code = ${place}`).join(' UNION ');
};

const SHARED = { _id: ownId, _lastUpdated: date('updated_at') };
const LIST = { needs: [], sortType: 'text', ascending: true, isOfNobody: true } as const;

const NAME_OF_KEPT = `coalesce(k.resource#>>'{name,0,text}', k.resource#>>'{name,0,family}', k.resource->>'name', '')`;
const KEPT_PERSON = keptRows(
  'Practitioner',
  `${NAME_OF_KEPT} AS name, coalesce(k.resource->>'active', 'true') AS active`,
  NAME_OF_KEPT,
);

export const practitioner: ResourceTable = {
  ...inParts(
    `SELECT s.id::text AS id, s.id AS entity_id, ${NO_PATIENT}, s.full_name AS sort, s.version, s.updated_at, s.full_name AS name,
       (s.status = 'active')::text AS active, jsonb_strip_nulls(jsonb_build_object('username', s.username, 'fullName', s.full_name,
         'certificate', s.practising_certificate, 'active', s.status = 'active')) AS facts FROM staff_member s`,
    KEPT_PERSON,
  ),
  parameters: { ...SHARED, identifier: senders(ofStaff), name: named('name'), active },
  ...LIST,
  sortedBy: ['name'],
};

export const practitionerRole: ResourceTable = {
  ...inParts(
    `SELECT p.id::text AS id, p.id AS entity_id, ${NO_PATIENT}, p.role AS sort, 1 AS version, coalesce(p.revoked_at, p.granted_at) AS updated_at,
       p.staff_id, p.role, (p.revoked_at IS NULL)::text AS active,
       jsonb_strip_nulls(jsonb_build_object('role', p.role, 'staffId', p.staff_id, 'active', p.revoked_at IS NULL,
         'name', ${staffNameSql('p.staff_id')}, 'hospital', (SELECT jsonb_build_object('id', h.id, 'name', h.name) FROM hospital h LIMIT 1),
         'wards', (SELECT jsonb_agg(jsonb_build_object('id', w.id, 'name', w.name) ORDER BY w.name) FROM staff_ward sw JOIN ward w ON w.id = sw.ward_id
           WHERE sw.staff_id = p.staff_id AND sw.ended_at IS NULL))) AS facts FROM staff_role p`,
    keptRows(
      'PractitionerRole',
      `NULL::uuid AS staff_id, '' AS role, coalesce(k.resource->>'active', 'true') AS active`,
      `''`,
    ),
  ),
  parameters: {
    ...SHARED,
    identifier: senders(),
    practitioner: reference('staff_id', 'Practitioner', ofStaff),
    role: codeOf('role', { systems: [STAFF_SYSTEMS.role] }),
    active,
  },
  ...LIST,
};

export const organization: ResourceTable = {
  ...inParts(
    `SELECT h.id::text AS id, h.id AS entity_id, ${NO_PATIENT}, h.name AS sort, 1 AS version, uuid_extract_timestamp(h.id) AS updated_at, h.name AS name,
       'true' AS active, jsonb_build_object('code', h.code, 'name', h.name) AS facts FROM hospital h`,
    keptRows(
      'Organization',
      `coalesce(k.resource->>'name', '') AS name, coalesce(k.resource->>'active', 'true') AS active`,
      `coalesce(k.resource->>'name', '')`,
    ),
  ),
  parameters: { ...SHARED, identifier: senders(ofCode(['hospital'])), name: named('name'), active },
  ...LIST,
  sortedBy: ['name'],
};

const place = (table: string, kind: string, name: string, parent: string, more = '', isActive = 'p.active') =>
  `SELECT p.id::text AS id, p.id AS entity_id, ${NO_PATIENT}, ${name} AS sort, ${table === 'room' ? '1' : 'p.version'} AS version,
     uuid_extract_timestamp(p.id) AS updated_at, ${name} AS name, CASE WHEN ${isActive} THEN 'active' ELSE 'inactive' END AS status,
     'http://terminology.hl7.org/CodeSystem/location-physical-type' AS type_system, '${kind}' AS type, ${parent} AS part_of,
     jsonb_strip_nulls(jsonb_build_object('kind', '${kind}', 'code', p.code, 'name', ${name}, 'active', ${isActive}, 'partOf', ${parent}
       ${more})) AS facts FROM ${table} p`;
const IN_WARD = `(SELECT w.name FROM ward w WHERE w.id = p.ward_id)`;

/** Wards with their rooms and beds. */
export const location: ResourceTable = {
  ...inParts(
    place('ward', 'wa', 'p.name', 'NULL::uuid', `, 'wardKind', p.kind`),
    place('room', 'ro', `${IN_WARD} || ' ' || p.code`, 'p.ward_id', '', 'true'),
    place('bed', 'bd', `${IN_WARD} || ' ' || p.code`, 'p.room_id'),
    keptRows(
      'Location',
      `coalesce(k.resource->>'name', '') AS name, coalesce(k.resource->>'status', 'active') AS status,
       k.resource#>>'{physicalType,coding,0,system}' AS type_system, k.resource#>>'{physicalType,coding,0,code}' AS type, NULL::uuid AS part_of`,
      `coalesce(k.resource->>'name', '')`,
    ),
  ),
  parameters: {
    ...SHARED,
    identifier: senders(ofCode(['ward', 'room', 'bed'])),
    name: named('name'),
    status: codeOf('status'),
    type: token('type', 'type_system'),
    partof: reference('part_of', 'Location', ofCode(['ward', 'room'])),
  },
  ...LIST,
  sortedBy: ['name'],
};
